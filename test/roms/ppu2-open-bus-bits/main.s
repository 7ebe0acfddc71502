; Bit 7 of a colour's high byte, bits 1-7 of the counters' high bytes and bit 5 of $213F are PPU2's open bus.
; [fullsnes: $213B-$213F; anomie: snes_registers]
.include "../lib/rom.inc"
title "OPEN BITS OF PPU2"

test:
  stz $2121
  poke $2122, $ff
  poke $2122, $7f
  stz $2121
  lda $213b
  lda $213b
  sta $00 ; $7f with bit 7 of $ff
  stz $2121
  lda $213b ; PPU2's bus: $ff
  lda $213f
  and #$20
  sta $01
  stz $2121
  stz $2122
  stz $2122
  stz $2121
  lda $213b ; $00
  lda $213f
  and #$20
  sta $02
  sleep_until 20, 60
  lda $2137
  lda $213f
  lda $213d
  lda $213d
  sta $03 ; line 60: bits 1-7 of the low byte, $3c
  want8 $00, $ff
  want8 $01, $20
  want8 $02, $00
  want8 $03, $3c
  rtl
