; Line 240 of every second frame is 4 clocks (1 dot) shorter than the others, unless the screen is interlaced.
; [fullsnes: SNES Timing H/V Counters; anomie: timing]
; The same code runs from line 238 to line 242: behind the short line it ends a dot further right. The sums are of 8 frames of each kind.
.include "../lib/rom.inc"
title "SHORT LINE 240"

sums = $10 ; travelled dots in frames of field 0 and of field 1

test:
  jsr measure
  stx $20
  poke $2133, $01
  wait_frame
  wait_frame
  jsr measure
  stx $22
  stz $2133
  want_range $20, 104, 112
  want_range $22, 97, 103
  rtl

; Gives 100 + sum of field 1 - sum of field 0 in X.
measure:
  ldx #$0000
  stx sums
  stx sums+2
  ldy #$0010
@frame:
  phy
  sleep_until 100, 238
  latch
  lda f:$00213f
  and #$80
  sta $14
  ldx h_pos
  stx $16
  ldx #$0180
@wait:
  dex
  bne @wait
  latch
  rep #$20
  lda h_pos
  sec
  sbc $16
  sta $18
  sep #$20
  ldx #$0000
  lda $14
  beq @even
  ldx #$0002
@even:
  rep #$20
  lda sums,x
  clc
  adc $18
  sta sums,x
  sep #$20
  ply
  dey
  bne @frame
  rep #$20
  lda sums+2
  sec
  sbc sums
  clc
  adc #100
  tax
  sep #$20
  rts
