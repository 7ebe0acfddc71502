; Writes to $FFC0-$FFFF reach the RAM under the boot program, which is read when $F1 bit 7 is off.
; [fullsnes: SPC700 I/O $F1; anomie: spc700]
.include "../lib/rom.inc"
title "RAM UNDER THE BOOT PROGRAM"

test:
  apu_run program, 3
  want8 apu_data, $cd
  want8 apu_data+1, $3c
  want8 apu_data+2, $cd
  rtl

apu_program program
  mov $f1,#$80
  mov a,#$3c
  mov !$ffc0,a
  mov a,!$ffc0 ; the boot program's first byte
  mov $20,a
  mov $f1,#$00
  mov a,!$ffc0
  mov $21,a
  mov $f1,#$80
  mov a,!$ffc0
  mov $22,a
  mov a,$20
  send
  mov a,$21
  send
  mov a,$22
  send
  leave
end_apu_program
