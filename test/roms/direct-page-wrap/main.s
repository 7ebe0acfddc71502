; Emulation mode with DL = 0 wraps indexed direct page addresses inside the page, native mode does not.
; [anomie: ob-wrap; fullsnes: CPU addressing]
.include "../lib/rom.inc"
title "DIRECT PAGE WRAP"

test:
  rep #$20
  tsc
  sta $22
  lda #$1000
  tcd
  sep #$20
  lda #$11
  sta f:$001001
  lda #$22
  sta f:$001101
  sei
  ldx #$0002
  lda $ff,x ; native: $1101
  sta f:$0002f0
  sec
  xce
  ldx.b #$02
  lda $ff,x ; emulation: $1001
  sta f:$0002f1
  clc
  xce
  rep #$30
  lda #$0000
  tcd
  lda $22
  tcs ; emulation mode took the high byte of S
  sep #$20
  want8 $02f0, $22
  want8 $02f1, $11
  rtl
