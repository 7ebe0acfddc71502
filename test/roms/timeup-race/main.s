; A read of $4211 around the clock in which the timer matches never loses the flag: that read or the next one has it.
; [Mesen: InternalRegisters.cpp; snes9x: issues 540 and 614 (Traverse)]
; The read stands still while the timer moves by a dot a frame. That both reads have the flag is only written down.
.include "../lib/rom.inc"
title "TIMEUP READ AS IT RISES"

test:
  stz $10 ; frames in which neither read had the flag
  stz $11
  stz $12 ; in which both had it
  stz $13
  stz $14 ; in which only the first had it
  stz $15
  stz $16 ; in which only the second had it
  stz $17
  poke16 $08, 98
@frame:
  sleep_until 20, 60
  ldx $08
  stx $4207
  poke $4200, $30
  nop
  nop
  nop
  lda $4211
  sta $00
  ldx $00
  ldx $00
  ldx $00
  ldx $00
  ldx $00
  lda $4211
  sta $01
  stz $4200
  ldx #$0000
  lda $00
  bmi @first
  lda $01
  bpl @count
  ldx #$0006
  bra @count
@first:
  ldx #$0004
  lda $01
  bpl @count
  ldx #$0002
@count:
  inc $10,x
  ldx $08
  inx
  stx $08
  cpx #124
  bne @frame
  want16 $10, 0
  want_range $14, 4, 22 ; both sides of the read are in the sweep
  want_range $16, 4, 22
  note16 $12
  rtl
