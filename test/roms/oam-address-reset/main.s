; The OAM address goes back to what $2102/$2103 hold when vertical blank begins, unless the screen is blanked.
; [fullsnes: $2102; anomie: timing, OAM RESET]
.include "../lib/rom.inc"
title "OAM ADDRESS RESET"

test:
  stz $2102
  stz $2103
.repeat 4, i
  poke $2104, $20+i
.endrepeat
  screen_on
  wait_line 100
  wait_line 230
  poke16 $2102, 0
  lda $2138
  lda $2138 ; the address is at 2
  wait_line 100
  wait_line 230
  lda $2138
  sta $00
  screen_off
  poke16 $2102, 0
  lda $2138
  wait_line 100
  wait_line 230
  lda $2138
  sta $01
  want8 $00, $20
  want8 $01, $21
  rtl
