; $4210 read in the very clocks in which the flag rises does not clear it: how long it is held differs between sources.
; [Mesen: InternalRegisters.cpp (4 clocks; Terranigma)]
; Two reads one after the other, from starts all around the edge: how often both find the flag.
.include "../lib/rom.inc"
title "NMI FLAG IS HELD"

test:
  stz $10
  stz $11
  poke16 $12, 270
@next:
  wait_line 200
  lda $4210
  ldx $12
  ldy #224
  jsl sleep_for_position
  lda $4210
  and $4210
  bpl @once
  inc $10
@once:
  ldx $12
  inx
  stx $12
  cpx #300
  bne @next
  note16 $10
  rtl
