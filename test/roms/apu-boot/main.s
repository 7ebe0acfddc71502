; The boot program of the sound unit says $BBAA, loads a program and starts it; the program can go back to it.
; [fullsnes: SNES APU Main CPU Communication Port]
.include "../lib/rom.inc"
title "APU BOOT PROGRAM"

test:
  ldy #$0000
@wait: ; it clears its memory first
  iny
  beq @there
  ldx $2140
  stx $00
  cpx #$bbaa
  bne @wait
@there:
  apu_run program, 2
  ldx apu_data
  stx $02
  apu_run program, 2
  ldx apu_data
  stx $04
  want16 $00, $bbaa
  want16 $02, $a55a
  want16 $04, $a55a
  rtl

apu_program program
  mov a,#$5a
  send
  mov a,#$a5
  send
  leave
end_apu_program
