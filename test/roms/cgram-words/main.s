; Colours are written in pairs of bytes; $2121 starts a new pair; reading gives low, then high.
; [fullsnes: SNES Memory CGRAM Access]
.include "../lib/rom.inc"
title "COLOUR MEMORY"

test:
  poke $2121, $10
  poke $2122, $34
  poke $2122, $12
  poke $2122, $78 ; half of colour $11, given up
  poke $2121, $11
  poke $2122, $cd
  poke $2122, $2b
  poke $2121, $10
  lda $213b
  sta $00
  lda $213b
  and #$7f
  sta $01
  lda $213b
  sta $02
  lda $213b
  and #$7f
  sta $03
  want16 $00, $1234
  want16 $02, $2bcd
  rtl
