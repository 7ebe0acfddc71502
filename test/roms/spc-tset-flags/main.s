; TSET1 and TCLR1 set N and Z as A minus the memory, not as A and the memory.
; [anomie: spc700 (TSET1); Errata]
.include "../lib/rom.inc"
title "FLAGS OF TSET1 AND TCLR1"

test:
  apu_run program, 4
  want8 apu_data, $f0
  want8 apu_data+1, $82 ; $80 - $f0 is $90: N; taken before the change
  want8 apu_data+2, $0f
  want8 apu_data+3, $02 ; equal: Z
  rtl

apu_program program
  mov a,#$f0
  mov !$0230,a
  mov a,#$80
  tset1 !$0230
  push psw
  mov a,!$0230
  mov $20,a
  pop a
  and a,#$82
  or a,#$02 ; Z is not looked at here
  mov $21,a
  mov a,#$ff
  mov !$0230,a
  mov a,#$f0
  tclr1 !$0230
  mov a,!$0230
  mov $22,a
  tclr1 !$0231
  mov a,#$3c
  mov !$0231,a
  tset1 !$0231
  push psw
  pop a
  and a,#$82
  mov $23,a
  mov a,$20
  send
  mov a,$21
  send
  mov a,$22
  send
  mov a,$23
  send
  leave
end_apu_program
