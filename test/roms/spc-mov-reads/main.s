; MOV to memory reads its target first, which clears a timer's counter; MOV dp,dp does not.
; [anomie: spc700 ("MOV $ff, #$00 will read from $ff")]
.include "../lib/rom.inc"
title "MOV READS ITS TARGET"

test:
  apu_run program, 3
  want8 apu_data, 0
  want_range apu_data+1, 1, 15 ; with the next byte, which is 0
  rtl

apu_program program
  mov $20,#$00
  mov $f1,#$00
  mov $fc,#$40
  mov $f1,#$04
  call !two_ticks
  mov $ff,#$00 ; reads
  mov a,$ff
  mov $21,a
  mov $f1,#$00
  mov $f1,#$04
  call !two_ticks
  mov $ff,$20 ; does not
  mov a,$ff
  mov $22,a
  mov a,$21
  send
  mov a,$22
  send
  mov a,#$00
  send
  leave
two_ticks: ; longer than 1024 clocks
  mov y,#$c0
more:
  nop
  nop
  dbnz y,more
  nop
  ret
end_apu_program
