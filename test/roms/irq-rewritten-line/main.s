; VTIME set to the beam's own line while V-IRQs are on: some say that the IRQ comes at once, others that the line's beginning is past.
; [Mesen: InternalRegisters.cpp; snes9x 1.59 ("instant IRQ"); anomie: timing (V-IRQ is H = 0)]
.include "../lib/rom.inc"
title "VTIME WRITTEN ON ITS LINE"

test:
  sei
  sleep_until 100, 60
  poke16 $4209, 200
  poke $4200, $20
  lda $4211
  poke16 $4209, 60
  nop
  nop
  lda $4211
  and #$80
  sta $00
  stz $4200
  note8 $00
  rtl
