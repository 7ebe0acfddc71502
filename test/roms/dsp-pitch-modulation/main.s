; A voice in PMON moves by its pitch times (400h + the voice before it / 16) / 400h: one at its negative end stops it nearly, one at its positive end nearly doubles its speed.
; [fullsnes: SNES APU DSP BRR Pitch, Pitch Counter]
; Time until voice 1's sample of 16 blocks ends (ENDX), in steps of a loop: without modulation, with +$7000, with -$7000.
.include "../lib/rom.inc"
title "PITCH MODULATION"

test:
  apu_run program, 6
  want_range apu_data, 120, 150 ; about 8192 clocks; the factor of the next is 1.875, of the last 0.125
  want_range apu_data+2, 62, 80
  want_range apu_data+4, 900, 1180
  rtl

apu_program program
  jmp !begin
directory:
  .word long, long, positive, positive, negative, negative, long, long
positive: .byte $c3, $77, $77, $77, $77, $77, $77, $77, $77
negative: .byte $c3, $99, $99, $99, $99, $99, $99, $99, $99
long:
  .repeat 15
  .byte $c0, 0, 0, 0, 0, 0, 0, 0, 0
  .endrepeat
  .byte $c3, 0, 0, 0, 0, 0, 0, 0, 0
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
  dsp $03, $10
  dsp $13, $10
  dsp $12, $00
  dsp $02, $00
  dsp $14, $00
  dsp $04, $01
  call !time
  dsp $2d, $02
  call !time
  dsp $04, $02
  call !time
  dsp $5c, $03
  dsp $2d, $00
  leave

; Keys on voice 0 and then voice 1, sends the steps until voice 1 ends, low byte first.
time:
  dsp $5c, $03
  call !pause
  dsp $5c, $00
  dsp $4c, $01
  call !pause
  dsp $4c, $02
  mov y,#$20 ; the key-on is over and has cleared ENDX
settle:
  dbnz y,settle
  mov $f2,#$7c
  mov $f3,#$00
  mov $20,#$00
  mov $21,#$00
step:
  incw $20
  nop
  nop
  nop
  nop
  nop
  nop
  nop
  nop
  nop
  nop
  nop
  nop
  nop
  nop
  nop
  nop
  nop
  nop
  mov a,$f3
  mov a,$21
  cmp a,#$10
  bcs late
  mov a,$f3
  and a,#$02
  beq step
late:
  mov a,$20
  send
  mov a,$21
  send
  ret
pause:
  mov y,#$00
more:
  nop
  nop
  dbnz y,more
  ret
end_apu_program
