; The echo filter adds its first seven products with 16 bits and no saturation; only the last one saturates.
; [fullsnes: SNES APU DSP Echo, FIR; anomie: spc700]
; All samples in the echo buffer are $4000; three taps of $7f are 3 * 16256 = 48768. Echo writes go on for a few samples, with feedback $7f.
.include "../lib/rom.inc"
title "FILTER SATURATION"

test:
  apu_run program, 4
  want16 apu_data, $bf02 ; 48768 is -16768 in 16 bits; -16768 * 127 / 128, the lowest bit cleared
  want16 apu_data+2, $7efe ; 32767 * 127 / 128, likewise
  rtl

apu_program program
  dsp $6c, $20
  mov x,#$00
quiet: ; nothing in the voices' way to the echo
  mov $f2,x
  mov $f3,#$00
  mov a,x
  clrc
  adc a,#$10
  mov x,a
  cmp x,#$80
  bne quiet
  dsp $4d, $00
  dsp $0d, $7f
  dsp $6d, $20
  dsp $7d, $01
  dsp $0f, $7f
  dsp $1f, $7f
  dsp $2f, $7f
  dsp $3f, $00
  dsp $4f, $00
  dsp $5f, $00
  dsp $6f, $00
  dsp $7f, $00
  call !one_case
  dsp $2f, $00
  dsp $7f, $7f
  call !one_case
  dsp $6c, $20
  dsp $0d, $00
  leave

; Fills $2000-$27ff with $4000, lets the echo write for some samples and sends the first word that differs.
one_case:
  mov $21,#$20
  mov $20,#$00
  mov y,#$00
fill:
  mov a,#$00
  mov [$20]+y,a
  inc y
  mov a,#$40
  mov [$20]+y,a
  inc y
  bne fill
  inc $21
  cmp $21,#$28
  bne fill
  call !pause ; a new EDL counts when the buffer before it is done
  call !pause
  call !pause
  call !pause
  call !pause
  call !pause
  call !pause
  call !pause
  call !pause
  call !pause
  call !pause
  call !pause
  dsp $6c, $00
  mov y,#$20
samples:
  dbnz y,samples
  dsp $6c, $20
  mov $21,#$20
  mov y,#$01
search:
  mov a,[$20]+y
  cmp a,#$40
  bne found
  inc y
  inc y
  cmp y,#$01
  bne search
  inc $21
  cmp $21,#$28
  bne search
found:
  mov $22,a
  dec y
  mov a,[$20]+y
  send
  mov a,$22
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
