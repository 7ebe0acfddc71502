; PPU1 and PPU2 each keep the last byte that was read from them; write-only registers of PPU1 give PPU1's.
; [fullsnes: PPU open bus; anomie: snes_registers ("PPU1 Open Bus")]
.include "../lib/rom.inc"
title "TWO PPU OPEN BUSES"

test:
  stz $211b
  poke $211b, $5a ; $5a00 * 1: the middle byte is $5a
  poke $211c, $01
  stz $2121
  poke $2122, $34
  poke $2122, $12
  stz $2121
  lda $2135 ; PPU1: $5a
  lda $213b ; PPU2: $34
  lda $2104
  sta $00
  lda $2108
  sta $01
  lda $2119
  sta $02
  lda $212a
  sta $03
  lda $213b ; $12 with bit 7 from PPU2's bus
  sta $04
  lda $2135
  lda $213e ; bit 4 is PPU1's bus
  and #$10
  sta $05
  want8 $00, $5a
  want8 $01, $5a
  want8 $02, $5a
  want8 $03, $5a
  want8 $04, $12
  want8 $05, $10
  rtl
