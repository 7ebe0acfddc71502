; How long a byte takes to the sound processor and back: its loop of 13 cycles sees it 0 to 13 cycles after it was written, and the answer
; stands 7 cycles later. [fullsnes: SNES APU Main CPU Communication Port; anomie: spc700 timing]
; A cycle is 20.9 master clocks, a round of our loop 66: the answer comes in round 2 to 8, of 64 bytes in round 4 to 5 on average.
.include "../lib/rom.inc"
title "PORT LATENCY"

LEAST = $10
MOST = $12
SUM = $14

test:
  apu_start program
@ready: ; the loop runs when it answers
  lda #$80
  sta $2140
  cmp $2141
  bne @ready
  ldx #$ffff
  stx LEAST
  ldx #$0000
  stx MOST
  stx SUM
  ldy #$0001
@byte:
  tya
  ldx #$0000
  sta $2140
@round:
  inx
  cmp $2141
  bne @round
  cpx LEAST
  bcs @not_least
  stx LEAST
@not_least:
  cpx MOST
  bcc @not_most
  stx MOST
@not_most:
  rep #$21
  txa
  adc SUM
  sta SUM
  sep #$20
  tya ; a little later each time
  and #$07
@wait:
  dec
  bpl @wait
  iny
  cpy #65
  bne @byte
  poke $2140, $ff
  want_range LEAST, 2, 5
  want_range MOST, 5, 8
  want_range SUM, 200, 400
  rtl

apu_program program
echo:
  mov a,$f4
  mov $f5,a
  cmp a,#$ff
  bne echo
  leave
end_apu_program
