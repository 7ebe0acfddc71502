; ADC and SBC in decimal mode: carries between digits, and N and Z of the decimal result.
; [65816 data sheet; fullsnes: CPU ALU]
.include "../lib/rom.inc"
title "DECIMAL ADC AND SBC"

test:
  sed
  clc
  lda #$58
  adc #$46
  sta $00
  php
  pla
  and #$83
  sta $01
  sec
  lda #$12
  sbc #$21
  sta $02
  php
  pla
  and #$83
  sta $03
  clc
  rep #$20
  lda #$9999
  adc #$0001
  sta $04
  sep #$20
  php
  pla
  and #$03
  sta $06
  cld
  want8 $00, $04
  want8 $01, $01
  want8 $02, $91
  want8 $03, $80
  want16 $04, $0000
  want8 $06, $03
  rtl
