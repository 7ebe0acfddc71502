; ENVX shows the upper 7 bits of the envelope; direct GAIN sets it at once.
; [fullsnes: DSP ADSR/Gain Envelope; anomie: spc700]
.include "../lib/rom.inc"
title "DIRECT GAIN AND ENVX"

test:
  apu_run program, 2
  want8 apu_data, $55
  want8 apu_data+1, $2a
  rtl

apu_program program
  jmp !begin
sample: .byte $03, 0, 0, 0, 0, 0, 0, 0, 0 ; loops for ever
begin:
  dsp $6c, $20
  mov a,#<sample
  mov !$0300,a
  mov !$0302,a
  mov a,#>sample
  mov !$0301,a
  mov !$0303,a
  dsp $5d, $03
  dsp $04, $00
  dsp $03, $10
  dsp $05, $00
  dsp $07, $55
  dsp $5c, $00
  dsp $4c, $01
  call !pause
  mov $f2,#$08
  mov a,$f3
  mov $20,a
  dsp $07, $2a
  call !pause
  mov $f2,#$08
  mov a,$f3
  mov $21,a
  dsp $5c, $01
  mov a,$20
  send
  mov a,$21
  send
  leave
pause:
  mov y,#$00
more:
  nop
  nop
  dbnz y,more
  ret
end_apu_program
