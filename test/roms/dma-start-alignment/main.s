; A DMA waits for a multiple of 8 clocks at its begin and for the processor's rhythm at its end: one byte takes 24 clocks and 2 to 16 more.
; [anomie: timing, DMA; fullsnes: DMA timing; snes9x: DMACPUSync]
; Sixteen starts, each a dot later; the time is that of `sta $420b` with one channel against none. Sources disagree on the rest by a few
; clocks: the sums are written down, only their sum has to be possible.
.include "../lib/rom.inc"
title "DMA ALIGNMENT"

test:
  poke16 $2181, $3000
  stz $2183
  hdma_channel 0, $08, $80, byte
  ldx #$0000
  stx $10 ; dots of the 16 starts together
  stx $12
  stx $14 ; the longest
  poke16 $16, $ffff ; the shortest
  poke16 $08, 100
@start:
  lda #$00
  jsr measure
  stx $0c
  poke16 $4305, 1
  lda #$01
  jsr measure
  rep #$20
  txa
  sec
  sbc $0c
  sta $0e
  cmp $14
  bcc @not_longest
  sta $14
@not_longest:
  cmp $16
  bcs @not_shortest
  sta $16
@not_shortest:
  clc
  adc $10
  sta $10
  sep #$20
  ldx $08
  inx
  stx $08
  cpx #116
  bne @start
  ; 26 to 40 clocks a DMA are 104 to 160 dots; each of the two sleeps ends anywhere in the 6 clocks of a cycle of WAI, which makes it up to
  ; 24 dots more or less, depending on what ran before
  want_range $10, 80, 184
  note16 $14
  note16 $16
  rtl

; A: channels. Gives the dots from before to behind the write in X.
measure:
  sta $0a
  ldx $08
  ldy #60
  jsl sleep_for_position
  lda $0a
  sta $420b
  latch
  ldx h_pos
  rts

byte: .byte 0
