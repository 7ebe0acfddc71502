; MUL sets N and Z from Y alone; DIV gives quotient and remainder up to $1FF and sets V above $FF.
; [anomie: spc700 (DIV corner cases); fullsnes]
.include "../lib/rom.inc"
title "MUL AND DIV"

test:
  apu_run program, 8
  want16 apu_data, $0030
  want8 apu_data+2, $02 ; Y is 0
  want16 apu_data+3, $0a12
  want8 apu_data+5, $00
  want16 apu_data+6, $4001 ; the quotient 257: its low byte, and V
  rtl

apu_program program
  mov y,#$06
  mov a,#$08
  mul ya
  movw $20,ya
  push psw
  pop a
  and a,#$82
  mov $22,a
  mov y,#$01 ; $0106 = 262 = 18*14 + 10
  mov a,#$06
  mov x,#$0e
  div ya,x ; A 18, Y 10
  push psw
  movw $23,ya
  pop a
  and a,#$40
  mov $25,a
  mov y,#$04 ; $0406 / 4 = 257 rest 2
  mov a,#$06
  mov x,#$04
  div ya,x
  push psw
  mov $26,a
  pop a
  and a,#$40
  mov $27,a
  mov a,$20
  send
  mov a,$21
  send
  mov a,$22
  send
  mov a,$23
  send
  mov a,$24
  send
  mov a,$25
  send
  mov a,$26
  send
  mov a,$27
  send
  leave
end_apu_program
