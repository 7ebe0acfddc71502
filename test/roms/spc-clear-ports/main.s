; Writing $F1 with bit 4 (5) set clears what the program sees of ports 0 and 1 (2 and 3).
; [fullsnes: $F1; anomie: spc700]
.include "../lib/rom.inc"
title "CLEARING THE PORTS"

test:
  apu_start program
  poke $2141, $11
  poke $2142, $22
  poke $2143, $33
  poke $2140, $77 ; go
  ldx #4
  jsl apu_fetch
  want8 apu_data, $11
  want8 apu_data+1, $00
  want8 apu_data+2, $22
  want8 apu_data+3, $00
  rtl

apu_program program
  mov $f4,#$00
go:
  mov a,$f4
  cmp a,#$77
  bne go
  mov $20,$f5
  mov $22,$f6
  mov $f1,#$90
  mov $21,$f5
  mov $24,$f7
  mov $f1,#$a0
  mov $23,$f7
  mov a,$20
  send
  mov a,$21
  send
  mov a,$22
  send
  mov a,$23
  send
  leave
end_apu_program
