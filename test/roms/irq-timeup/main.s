; $4211 bit 7 says that the timer matched; reading clears it, and so does switching the timer off.
; [fullsnes: $4211; anomie: timing]
.include "../lib/rom.inc"
title "TIMEUP FLAG"

test:
  sei
  poke16 $4209, 100
  poke $4200, $20
  wait_line 90
  lda $4211
  wait_line 110
  lda $4211
  and #$80
  sta $00
  lda $4211
  and #$80
  sta $01
  wait_line 90
  wait_line 110
  stz $4200
  lda $4211
  and #$80
  sta $02
  want8 $00, $80
  want8 $01, $00
  want8 $02, $00
  rtl
