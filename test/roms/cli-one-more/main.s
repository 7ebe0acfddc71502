; An IRQ that waits comes one instruction after CLI, because CLI clears I in its last cycle.
; [anomie: timing, INTERRUPTS, first example]
.include "../lib/rom.inc"
title "CLI LETS ONE INSTRUCTION PASS"

test:
  on_irq handler
  poke16 $4209, 100
  poke $4200, $20
  sei
  wai ; the IRQ is there now
  stz $00
  lda #$01
  cli
  lda #$42
  sei
  stz $4200
  want8 $00, $42
  rtl

handler:
  sta $00
  lda f:$004211
  rti
