; Three samples of -8 with shift 12 and no filter overflow the interpolation: it gives $3FF8 instead of -$4000 where the table's four values sum up to $801.
; [fullsnes: SNES APU DSP BRR Pitch, 4-Point Gaussian Interpolation; blargg: spc_dsp6]
; A voice with pitch 1 stays long on each index; OUTX is read until it is positive (the overflow) or a time has passed.
; A second voice plays samples of +7, which cannot overflow and never get negative.
.include "../lib/rom.inc"
title "INTERPOLATION OVERFLOW"

test:
  apu_run program, 3
  want8 apu_data, $01 ; where the table overflows
  want8 apu_data+1, $01 ; where it does not
  want8 apu_data+2, $00
  rtl

apu_program program
  jmp !begin
directory:
  .word negative, negative, positive, positive, negative, negative, positive, positive
negative: .byte $c3, $88, $88, $88, $88, $88, $88, $88, $88
positive: .byte $c3, $77, $77, $77, $77, $77, $77, $77, $77
begin:
  dsp $6c, $20
  mov x,#$00
copy:
  mov a,!directory+x
  mov !$0300+x,a
  inc x
  cmp x,#$10
  bne copy
  dsp $5d, $03
  dsp $04, $00
  dsp $05, $00
  dsp $07, $7f
  dsp $14, $01
  dsp $15, $00
  dsp $17, $7f
  dsp $2d, $00
  dsp $3d, $00
  dsp $5c, $00
  dsp $02, $10
  dsp $03, $00
  dsp $12, $10
  dsp $13, $00
  dsp $4c, $03
  mov $20,#$00
  mov $21,#$00
  mov $22,#$00
  call !pause
  call !pause
  mov x,#$20
outer:
  mov y,#$00
look:
  mov $f2,#$09
  mov a,$f3
  bmi usual
  mov $20,#$01
  bra next
usual:
  mov $21,#$01
next:
  mov $f2,#$19
  mov a,$f3
  bpl fine
  mov $22,#$01
fine:
  dbnz y,look
  dec x
  bne outer
  mov a,$20
  send
  mov a,$21
  send
  mov a,$22
  send
  dsp $5c, $03
  leave
pause:
  mov y,#$00
more:
  nop
  nop
  dbnz y,more
  ret
end_apu_program
