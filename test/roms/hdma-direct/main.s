; HDMA without repetition transfers on the first line of each entry, with repetition on every line.
; [fullsnes: HDMA table format]
; Into work RAM through $2180, so that every transfer leaves its byte.
.include "../lib/rom.inc"
title "HDMA DIRECT TABLES"

test:
  stz $420c
  poke16 $2181, $3000
  stz $2183
  hdma_channel 0, $00, $80, table
  wait_line 240
  poke $420c, $01
  wait_line 230
  stz $420c
  ldx #$0000
@compare:
  lda f:$7e3000,x
  cmp expected,x
  bne @differ
  inx
  cpx #$0006
  bne @compare
@differ:
  stx $00
  poke $2180, $ee
  lda f:$7e3006
  sta $02
  want16 $00, 6
  want8 $02, $ee ; nothing more was written
  rtl

table:
  .byte 3, $a1
  .byte $83, $b1, $b2, $b3
  .byte 1, $c1
  .byte 100, $d1
  .byte 0
expected: .byte $a1, $b1, $b2, $b3, $c1, $d1
