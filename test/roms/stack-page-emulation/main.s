; In emulation mode old instructions keep the stack in page 1; PEA and other new ones leave it.
; [anomie: 65816 (stack in emulation mode); fullsnes: CPU emulation mode]
.include "../lib/rom.inc"
title "STACK IN EMULATION MODE"

test:
  rep #$20
  lda $00fe
  sta $20
  tsc
  sta $22
  sep #$20
  sei
  sec
  xce
  lda #$00
  xba
  lda #$00
  tcs ; S = $0100: the high byte is fixed
  lda #$5a
  pha ; to $0100, S wraps to $01ff
  tsx
  stx $10
  lda $0100
  sta $11
  lda #$00
  tcs
  pea $1234 ; $12 to $0100, $34 to $00ff
  tsx
  stx $12
  lda $0100
  sta $13
  lda $00ff
  sta $14
  clc
  xce
  rep #$30
  lda $22
  tcs
  lda $20
  sta $00fe
  sep #$20
  want8 $10, $ff
  want8 $11, $5a
  want8 $12, $fe
  want8 $13, $12
  want8 $14, $34
  rtl
