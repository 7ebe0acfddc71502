; CLI then SEI: the IRQ comes after SEI, and the flags that it pushes have I set.
; [anomie: timing, INTERRUPTS, second example]
.include "../lib/rom.inc"
title "IRQ BETWEEN CLI AND SEI"

test:
  on_irq handler
  poke $00, $ff
  poke16 $4209, 100
  poke $4200, $20
  sei
  wai
  cli
  sei
  nop
  stz $4200
  want8 $00, $04
  rtl

handler:
  lda $01,s ; the flags
  and #$04
  sta $00
  lda f:$004211
  rti
