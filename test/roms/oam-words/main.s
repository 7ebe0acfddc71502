; The low table of OAM takes bytes in pairs, with the second one; the high table takes each byte at once.
; [fullsnes: SNES Memory OAM Access]
.include "../lib/rom.inc"
title "OAM WRITES"

test:
  stz $2102
  stz $2103
.repeat 4, i
  poke $2104, $10+i
.endrepeat
  stz $2102
  poke $2104, $55 ; half a word: nothing yet
  stz $2102
  lda $2138
  sta $00
  lda $2138
  sta $01
  lda $2138
  sta $02
  stz $2102
  poke $2103, $01
  poke $2104, $aa
  stz $2102
  poke $2103, $01
  lda $2138
  sta $03
  poke $2103, $00
  want8 $00, $10
  want8 $01, $11
  want8 $02, $12
  want8 $03, $aa
  rtl
