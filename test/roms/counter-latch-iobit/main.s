; While bit 7 of $4201 is 0 a read of $2137 latches nothing; a change from 1 to 0 latches the position of that write.
; [fullsnes: $2137, $4201; anomie: registers]
.include "../lib/rom.inc"
title "LATCH BY THE PORT"

test:
  poke $4201, $ff
  sleep_until 60, 80
  poke $4201, $7f
  jsl read_counters
  ldx v_pos
  stx $10
  ldx h_pos
  stx $12
  sleep_until 60, 120
  latch
  ldx v_pos
  stx $14
  poke $4201, $ff ; 0 to 1 latches nothing
  jsl read_counters
  ldx v_pos
  stx $16
  latch
  ldx v_pos
  stx $18
  want16 $10, 80
  want_range $12, 100, 125 ; the write is 30 clocks behind the wake-up
  want16 $14, 80
  want16 $16, 80
  want_range $18, 120, 123
  rtl
