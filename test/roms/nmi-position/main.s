; The NMI comes when line 225 begins: its handler runs in the first dots of that line.
; [fullsnes: $4200; anomie: timing (H=0.5)]
.include "../lib/rom.inc"
title "NMI POSITION"

test:
  on_nmi handler
  wait_line 220
  lda $4210
  poke $4200, $80
  wai
  stz $4200
  want16 v_pos, 225
  want_range h_pos, 20, 50 ; the way through the vector takes about 100 clocks
  rtl

handler:
  lda $2137
  jsl read_counters
  lda f:$004210
  rti
