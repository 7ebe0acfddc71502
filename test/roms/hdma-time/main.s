; HDMA takes 18 clocks a line, 8 a channel and 8 a byte.
; [anomie: timing, HDMA; fullsnes: DMA timing]
; Eight channels of 4 bytes in repeat mode take 18 + 64 + 256 = 338 clocks: 84 dots; in lines without transfer 82 clocks: 20 dots.
; Each a few clocks more or less, because HDMA begins on a multiple of 8 clocks and the processor goes on with its own rhythm.
.include "../lib/rom.inc"
title "TIME THAT HDMA TAKES"

test:
  stz $420c
  jsr cross_line_end
  stx $10
  ldx #$0000
@channel:
  poke {$4300,x}, $04
  poke {$4301,x}, $22
  lda #<repeated
  sta $4302,x
  lda #>repeated
  sta $4303,x
  lda #.bankbyte(repeated)
  sta $4304,x
  rep #$20
  txa
  clc
  adc #$0010
  tax
  sep #$20
  cpx #$0080
  bne @channel
  wait_line 240
  poke $420c, $ff
  jsr cross_line_end
  stx $12
  ldx #$0000
@quiet:
  lda #<once
  sta $4302,x
  lda #>once
  sta $4303,x
  rep #$20
  txa
  clc
  adc #$0010
  tax
  sep #$20
  cpx #$0080
  bne @quiet
  wait_line 240
  jsr cross_line_end
  stx $14
  stz $420c
  rep #$20
  lda $12
  sec
  sbc $10
  sta $12
  lda $14
  sec
  sbc $10
  sta $14
  sep #$20
  want_range $12, 82, 87
  want_range $14, 18, 23
  rtl

; The dot at which the same code ends on line 61 that began on line 60, in X.
cross_line_end:
  sleep_until 180, 60
  ldx #$001c
@wait:
  dex
  bne @wait
  latch
  ldx h_pos
  rts

repeated:
  .byte $ff
  .res 127 * 4, $00
  .byte $80 + 97
  .res 97 * 4, $00
  .byte 0
once:
  .byte $7f, 0, 0, 0, 0
  .byte $60, 0, 0, 0, 0
  .byte 0
