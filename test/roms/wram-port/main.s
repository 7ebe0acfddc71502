; $2180 reads and writes work RAM at a 17-bit address that counts up and wraps from $7F:FFFF to $7E:0000.
; [fullsnes: SNES Memory Work RAM Access]
.include "../lib/rom.inc"
title "WORK RAM PORT"

test:
  lda #$a1
  sta f:$7fffff
  lda f:$7e0000
  sta $20
  poke16 $2181, $ffff
  poke $2183, $01
  lda $2180
  sta $10
  lda $2180 ; $7e:0000
  sta $11
  poke16 $2181, $3000
  poke $2183, $ff ; only bit 0 counts
  poke $2180, $b2
  poke $2180, $c3
  lda f:$7f3000
  sta $12
  lda f:$7f3001
  sta $13
  lda $20
  sta $14
  want8 $10, $a1
  lda $11
  eor $14
  sta $15
  want8 $15, 0
  want8 $12, $b2
  want8 $13, $c3
  rtl
