; With interlace every other frame has 263 lines, without it every frame has 262.
; [fullsnes: SNES PPU Resolution; anomie: timing]
.include "../lib/rom.inc"
title "LINES OF A FRAME"

test:
  jsr last_line
  stx $00
  jsr last_line
  stx $02
  poke $2133, $01
  wait_frame
  jsr last_line
  stx $04
  jsr last_line
  stx $06
  stz $2133
  rep #$20
  lda $04
  clc
  adc $06
  sta $08
  sep #$20
  want16 $00, 261
  want16 $02, 261
  want16 $08, 261+262
  rtl

; X: the highest line of the next frame.
last_line:
  wait_line 100
  ldx #$0000
  stx $10
@next:
  latch
  ldx v_pos
  cpx $10
  bcc @wrapped
  stx $10
  bra @next
@wrapped:
  ldx $10
  rts
