; A colour written while the screen is drawn goes where the drawing is: which colour that is differs between sources.
; [bsnes: window of clocks 88-1096; SNESdev notes]
.include "../lib/rom.inc"
title "COLOUR WRITTEN WHILE DRAWING"

test:
  stz $2121
  ldx #$0200
@clear:
  stz $2122
  dex
  bne @clear
  stz $212c
  screen_on
  wait_frame
  sleep_until 60, 100
  poke $2121, $40
  poke $2122, $ff
  poke $2122, $7f
  screen_off
  poke $2121, $40
  lda $213b
  sta $00
  lda $213b
  and #$7f
  sta $01
  stz $2121
  lda $213b
  sta $02
  lda $213b
  and #$7f
  sta $03
  note16 $00 ; the colour that was meant
  note16 $02 ; the backdrop, which was being drawn
  rtl
