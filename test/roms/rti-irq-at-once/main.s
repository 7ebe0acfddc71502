; RTI that clears I lets a waiting IRQ in before the next instruction.
; [anomie: timing, INTERRUPTS, fourth example]
.include "../lib/rom.inc"
title "IRQ RIGHT AFTER RTI"

test:
  on_irq handler
  poke16 $4209, 100
  poke $4200, $20
  sei
  wai
  stz $00
  phk
  pea .loword(after)
  php
  lda $01,s
  and #$fb
  sta $01,s
  lda #$01
  rti
after:
  lda #$42
  sei
  stz $4200
  want8 $00, $01
  rtl

handler:
  sta $00
  lda f:$004211
  rti
