; The sound unit has its own clock of about 1.024 MHz: its 8 kHz timer ticks about 1065 times in 8 frames.
; [fullsnes: SNES APU, Timings; SNESdev wiki: S-SMP (about 32040 samples a second)]
; Consoles measure from 32000 to 32160 samples a second: 0.5 % is allowed, and two ticks for the way of the answer.
.include "../lib/rom.inc"
title "CLOCK OF THE SOUND UNIT"

test:
  apu_start program
  wait_frame
  jsr ticks
  stx $10
  ldy #$0008
@frame:
  phy
  wait_frame
  ply
  dey
  bne @frame
  jsr ticks
  stx $12
  lda #$ff
  sta $2143
@boot:
  lda $2143
  cmp #$ee
  bne @boot
  stz $2143
  rep #$20
  lda $12
  sec
  sbc $10
  sta $14
  sep #$20
  want_range $14, 1063, 1074
  rtl

; The program's count, twice the same because its two bytes may change between.
ticks:
  ldx $2140
  cpx $2140
  bne ticks
  rts

; Counts timer 0 (every tick) to ports 0 and 1 until port 3 gets $ff.
apu_program program
  mov $fa,#$01
  mov a,#$00
  mov y,#$00
  movw $f4,ya
  movw $20,ya
  mov $f1,#$81
count:
  mov a,$fd
  beq look
  mov y,#$00
  addw ya,$20
  movw $20,ya
  mov $f4,a
  mov $f5,y
look:
  mov a,$f7
  cmp a,#$ff
  bne count
  mov $f1,#$80
  mov $f7,#$ee
gone:
  mov a,$f7
  bne gone
  leave
end_apu_program
