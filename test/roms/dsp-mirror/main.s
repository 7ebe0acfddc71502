; DSP addresses from $80 read the registers below; writes there are ignored.
; [anomie: spc700, $F2; fullsnes: $F3]
.include "../lib/rom.inc"
title "DSP ADDRESS BIT 7"

test:
  apu_run program, 2
  want8 apu_data, $2a
  want8 apu_data+1, $2a
  rtl

apu_program program
  dsp $0c, $2a ; MVOLL
  dsp $8c, $55
  mov $f2,#$0c
  mov a,$f3
  mov $20,a
  mov $f2,#$8c
  mov a,$f3
  mov $21,a
  dsp $0c, $00
  mov a,$20
  send
  mov a,$21
  send
  leave
end_apu_program
