; KON is looked at every second sample: of two values written 25 of the 64 clocks apart the first one is lost in most cases.
; [fullsnes: KON/KOFF Notes; anomie: spc700]
; 64 tries, each at another place in the two samples: about 64 * 25 / 64 = 25 of the first values count; with a look at every sample
; it would be 50.
.include "../lib/rom.inc"
title "KON EVERY SECOND SAMPLE"

test:
  apu_run program, 2
  want_range apu_data, 16, 34
  rtl

apu_program program
  jmp !begin
directory:
  .word sample, sample, sample, sample, sample, sample, sample, sample
sample: .byte $c3, 0, 0, 0, 0, 0, 0, 0, 0
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
  mov $20,#$00
  mov $21,#$40
try:
  dsp $5c, $03
  dsp $6c, $a0 ; all voices silent
  call !pause
  dsp $6c, $20
  dsp $5c, $00
  call !pause
  mov y,$21 ; another place every time
place:
  dbnz y,place
  mov $f2,#$4c
  mov $f3,#$01
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
  mov $f3,#$02
  call !pause
  mov $f2,#$08
  mov a,$f3
  beq lost
  inc $20
lost:
  dec $21
  bne try
  dsp $5c, $03
  mov a,$20
  send
  mov a,#$00
  send
  leave
pause:
  mov y,#$40
more:
  nop
  nop
  dbnz y,more
  ret
end_apu_program
