; Writing $4209 to the line that the beam is on makes the IRQ come at once or not at all; programs rely on later lines only.
; [ares: cpu/irq.cpp and Mesen: InternalRegisters.cpp disagree about the same line]
.include "../lib/rom.inc"
title "VTIME WRITTEN ON ITS LINE"

test:
  sei
  poke16 $4209, 200
  wait_line 240
  poke $4200, $20
  lda $4211
  sleep_until 100, 60
  poke16 $4209, 60
  poke $4200, $20
  lda $4211
  nop
  nop
  lda $4211
  and #$80
  sta $00
  stz $4200
  note8 $00
  rtl
