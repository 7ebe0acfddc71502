; The title.

stepTitle:
  .a16
  .i16
  jsr fadeIn
  lda stateTime                 ; fly over the meadow
  and #1
  bne @slow
  dec meadowY
  lda meadowY
  and #$03ff
  sta meadowY
@slow:
  lda stateTime
  and #15
  bne @turn
  lda turnStep
  inc a
  and #31
  sta turnStep
@turn:
  lda turnStep
  asl a
  tax
  lda turnAddresses,x
  sta turnPointer
  lda stateTime
  cmp #400
  bcc @buttons
  stz stateTime
  lda titlePage
  eor #1
  sta titlePage
  jsr writeTitle
  lda #2048
  sta textRows
@buttons:
  lda padNew
  ora padNew+2
  bit #PAD_START
  beq @stay
  lda stateTime                 ; chance comes from the player
  eor nmiCount
  ora #1
  sta randomWord
  jmp startGame
@stay:
  rts

; The text of the page.
writeTitle:
  .a16
  .i16
  jsr clearText
  lda titlePage
  bne @scores
  lda #$2400
  sta textAttr
  PRINT textGather, 10, 3
  lda #$2000
  sta textAttr
  PRINT textPress, 13, 5
  lda #0
  bra @scroll
@scores:
  lda #$2400
  sta textAttr
  PRINT textBest, 2, 3
  jsr writeScores
  lda #128                      ; the lettering leaves
@scroll:
  dec a
  and #$03ff
  sta scrollTable+3
  sta scrollTable+8
  rts

; The moths and the moon of the title.
drawTitle:
  .a16
  .i16
  lda meadowX                   ; the split's scroll registers
  sec
  sbc #128
  and #$1fff
  sta scrollTable+11
  lda meadowY
  sec
  sbc #224
  and #$1fff
  sta scrollTable+13
  lda titlePage
  bne @moon
  lda stateTime
  asl a
  jsr sineOf
  jsr half
  clc
  adc #120
  sta spriteX
  lda stateTime
  asl a
  asl a
  jsr sineOf
  jsr sixteenth
  clc
  adc #60
  sta spriteY
  lda stateTime
  jsr mothPicture
  ora #$3000
  sta spriteTile
  lda #2
  sta spriteSize
  jsr putSprite
  lda stateTime
  asl a
  clc
  adc #110
  jsr sineOf
  jsr half
  clc
  adc #104
  sta spriteX
  lda stateTime
  asl a
  asl a
  clc
  adc #70
  jsr sineOf
  jsr sixteenth
  clc
  adc #66
  sta spriteY
  lda stateTime
  clc
  adc #5
  jsr mothPicture
  ora #$3200
  sta spriteTile
  jsr putSprite
@moon:
  lda #182
  sta spriteX
  lda #4
  sta spriteY
  jmp putMoon

; Half and a sixteenth of signed A.
sixteenth:
  .a16
  jsr half
  jsr half
  jsr half
half:
  cmp #$8000
  ror a
  rts

textGather:
  .asciiz "GATHER STARS UNTIL DAWN"
textPress:
  .asciiz "PRESS START ON PAD 1 OR 2"
textBest:
  .asciiz "BRIGHTEST NIGHTS"
