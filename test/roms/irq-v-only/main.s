; A V-IRQ comes at the beginning of its line, once a frame.
; [anomie: timing, INTERRUPTS; fullsnes: $4200]
.include "../lib/rom.inc"
title "V-IRQ"

test:
  poke16 $4209, 100
  wait_line 240
  poke $4200, $20
  cli
  wait_line 230
  wait_line 90
  wait_line 230
  sei
  stz $4200
  want16 irq_count, 2
  poke16 $4209, 100
  poke $4200, $20
  lda $4211
  wai
  latch
  stz $4200
  want16 v_pos, 100
  want_range h_pos, 4, 24
  rtl
