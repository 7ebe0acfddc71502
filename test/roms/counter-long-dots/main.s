; Dots 323 and 327 take 6 clocks, all others 4: the same code passes a dot less there than in the middle of the line.
; [fullsnes: SNES Timing H/V Counters; anomie: timing]
; Sums of 8 starts. On the short line 240 no dot is long; so only line 60 is looked at.
.include "../lib/rom.inc"
title "LONG DOTS 323 AND 327"

test:
  poke16 $08, 150
  jsr measure
  stx $10
  poke16 $08, 232
  jsr measure
  stx $12
  rep #$20
  lda $10
  sec
  sbc $12
  sta $14
  sep #$20
  want_range $14, 5, 11
  note16 $10
  rtl

; $08: first dot. Gives the dots between two latches, the sum of 8 starts, in X.
measure:
  ldx #$0000
  stx $0a
  ldy #$0008
@start:
  phy
  ldx $08
  inc $08
  ldy #60
  jsl sleep_for_position
  lda $2137
  lda $213f
  lda $213c
  sta $00
  lda $213c
  and #$01
  sta $01
  latch
  rep #$20
  lda h_pos
  sec
  sbc $00
  clc
  adc $0a
  sta $0a
  sep #$20
  ply
  dey
  bne @start
  ldx $0a
  rts
