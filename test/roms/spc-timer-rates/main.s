; Timers 0 and 1 tick at 8 kHz, timer 2 at 64 kHz: eight times as often.
; [fullsnes: SPC700 I/O $FA-$FF; anomie: spc700]
.include "../lib/rom.inc"
title "RATES OF THE TIMERS"

test:
  apu_run program, 2
  want8 apu_data, 2 ; timer 0 with a target of 32, while timer 2 with 64 counts 8
  want8 apu_data+1, 2
  rtl

apu_program program
  mov $f1,#$00
  mov $fa,#32
  mov $fb,#32
  mov $fc,#64
  mov $f1,#$07
  mov $20,#$00
wait: ; 8 ticks of timer 2: 8*64/64000 s = 64/8000 s
  mov a,$ff
  clrc
  adc a,$20
  mov $20,a
  cmp a,#$08
  bcc wait
  mov a,#$00 ; a little more, so that the slower ones have ticked too
settle:
  dec a
  bne settle
  mov a,$fd
  mov $21,a
  mov a,$fe
  mov $22,a
  mov a,$21
  send
  mov a,$22
  send
  leave
end_apu_program
