; TEST ($F0) bits 4-7 slow the sound program down: waits of 0, 1, 4 and 9 cycles on most accesses; consoles are erratic with the last two.
; [fullsnes: $00F0 TEST; ares: smp/memory.cpp; blargg: spc_smp]
; Rounds of a loop in 32 ticks of timer 0, with normal speed and with each wait of external accesses (bits 4-5) and of internal ones
; (bits 6-7) set to 1.
.include "../lib/rom.inc"
title "TEST REGISTER"

test:
  apu_run program, 6
  note16 apu_data
  note16 apu_data+2
  note16 apu_data+4
  rtl

apu_program program
  mov $fa,#$20
  mov $23,#$0a
  call !rounds
  mov $23,#$1a
  call !rounds
  mov $23,#$4a
  call !rounds
  leave

; $23: what goes to TEST. Sends the rounds, low byte first.
rounds:
  mov $f1,#$80
  mov $20,#$00
  mov $21,#$00
  mov $f0,$23
  mov $f1,#$81
  mov a,$fd
round:
  incw $20
  mov a,$fd
  beq round
  mov $f0,#$0a
  mov a,$20
  send
  mov a,$21
  send
  ret
end_apu_program
