; The noise generator shifts 15 bits to the right; the new upper bit is the exclusive or of the two lowest.
; [fullsnes: SNES APU DSP, NON]
; The sign of OUTX is the upper bit, read once in each step of the generator (64 samples, 2048 clocks, timer 2 with target 128):
; each sign has to be the exclusive or of those 15 and 14 steps earlier.
.include "../lib/rom.inc"
title "NOISE"

test:
  apu_run program, 64
  stz $10
  stz $11
  stz $12
  stz $13
  ldx #$0000
@step:
  lda apu_data,x
  eor apu_data+1,x
  eor apu_data+15,x
  bpl @right
  inc $10
@right:
  lda apu_data,x
  eor apu_data+1,x
  bpl @equal
  inc $12
@equal:
  inx
  cpx #49
  bne @step
  want8 $10, 0
  want_range $12, 3, 46 ; it does change
  rtl

apu_program program
  jmp !begin
sample: .byte $03, 0, 0, 0, 0, 0, 0, 0, 0
begin:
  dsp $6c, $30 ; a step each 64 samples
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
  dsp $07, $7f
  dsp $5c, $00
  dsp $2d, $00
  dsp $3d, $01
  dsp $4c, $01
  mov y,#$00
pause:
  nop
  nop
  dbnz y,pause
  mov $f2,#$09
  mov a,$f3
change:
  cmp a,$f3
  beq change
  mov y,#$90 ; half a step later
half:
  dbnz y,half
  mov $f1,#$80
  mov $fc,#$80
  mov $f1,#$84
  mov a,$ff
  mov x,#$00
step:
  mov a,$ff
  beq step
  mov a,$f3
  mov !$0200+x,a
  inc x
  cmp x,#$40
  bne step
  mov x,#$00
tell:
  mov a,!$0200+x
  send
  inc x
  cmp x,#$40
  bne tell
  dsp $5c, $01
  dsp $3d, $00
  leave
end_apu_program
