; OUTX shows the upper 8 bits of a voice: a BRR sample of nibbles 7 with shift 12 and filter 0 gives $70, less what the envelope takes.
; [fullsnes: DSP BRR Samples, DSP $x9]
.include "../lib/rom.inc"
title "OUTX OF A CONSTANT SAMPLE"

test:
  apu_run program, 3
  want8 apu_data, $6f ; upper bits of $7000 * $7f0 / $800
  want8 apu_data+2, $90 ; of -$7000 * $7f0 / $800
  rtl

apu_program program
  jmp !begin
positive: .byte $c3, $77, $77, $77, $77, $77, $77, $77, $77
negative: .byte $c3, $99, $99, $99, $99, $99, $99, $99, $99
begin:
  dsp $6c, $20
  mov a,#<positive
  mov !$0300,a
  mov !$0302,a
  mov a,#>positive
  mov !$0301,a
  mov !$0303,a
  mov a,#<negative
  mov !$0304,a
  mov !$0306,a
  mov a,#>negative
  mov !$0305,a
  mov !$0307,a
  dsp $5d, $03
  dsp $04, $00
  dsp $03, $10
  dsp $05, $00
  dsp $07, $7f
  dsp $14, $01
  dsp $13, $10
  dsp $15, $00
  dsp $17, $7f
  dsp $5c, $00
  dsp $2d, $00
  dsp $3d, $00
  dsp $4c, $03
  call !pause
  mov $f2,#$09
  mov a,$f3
  mov $20,a
  mov $f2,#$19
  mov a,$f3
  mov $21,a
  dsp $5c, $03
  mov a,$20
  send
  mov a,#$00
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
