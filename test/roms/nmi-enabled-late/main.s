; Enabling NMI while the flag is still set brings an NMI at once; after the flag was read, none.
; [anomie: snes_registers, $4200; Errata]
.include "../lib/rom.inc"
title "NMI ENABLED LATE"

test:
  wait_line 100
  lda $4210
  wait_line 230
  poke $4200, $80
  nop
  nop
  stz $4200
  lda nmi_count
  sta $00
  wait_line 100
  wait_line 230
  lda $4210
  poke $4200, $80
  nop
  nop
  stz $4200
  lda nmi_count
  sta $01
  want8 $00, 1
  want8 $01, 1
  rtl
