; Indexed direct page addresses wrap inside the page, which P chooses.
; [anomie: spc700; fullsnes: SPC700 CPU]
.include "../lib/rom.inc"
title "SPC DIRECT PAGE WRAP"

test:
  apu_run program, 2
  want8 apu_data, $11
  want8 apu_data+1, $22
  rtl

apu_program program
  mov a,#$11
  mov !$0001,a
  mov a,#$22
  mov !$0101,a
  mov x,#$03
  mov a,$fe+x
  mov $20,a
  setp
  mov a,$fe+x
  clrp
  mov $21,a
  mov a,$20
  send
  mov a,$21
  send
  leave
end_apu_program
