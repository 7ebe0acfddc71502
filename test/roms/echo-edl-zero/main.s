; With EDL 0 and echo writes on, the four bytes at ESA are written again and again, and nothing else.
; [fullsnes: DSP Echo Registers; Errata]
.include "../lib/rom.inc"
title "ECHO BUFFER OF LENGTH 0"

test:
  apu_run program, 2
  want8 apu_data, 4
  want8 apu_data+1, 0
  rtl

apu_program program
  mov x,#$00
  mov a,#$a5
fill:
  mov !$3000+x,a
  mov !$3100+x,a
  inc x
  bne fill
  dsp $6c, $20
  dsp $7d, $00
  dsp $6d, $30
  dsp $0d, $00
  dsp $2c, $00
  dsp $3c, $00
  dsp $4d, $00
  call !long_pause ; an older, longer buffer may still be running
  dsp $6c, $00
  call !pause
  dsp $6c, $20
  mov x,#$00
  mov $20,#$00
  mov $21,#$00
count:
  mov a,!$3000+x
  cmp a,#$a5
  beq same
  inc $20
same:
  mov a,!$3100+x
  cmp a,#$a5
  beq same_2
  inc $21
same_2:
  inc x
  bne count
  mov a,$20
  send
  mov a,$21
  send
  leave
long_pause: ; a quarter of a second
  mov $30,#$4c
much_more:
  call !pause
  dbnz $30,much_more
  ret
pause:
  mov y,#$00
more:
  nop
  nop
  nop
  dbnz y,more
  ret
end_apu_program
