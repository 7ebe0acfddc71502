; $4202/$4203 multiply without sign, $4204-$4206 divide; dividing by 0 gives $FFFF and the dividend.
; [fullsnes: $4202-$4206, $4214-$4217]
.include "../lib/rom.inc"
title "MULTIPLY AND DIVIDE"

test:
  poke $4202, $fe
  poke $4203, $fd
  jsr pause
  ldx $4216
  stx $00
  ldx #$fedc
  stx $4204
  poke $4206, $1d
  jsr pause
  ldx $4214
  stx $02
  ldx $4216
  stx $04
  ldx #$1234
  stx $4204
  poke $4206, $00
  jsr pause
  ldx $4214
  stx $06
  ldx $4216
  stx $08
  want16 $00, $fe*$fd
  want16 $02, $fedc/$1d
  want16 $04, $fedc % $1d
  want16 $06, $ffff
  want16 $08, $1234
  rtl

pause: ; more than the 16 cycles of a division
  nop
  nop
  nop
  nop
  nop
  nop
  nop
  nop
  rts
