; After KON a voice is silent for a few samples before its envelope begins to move.
; [fullsnes: DSP $4C; blargg: spc_dsp6 (5 samples)]
; Time from KON to the first envelope that is not 0, in steps of the loop (9 clocks; a sample has 32). KON is looked at every second sample.
.include "../lib/rom.inc"
title "KEY ON DELAY"

test:
  apu_run program, 2
  want_range apu_data, 16, 31 ; 5 samples after 0 to 2 samples of waiting, and one until ENVX says so
  rtl

apu_program program
  jmp !begin
sample: .byte $03, 0, 0, 0, 0, 0, 0, 0, 0
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
  dsp $07, $7f
  dsp $5c, $01
  call !pause
  dsp $5c, $00
  call !pause
  mov y,#$00
  mov $f2,#$4c
  mov $f3,#$01
  mov $f2,#$08
wait:
  inc y
  mov a,$f3
  beq wait
  mov $20,y
  dsp $5c, $01
  mov a,$20
  send
  mov a,#$00
  send
  leave
pause:
  mov x,#$00
more:
  nop
  nop
  dec x
  bne more
  ret
end_apu_program
