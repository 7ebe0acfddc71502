; The processor pauses 40 clocks (10 dots) once a line, about 536 clocks (134 dots) after the line's beginning.
; [anomie: timing ("paused for 40 cycles beginning about 536 cycles")]
; The same instructions from each dot between 70 and 140: they end 10 dots later where the pause falls into them.
.include "../lib/rom.inc"
title "DRAM REFRESH"

test:
  poke16 $10, 70
  ldx #$0000
  stx $12
@next:
  phx
  ldx $10
  ldy #60
  jsl sleep_for_position
  latch
  plx
  rep #$20
  lda h_pos
  sec
  sbc $10
  sta $0400,x
  inc $10
  inx
  inx
  lda $10
  cmp #140
  sep #$20
  bne @next
  ; The shortest time, the longest, and the first dot whose time is long.
  poke16 $20, $ffff
  poke16 $22, $0000
  ldx #$0000
  rep #$20
@find:
  lda $0400,x
  cmp $20
  bcs @not_shorter
  sta $20
@not_shorter:
  cmp $22
  bcc @not_longer
  sta $22
@not_longer:
  inx
  inx
  cpx #140
  bne @find
  lda $22
  sec
  sbc $20
  sta $24
  lda $20
  clc
  adc #$0005
  sta $26
  ldx #$0000
@last: ; the last start that is delayed
  lda $0400,x
  cmp $26
  bcc @short
  txa
  lsr a
  clc
  adc #70
  sta $28
@short:
  inx
  inx
  cpx #140
  bne @last
  sep #$20
  want_range $24, 9, 12 ; the pause in dots
  want_range $28, 124, 138 ; the last start that it delays (the IRQ comes 3.5 dots behind it)
  rtl
