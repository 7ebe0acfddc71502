; Reading where nothing answers gives the last byte on the bus: the high byte of the address.
; [fullsnes: open bus; anomie: snes_registers]
.include "../lib/rom.inc"
title "OPEN BUS OF THE CPU"

test:
  lda $2000
  sta $00
  lda $5555
  sta $01
  lda $4400
  sta $02
  ldx $5a00 ; the second byte comes after the first: the same
  stx $04
  lda f:$004200 ; write only: the bank byte was fetched last
  sta $06
  want8 $00, $20
  want8 $01, $55
  want8 $02, $44
  want16 $04, $5a5a
  want8 $06, $00
  rtl
