; A timer's counter has 4 bits and is cleared by reading; target 0 is 256 ticks.
; [fullsnes: $FD-$FF; anomie: spc700]
.include "../lib/rom.inc"
title "TIMER COUNTERS"

test:
  apu_run program, 4
  want8 apu_data, 0 ; right after a read
  want8 apu_data+1, 1 ; 257 to 511 ticks with target 0
  want_range apu_data+2, 2, 4 ; 18 to 20 counts: the fifth bit is lost
  rtl

apu_program program
  mov $f1,#$00
  mov $fc,#$01
  mov $f1,#$04
  call !pause
  mov a,$ff
wait_tick: ; the loop sees a tick at most 7 clocks late
  mov a,$ff
  beq wait_tick
  mov a,$ff ; 5 clocks later; a tick takes 16
  mov $20,a
  mov $f1,#$00
  mov $fc,#$00 ; 256
  mov $fb,#$28 ; 40 ticks of 8 kHz are 320 of 64 kHz
  mov $f1,#$06
wait_1:
  mov a,$fe
  beq wait_1
  mov a,$ff
  mov $21,a
  mov $f1,#$00
  mov $fc,#$04
  mov $fb,#$0a ; 10 ticks are 80 of timer 2: 20 counts
  mov $f1,#$06
wait_2:
  mov a,$fe
  beq wait_2
  mov a,$ff
  mov $22,a
  mov a,$20
  send
  mov a,$21
  send
  mov a,$22
  send
  mov a,#$00
  send
  leave
pause:
  mov a,#$00
pause_more:
  dec a
  bne pause_more
  ret
end_apu_program
