; A new EDL counts only when the present buffer has come to its end, up to a quarter of a second later.
; [fullsnes: DSP $7D; Errata: EDL]
; With EDL 4 running (2048 samples), EDL 0 is written: the buffer goes on beyond its first four bytes.
.include "../lib/rom.inc"
title "LATENCY OF EDL"

test:
  apu_run program, 3
  want8 apu_data, $00 ; bytes at +$100 and +$1f00 are written after EDL was set to 0
  want8 apu_data+1, $00
  want8 apu_data+2, $a5 ; but not again in the next round
  rtl

apu_program program
  dsp $6c, $20
  dsp $6d, $30
  dsp $7d, $04
  dsp $0d, $00
  dsp $2c, $00
  dsp $3c, $00
  dsp $4d, $00
  call !long_pause
  dsp $6c, $00
  mov a,#$a5 ; wait for the beginning of a round
  mov !$3000,a
begin:
  mov a,!$3000
  cmp a,#$a5
  beq begin
  dsp $7d, $00
  mov a,#$a5
  mov !$3100,a
  mov !$4f00,a
  call !long_pause
  mov a,!$3100
  mov $20,a
  mov a,!$4f00
  mov $21,a
  mov a,#$a5
  mov !$3100,a
  call !long_pause
  dsp $6c, $20
  mov a,!$3100
  mov $22,a
  mov a,$20
  send
  mov a,$21
  send
  mov a,$22
  send
  leave
long_pause: ; longer than the buffer
  mov $30,#$18
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
