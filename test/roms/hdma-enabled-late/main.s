; A channel that HDMA gets in the middle of a frame, after its frame began without it: whether it transfers on its first line depends on a flag that sources treat in two ways.
; [Mesen: SnesDmaController.cpp (Aladdin, Super Ghouls'n Ghosts); ares: cpu/dma.cpp]
; Channel 1 keeps the frame's HDMA at work or not; channel 0 is switched on at line 50 with a line counter of 5, no repetition.
; Written down: how many bytes it moved until line 58, without and with channel 1.
.include "../lib/rom.inc"
title "HDMA ENABLED LATE"

test:
  lda #$00
  jsr measure
  stx $10
  lda #$02
  jsr measure
  stx $12
  note16 $10
  note16 $12
  rtl

; A: channels from the beginning of the frame. Gives the low word of the work RAM address's way in X, in bytes.
measure:
  sta $08
  stz $420c
  hdma_channel 0, $00, $80, table
  hdma_channel 1, $00, $22, other
  wait_line 240
  lda $08
  sta $420c
  sleep_until 40, 50
  poke16 $2181, $3000
  stz $2183
  poke16 $4308, .loword(table+1)
  poke $430a, $05
  lda #$ff
  sta f:$7e3000
  sta f:$7e3001
  sta f:$7e3002
  sta f:$7e3003
  lda $08
  ora #$01
  sta $420c
  sleep_until 40, 58
  stz $420c
  ldx #$0000
@look:
  lda f:$7e3000,x
  cmp #$ff
  beq @end
  inx
  cpx #$0008
  bne @look
@end:
  rts

table: .byte $05, $11, $03, $22, $03, $33, $00
other: .byte $7f, $00, $7f, $00, $00
