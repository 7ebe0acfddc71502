; $213F bit 7 changes every frame.
; [fullsnes: $213F; anomie: timing]
.include "../lib/rom.inc"
title "FIELD BIT"

test:
  wait_line 100
  lda $213f
  and #$80
  sta $00
  wait_line 240
  wait_line 100
  lda $213f
  and #$80
  eor $00
  sta $01
  wait_line 240
  wait_line 100
  lda $213f
  and #$80
  eor $00
  sta $02
  want8 $01, $80
  want8 $02, $00
  rtl
