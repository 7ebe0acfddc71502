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
  lda f:$7f0000
  sta $21
  eor #$ff
  sta f:$7f0000 ; not what stands at $7e:0000 by chance
  lda f:$7f0000
  sta $22
  poke16 $2181, $ffff
  stz $2183
  lda $2180 ; $7e:ffff
  lda $2180 ; $7f:0000
  sta $23
  poke16 $2181, $ffff
  stz $2183
  poke $2180, $d4
  poke $2180, $e5
  lda f:$7effff
  sta $24
  lda f:$7f0000
  sta $25
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
  lda $22
  eor $23
  sta $26
  want8 $26, 0
  want8 $24, $d4
  want8 $25, $e5
  want8 $12, $b2
  want8 $13, $c3
  rtl
