; The automatic pad reading begins on the first line of the blank and is busy for 4224 clocks, a little more than 3 lines.
; [fullsnes: $4212 bit 0; anomie: timing, AUTO JOYPAD READ]
.include "../lib/rom.inc"
title "AUTOMATIC PAD READING"

; The busy bit at a place; the library's waiting switches the reading off, so this waits by the counters alone,
; and it looks at both in each round: after a wait for the line alone the next round may be on the line behind it.
.macro sleep_busy h, v, place
.local wait
wait:
  latch
  ldx v_pos
  cpx #v
  bne wait
  ldx h_pos
  cpx #h
  bcc wait
  lda $4212
  and #$01
  sta place
.endmacro

test:
  wait_line 100
  poke $4200, $01
  sleep_busy 20, 224, $00
  sleep_busy 120, 225, $01
  sleep_busy 20, 227, $02
  sleep_busy 180, 228, $03
  stz $4200
  wait_line 100
  wait_line 226
  lda $4212
  and #$01
  sta $04
  want8 $00, 0
  want8 $01, 1
  want8 $02, 1
  want8 $03, 0
  want8 $04, 0 ; switched off
  rtl
