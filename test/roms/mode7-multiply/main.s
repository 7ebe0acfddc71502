; $2134-$2136 give the signed product of the 16-bit M7A and the last byte of M7B.
; [fullsnes: $2134; SNES Maths Multiply/Divide]
.include "../lib/rom.inc"
title "MODE 7 MULTIPLICATION"

test:
  poke $211b, $34
  poke $211b, $12
  poke $211c, $05
  ldx $2134
  stx $00
  lda $2136
  sta $02
  poke $211b, $00
  poke $211b, $80 ; -32768
  poke $211c, $ff ; -1
  ldx $2134
  stx $04
  lda $2136
  sta $06
  want16 $00, $1234*5
  want8 $02, $00
  want16 $04, $8000
  want8 $06, $00
  rtl
