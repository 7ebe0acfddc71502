; Starting a multiplication while a division runs gives values that nobody has explained.
; [fullsnes: $4206; Errata: overlap is undefined]
.include "../lib/rom.inc"
title "DIVIDE AND MULTIPLY AT ONCE"

test:
  sleep_until 20, 50
  poke $4202, $55
  ldx #$fedc
  stx $4204
  lda #$1d
  sta $4206
  lda #$77
  sta $4203
  nop
  nop
  nop
  nop
  nop
  nop
  nop
  nop
  ldx $4214
  stx $00
  ldx $4216
  stx $02
  note16 $00
  note16 $02
  rtl
