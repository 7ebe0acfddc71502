; A product read before 8 cycles have passed is not finished; how far it is differs between sources.
; [fullsnes: $4203 ("wait 8 clock cycles"); anomie: timing]
.include "../lib/rom.inc"
title "PRODUCT READ EARLY"

test:
  sleep_until 20, 50 ; far from the refresh pause
  poke $4202, $ff
  lda #$ff
  sta $4203
  ldx $4216
  stx $00
  sta $4203
  nop
  ldx $4216
  stx $02
  sta $4203
  nop
  nop
  ldx $4216
  stx $04
  note16 $00
  note16 $02
  note16 $04
  rtl
