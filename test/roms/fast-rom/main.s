; $420D bit 0 makes ROM in banks $80-$FF take 6 clocks instead of 8; banks below stay at 8.
; [fullsnes: $420D; anomie: memory speed]
.include "../lib/rom.inc"
title "FAST ROM"

; Where the beam is after 60 NOPs (14 or 12 clocks each), from the same dot.
test:
  jsr measure
  stx $00 ; slow
  poke $420d, $01
  jsr measure
  stx $02 ; bank below $80: still slow
  lda #.bankbyte(high_part)|$80
  sta $12
  ldx #.loword(high_part)
  stx $10
  jml [$0010]
high_part:
  jsr measure
  stx $04
  poke $420d, $00
  jsr measure
  stx $06
  lda #.bankbyte(low_part)
  sta $12
  ldx #.loword(low_part)
  stx $10
  jml [$0010]
low_part:
  rep #$20
  lda $00
  sec
  sbc $02
  clc
  adc #$0100
  sta $08 ; slow - slow + $100
  lda $00
  sec
  sbc $04
  sta $0a ; slow - fast
  lda $00
  sec
  sbc $06
  clc
  adc #$0100
  sta $0c
  sep #$20
  want_range $08, $00fe, $0102
  want_range $0a, 28, 36 ; 60*2 clocks and the few instructions around are 30 to 34 dots
  want_range $0c, $00fe, $0102
  rtl

measure:
  sleep_until 5, 60
.repeat 60
  nop
.endrepeat
  latch
  ldx h_pos
  rts
