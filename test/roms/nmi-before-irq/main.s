; When NMI and IRQ wait together, NMI is taken first.
; [anomie: timing, "NMI takes precedence"]
; The IRQ comes 4 clocks before the NMI, in the middle of a block move's 52 clocks. In 8 frames the two fall between the same two bytes
; nearly always.
.include "../lib/rom.inc"
title "NMI BEFORE IRQ"

test:
  on_nmi first_nmi
  on_irq first_irq
  stz $10
  stz $11
  stz $12
@try:
  stz $00
  poke16 $4207, 337
  poke16 $4209, 224
  wait_line 200
  lda $4210
  lda $4211
  poke $4200, $b0
  cli
  phb
  rep #$20
  lda #$0500 ; 48 lines
  ldx #$3000
  ldy #$4000
  mvn #$7e,#$7e
  sei
  sep #$20
  plb
  stz $4200
  lda $00 ; NMI writes 1 into the first half, IRQ 2 into the second, or the other way round
  cmp #$21
  bne @other
  inc $10
@other:
  inc $12
  lda $12
  cmp #$08
  bne @try
  want_range $10, 6, 8
  rtl

; Each takes the next number, once.
first_nmi:
  sep #$20
  pha
  lda f:$004210
  lda f:$000000
  bne @second
  lda #$01
  bra @store
@second:
  ora #$10
@store:
  sta f:$000000
  pla
  rti

first_irq:
  sep #$20
  pha
  lda f:$004211
  lda f:$000000
  bne @second
  lda #$02
  bra @store
@second:
  ora #$20
@store:
  sta f:$000000
  pla
  rti
