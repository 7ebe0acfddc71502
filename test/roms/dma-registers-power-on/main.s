; The DMA registers $43x0-$43xA are $FF at power-on.
; [fullsnes: SNES DMA Transfers, $43x0-$43xB]
; Work RAM, VRAM and the like differ from console to console: not looked at.
.include "../lib/rom.inc"
title "DMA AT POWER-ON"

test:
  ldx #$0000
  stx $10
@channel:
  ldy #$000b
@register:
  lda $4300,x
  cmp #$ff
  beq @right
  inc $10
@right:
  inx
  dey
  bne @register
  rep #$21
  txa
  adc #$0005
  tax
  sep #$20
  cpx #$0080
  bne @channel
  want16 $10, 0
  rtl
