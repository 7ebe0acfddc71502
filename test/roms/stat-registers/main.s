; $213E and $213F carry chip versions, and bit 4 of $213F is 0 at 60 Hz.
; [fullsnes: $213E, $213F]
.include "../lib/rom.inc"
title "PPU STATUS"

test:
  lda $213f
  and #$10
  sta $00
  lda $213e
  and #$0f
  sta $02
  lda $213f
  and #$0f
  sta $04
  want8 $00, $00
  note8 $02 ; 5C77 version
  note8 $04 ; 5C78 version: 1, 2 or 3
  rtl
