; OAM addresses $220-$3FF repeat the 32 bytes of the high table.
; [fullsnes: SNES Memory OAM Access; anomie: snes_registers]
.include "../lib/rom.inc"
title "OAM HIGH TABLE MIRRORS"

test:
  poke16 $2102, $0100
  poke $2104, $11
  poke $2104, $22
  poke16 $2102, $0110 ; byte $220
  lda $2138
  sta $00
  poke16 $2102, $01f0
  lda $2138
  lda $2138
  sta $01
  poke16 $2102, $0180
  poke $2104, $33
  poke16 $2102, $0100
  lda $2138
  sta $02
  poke16 $2102, 0
  want8 $00, $11
  want8 $01, $22
  want8 $02, $33
  rtl
