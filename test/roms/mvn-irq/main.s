; MVN interrupted by an IRQ: the move goes on where it was and loses or repeats no byte.
; Each byte is one execution of the instruction: PC stays on it until A underflows, so that interrupts come between bytes and
; return to the opcode. [fullsnes: CPU MVN/MVP] [65816 data sheet: "interruptible"]
.include "../lib/rom.inc"
title "MVN INTERRUPTED BY IRQ"

BYTES = $1800

test:
  on_irq interrupt
  rep #$20
  lda #$0000
  ldx #BYTES-2
@fill: ; the source: its own addresses
  txa
  sta f:$7e2000,x
  lda #$5aa5
  sta f:$7f2000,x
  dex
  dex
  bpl @fill
  sta f:$7f2000+BYTES
  stz irq_count
  sep #$20
  poke16 $4207, 150
  poke $4200, $10 ; once a line
  phb
  cli
  rep #$20
  lda #BYTES-1
  ldx #$2000
  ldy #$2000
  mvn #$7e,#$7f
  sei
  sta $00
  stx $02
  sty $04
  sep #$20
  phb
  pla
  sta $06
  plb
  stz $4200
  want16 $00, $ffff
  want16 $02, $2000+BYTES
  want16 $04, $2000+BYTES
  want8 $06, $7f ; DB is the destination's bank
  ldx #$0000
  ldy #$0000
  rep #$20
@compare:
  txa
  cmp f:$7f2000,x
  beq @same
  iny
@same:
  inx
  inx
  cpx #BYTES
  bne @compare
  sep #$20
  sty $08
  want16 $08, 0 ; wrong words
  rep #$20
  lda f:$7f2000+BYTES
  sta $0a
  sep #$20
  want16 $0a, $5aa5 ; the word behind the end
  want_range irq_count, 240, 480 ; 52 clocks a byte from slow ROM are 234 lines, and each line loses some to its IRQ
  rtl

; Counts with D and DB anywhere.
interrupt:
  rep #$30
  pha
  lda f:irq_count
  inc a
  sta f:irq_count
  sep #$20
  lda f:$004211
  rep #$20
  pla
  rti
