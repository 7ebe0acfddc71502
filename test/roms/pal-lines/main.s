; A 50 Hz console counts 312 lines, 313 in every second frame with interlace, and says so in bit 4 of $213F.
; [fullsnes: $213F, SNES Timing H/V Counters]
PAL = 1
.include "../lib/rom.inc"
title "50 HZ LINES"

test:
  lda $213f
  and #$10
  sta $00
  jsr last_line
  stx $02
  jsr last_line
  stx $04
  poke $2133, $01
  wait_frame
  wait_frame
  jsr last_line
  stx $06
  jsr last_line
  stx $08
  stz $2133
  rep #$20
  lda $06
  clc
  adc $08
  sta $06
  sep #$20
  want8 $00, $10
  want16 $02, 311
  want16 $04, 311
  want16 $06, 623 ; 311 and 312
  rtl

; The highest line before the counter is 0 again, in X.
last_line:
  wait_line 300
@again:
  ldx v_pos
  stx $0a
  latch
  ldx v_pos
  cpx #$0000
  bne @again
  ldx $0a
  rts
