; $4212: bit 7 from line 225 to the end of the frame, bit 6 from dot 274 to the end of the line.
; [fullsnes: $4212; anomie: timing]
.include "../lib/rom.inc"
title "BLANK FLAGS"

test:
  sleep_until 20, 224
  lda $4212
  and #$c0
  sta $00
  sleep_until 20, 225
  lda $4212
  and #$c0
  sta $01
  sleep_until 240, 224 ; returns about 54 dots later
  lda $4212
  and #$c0
  sta $02
  sleep_until 240, 240
  lda $4212
  and #$c0
  sta $03
  sleep_until 20, 0
  lda $4212
  and #$c0
  sta $04
  want8 $00, $00
  want8 $01, $80
  want8 $02, $40
  want8 $03, $c0
  want8 $04, $00
  rtl
