; $2137 latches both counters; $213C/$213D give low, then high byte, and $213F starts again at low.
; [fullsnes: $2137, $213C-$213F]
.include "../lib/rom.inc"
title "COUNTER LATCH"

test:
  sleep_until 280, 261
  lda $2137
  lda $213f
  lda $213c
  sta $00
  lda $213c
  and #$01
  sta $01
  lda $213c
  sta $02
  lda $213d
  sta $03
  lda $213f
  lda $213d
  sta $04
  lda $213d
  and #$01
  sta $05
  lda $00
  sec
  sbc $02
  sta $06
  want8 $01, 1 ; above 255
  want8 $06, 0 ; the third read is the low byte again
  want8 $03, $05 ; line 261 = $105
  want8 $04, $05
  want8 $05, $01
  rtl
