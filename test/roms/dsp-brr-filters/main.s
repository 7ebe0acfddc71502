; BRR filters 1-3 add what the two samples before give; a sum above 16 bits is clamped, and then the upper bit of 16 is lost.
; [fullsnes: SNES APU DSP BRR Samples; blargg: spc_dsp6]
; A voice with pitch 0 stays on its first samples: OUTX is ($172 * first + $519 * second + $176 * third) / $800, less what the envelope
; takes. The samples before are zeros, played for a while.
.include "../lib/rom.inc"
title "BRR FILTERS"

test:
  apu_run program, 5
  want8 apu_data, 59 ; 8192, 7680, 7200
  want8 apu_data+1, 59 ; 4096, 7808, 11044
  want8 apu_data+2, 56 ; 4096, 7360, 9897
  want8 apu_data+3, 9 ; 14336, 27776 which becomes -4992, 9656
  want8 apu_data+4, 21 ; 14336, 41664 which becomes 32767 and then -1, 894
  rtl

apu_program program
  jmp !begin
directory:
  .word zero, zero, one, one, two, two, three, three, lost, lost, clamped, clamped
zero: .byte $03, 0, 0, 0, 0, 0, 0, 0, 0
one: .byte $c7, $40, 0, 0, 0, 0, 0, 0, 0
two: .byte $cb, $20, 0, 0, 0, 0, 0, 0, 0
three: .byte $cf, $20, 0, 0, 0, 0, 0, 0, 0
lost: .byte $c7, $77, $77, $77, $77, $77, $77, $77, $77
clamped: .byte $cb, $77, $77, $77, $77, $77, $77, $77, $77
begin:
  dsp $6c, $20
  mov x,#$00
copy:
  mov a,!directory+x
  mov !$0300+x,a
  inc x
  cmp x,#$18
  bne copy
  dsp $5d, $03
  dsp $05, $00
  dsp $07, $7f
  dsp $2d, $00
  dsp $3d, $00
  mov $20,#$01
source:
  dsp $04, $00
  dsp $03, $3f
  call !key_on
  mov $f2,#$04
  mov $f3,$20
  dsp $03, $00
  dsp $02, $00
  call !key_on
  mov $f2,#$09
  mov a,$f3
  send
  inc $20
  cmp $20,#$06
  bne source
  dsp $5c, $01
  leave
key_on:
  dsp $5c, $00
  dsp $4c, $01
pause:
  mov y,#$00
more:
  nop
  nop
  dbnz y,more
  ret
end_apu_program
