; A new ESA counts at once (a sample or two later), in the middle of the buffer.
; [fullsnes: DSP $6D; Errata ("ESA delayed one sample")]
.include "../lib/rom.inc"
title "LATENCY OF ESA"

test:
  apu_run program, 2
  want8 apu_data, $a5 ; the old buffer is left alone
  want8 apu_data+1, $00 ; the new one is written
  rtl

apu_program program
  dsp $6c, $20
  dsp $6d, $30
  dsp $7d, $01
  dsp $0d, $00
  dsp $2c, $00
  dsp $3c, $00
  dsp $4d, $00
  mov $31,#$0c ; a longer buffer may still be running
older:
  call !long_pause
  dbnz $31,older
  dsp $6c, $00
  call !long_pause
  mov a,#$a5
  mov !$3000,a
begin: ; the beginning of a round
  mov a,!$3000
  cmp a,#$a5
  beq begin
  dsp $6d, $50
  call !pause ; a few samples
  mov a,#$a5
  mov !$3700,a ; near the end of the old buffer
  mov !$5700,a ; and of the new one
  call !long_pause
  dsp $6c, $20
  mov a,!$3700
  mov $20,a
  mov a,!$5700
  mov $21,a
  mov a,$20
  send
  mov a,$21
  send
  leave
long_pause: ; longer than the buffer
  mov $30,#$30
much_more:
  call !pause
  dbnz $30,much_more
  ret
pause:
  mov y,#$20
more:
  nop
  nop
  nop
  dbnz y,more
  ret
end_apu_program
