; An NMI that comes during a DMA is taken one or two instructions after it.
; [anomie: timing, INTERRUPTS ("24-30 cycle delay")]
.include "../lib/rom.inc"
title "NMI AFTER A DMA"

test:
  on_nmi handler
  poke16 $2181, $3000
  stz $2183
  hdma_channel 0, $08, $80, byte
  poke16 $4305, 3000
  wait_line 218
  lda $4210
  poke $4200, $80
  ldx #$0000
  poke $420b, $01 ; 17 lines, to line 236
  inx
  inx
  inx
  inx
  inx
  inx
  inx
  inx
  stz $4200
  want_range $00, 1, 2
  rtl

handler:
  stx $00
  lda f:$004210
  rti
byte: .byte 0
