; A voice that reaches the end of its sample sets its bit in ENDX; any write clears all of them.
; [fullsnes: DSP $7C; anomie: spc700]
.include "../lib/rom.inc"
title "END FLAGS OF THE DSP"

test:
  apu_run program, 3
  want8 apu_data, $01
  want8 apu_data+1, $00
  want8 apu_data+2, $00
  rtl

apu_program program
  jmp !begin
directory: .word sample, sample
sample: .byte $01, 0, 0, 0, 0, 0, 0, 0, 0 ; one block: end, no loop
begin:
  dsp $6c, $20 ; echo off
  dsp $5d, >$0400
  ; the directory must stand on a page: copy it
  mov x,#$00
copy:
  mov a,!directory+x
  mov !$0300+x,a
  inc x
  cmp x,#$04
  bne copy
  dsp $5d, $03
  dsp $04, $00
  dsp $02, $00
  dsp $03, $10
  dsp $05, $00
  dsp $07, $7f
  dsp $00, $00
  dsp $01, $00
  dsp $5c, $00
  dsp $7c, $00
  dsp $4c, $01
  mov y,#$00
wait:
  mov x,#$20
inner:
  dec x
  bne inner
  dbnz y,wait
  mov $f2,#$7c
  mov a,$f3
  and a,#$01
  mov $20,a
  mov $f3,#$ff
  mov a,$f3
  mov $21,a
  dsp $5c, $01
  dsp $4c, $00
  mov $f2,#$08
  mov a,$f3
  mov $22,a
  mov a,$20
  send
  mov a,$21
  send
  mov a,$22 ; the envelope fell to 0 at the end
  send
  leave
end_apu_program
