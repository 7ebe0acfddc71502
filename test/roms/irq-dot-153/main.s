; An H-IRQ at dot 153 fails on the last line of a frame and on the short line; at 152 and 154 it comes on every line.
; [anomie: timing, INTERRUPTS ("no IRQ will trigger for dot 153")]
.include "../lib/rom.inc"
title "IRQ AT DOT 153"

test:
  poke16 $4207, 152
  jsr count
  stx $00
  poke16 $4207, 153
  jsr count
  stx $02
  poke16 $4207, 154
  jsr count
  stx $04
  note16 $00 ; IRQs in two frames, one of them with the short line
  note16 $02
  note16 $04
  rtl

count:
  wait_line 100
  ldx #$0000
  stx irq_count
  poke $4200, $10
  lda $4211
  cli
@wait: ; two frames: NMI flags
  lda $4210
@first:
  lda $4210
  bpl @first
@second:
  lda $4210
  bpl @second
@line:
  wait_line 100
  sei
  stz $4200
  ldx irq_count
  rts
