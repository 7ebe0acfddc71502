; What the play looks like.

; Sprite priorities: 3 in front of the land, 0 behind it.
FRONT = $3000

drawPlay:
  .a16
  .i16
  jsr drawStatus
  jsr drawPulse
  ldx #2
  jsr drawMoth
  ldx #0
  jsr drawMoth
  jsr drawThings
  lda nightTime                 ; the moon crosses the sky
  lsr a
  lsr a
  lsr a
  lsr a
  lsr a
  sta scratch+2
  clc
  adc #12
  sta spriteX
  lda nightTime
  sta WRDIV
  sep #$20
  .a8
  lda #42
  sta WRDIVB
  rep #$20
  .a16
  nop
  nop
  nop
  nop
  nop
  nop
  nop
  nop
  lda RDDIV
  jsr sineOf
  jsr quarter
  eor #$ffff
  clc
  adc #84
  sta spriteY
  jmp putMoon

WRDIV  = $4204
WRDIVB = $4206
RDDIV  = $4214

quarter:
  .a16
  jsr half
  jmp half

; Four sprites of 32x32 at spriteX, spriteY.
putMoon:
  .a16
  .i16
  lda #2
  sta spriteSize
  lda #$0b00
  jsr putMoonPart
  lda #$0b04
  jsr putMoonPart
  lda spriteX
  sec
  sbc #64
  sta spriteX
  lda spriteY
  clc
  adc #32
  sta spriteY
  lda #$0b40
  jsr putMoonPart
  lda #$0b44
putMoonPart:
  .a16
  sta spriteTile
  jsr putSprite
  lda spriteX
  clc
  adc #32
  sta spriteX
  rts

; Tile of the wings at time A.
mothPicture:
  .a16
  lsr a
  lsr a
  and #7
  asl a
  tax
  lda wingTiles,x
  rts

wingTiles:
  .word 0, 4, 8, 12, 12, 8, 4, 0

; Player X.
drawMoth:
  .a16
  .i16
  lda mothLives,x
  beq @out
  lda mothSafe,x
  and #4
  bne @out
  lda mothX,x
  jsr sixteenth
  sec
  sbc #16
  sta spriteX
  lda mothY,x
  jsr sixteenth
  sec
  sbc #16
  sta spriteY
  txa
  xba
  ora #FRONT
  sta scratch
  txa
  asl a
  clc
  adc nmiCount
  jsr mothPicture
  ora scratch
  sta spriteTile
  lda #2
  sta spriteSize
  jmp putSprite
@out:
  rts

drawThings:
  .a16
  .i16
  ldy #THINGS*2-2
@each:
  lda thingKind,y
  beq @next
  asl a
  tax
  jsr (kindDraws,x)
@next:
  dey
  dey
  bpl @each
  rts

kindDraws:
  .word 0, .loword(drawStar), .loword(drawGold), .loword(drawBat), .loword(drawWisp), .loword(drawSparkle), .loword(drawFigure)

; A small sprite in the middle of thing Y.
putSmall:
  .a16
  .i16
  sta spriteTile
  lda thingX,y
  jsr sixteenth
  sec
  sbc #8
  sta spriteX
  lda thingY,y
  jsr sixteenth
  sec
  sbc #8
  sta spriteY
  stz spriteSize
  jmp putSprite

drawStar:
  .a16
  lda thingTime,y
  lsr a
  lsr a
  and #6
  clc
  adc #FRONT+$0400+128
  bra putSmall

drawGold:
  .a16
  lda thingTime,y
  lsr a
  and #6
  clc
  adc #FRONT+$0400+136
  bra putSmall

drawWisp:
  .a16
  lda thingTime,y
  lsr a
  lsr a
  and #6
  tax
  lda wispTiles,x
  bra putSmall

wispTiles:
  .word FRONT+$0800+76, FRONT+$0800+78, FRONT+$0800+108, FRONT+$0800+110

drawSparkle:
  .a16
  lda thingTime,y
  cmp #20
  bcc @inside
  lda #19
@inside:
  tax
  lda sparkleTiles,x
  and #$ff
  clc
  adc #FRONT+$0400
  bra putSmall

sparkleTiles:
  .byte 160,160,160,160,160,162,162,162,162,162,164,164,164,164,164,166,166,166,166,166

drawFigure:
  .a16
  lda thingMore,y
  clc
  adc #FRONT+$0400
  jmp putSmall

drawBat:
  .a16
  .i16
  lda thingTime,y
  lsr a
  lsr a
  and #6
  tax
  lda batTiles,x
  sta spriteTile
  lda thingSpeedX,y
  bmi @left
  lda spriteTile
  ora #$4000
  sta spriteTile
@left:
  lda thingX,y
  jsr sixteenth
  sec
  sbc #16
  sta spriteX
  lda thingY,y
  jsr sixteenth
  sec
  sbc #16
  sta spriteY
  lda #2
  sta spriteSize
  jmp putSprite

batTiles:
  .word FRONT+$0600+64, FRONT+$0600+68, FRONT+$0600+72, FRONT+$0600+68

; The first line of text: scores and lights.
drawStatus:
  .a16
  .i16
  lda #$2400
  sta textAttr
  ldx #0
  ldy #64+2
  jsr drawPlayer
  lda #$2800
  sta textAttr
  ldx #2
  ldy #64+36
  jsr drawPlayer
  lda textRows
  cmp #192
  bcs @enough
  lda #192
  sta textRows
@enough:
  rts

; Player X's status from byte Y of the text on.
drawPlayer:
  .a16
  .i16
  lda mothJoined,x
  bne @plays
  txa
  beq @none
  ldx #.loword(textJoin)
  jmp print
@none:
  rts
@plays:
  phx
  lda mothScoreHi,x
  jsr printTwo
  plx
  phx
  lda mothScore,x
  jsr printDigits
  plx
  lda textAttr                  ; a space
  sta textMap,y
  iny
  iny
  lda #3                        ; lights: full or out
  sta scratch
@light:
  lda mothLives,x
  cmp scratch
  bcs @burns
  lda #70
  bra @putLight
@burns:
  lda #69
@putLight:
  ora textAttr
  sta textMap,y
  iny
  iny
  dec scratch
  bne @light
  lda mothCharge,x
  cmp #FULL_CHARGE
  beq @full
  lda #' '-32
  bra @charge
@full:
  lda #71
@charge:
  ora textAttr
  sta textMap,y
  rts

; The last two digits of A.
printTwo:
  .a16
  pha
  lsr a
  lsr a
  lsr a
  lsr a
  and #15
  jsr printNibble
  pla
  and #15
  jmp printNibble

textJoin:
  .asciiz "START JOINS"

; The light pulse: a circle of the window.
drawPulse:
  .a16
  .i16
  lda pulseStep
  bne @glows
  sep #$20
  .a8
  lda #$20
  sta glowRed
  lda #$40
  sta glowGreen
  lda #$80
  sta glowBlue
  rep #$20
  .a16
  lda pulseLines
  bne @wipe
  rts
@wipe:
  dec pulseLines
  ldx pulseBuffer
  jsr clearWindow
  jmp swapWindows
@glows:
  lsr a                         ; 1 to 32: sizes 0 to 15
  cmp #16
  bcc @size
  lda #15
@size:
  ldx #2
  stx pulseLines
  sta scratch
  eor #15                       ; ever dimmer
  inc a
  sep #$20
  .a8
  pha
  ora #$20
  sta glowRed
  pla
  pha
  lsr a
  ora #$40
  sta glowGreen
  pla
  lsr a
  lsr a
  ora #$80
  sta glowBlue
  rep #$20
  .a16
  lda scratch
  jmp drawCircle
