; WAI with I set ends when the IRQ comes and goes on behind it, without the handler.
; [65816 data sheet; fullsnes: WAI]
.include "../lib/rom.inc"
title "WAI WITH I SET"

test:
  sei
  poke16 $4209, 100
  poke $4200, $20
  lda $4211
  stz $00
  wai
  inc $00
  ldx irq_count
  stx $02
  lda $4211
  and #$80
  sta $04
  stz $4200
  want8 $00, 1
  want16 $02, 0
  want8 $04, $80
  rtl
