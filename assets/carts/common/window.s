; A circle as a window, by HDMA: two tables of 451 bytes, of which one is shown. The cart gives `pulseSizes` (half widths by line).

windowOne    = $1000
windowTwo    = $1200

; Window table at X: nothing inside.
clearWindow:
  .a16
  .i16
  sep #$20
  .a8
  lda #$80+112
  sta a:0,x
  sta a:225,x
  stz a:450,x
  rep #$20
  .a16
  lda #112
  sta scratch
@line:
  lda #$00ff
  sta a:1,x
  sta a:226,x
  inx
  inx
  dec scratch
  bne @line
  rts

; A circle of size A (0 to 15) at pulseX, pulseY into the table that is not shown, which is then shown.
drawCircle:
  .a16
  .i16
  and #15                       ; the row of widths
  xba
  lsr a
  lsr a
  clc
  adc #.loword(pulseSizes)
  sta scratch+10
  sep #$20
  .a8
  lda #^pulseSizes
  sta scratch+12
  rep #$20
  .a16
  ldx pulseBuffer
  jsr clearWindow
  ldy #0
@line:
  lda [scratch+10],y
  and #$ff
  cmp #$ff
  beq @drawn
  sta scratch+4
  lda pulseX
  sec
  sbc scratch+4
  bpl @leftInside
  lda #0
@leftInside:
  sta scratch+6
  lda pulseX
  clc
  adc scratch+4
  cmp #256
  bcc @rightInside
  lda #255
@rightInside:
  xba
  ora scratch+6
  sta scratch+6
  tya
  clc
  adc pulseY
  jsr putWindowLine
  sty scratch+8
  lda pulseY
  sec
  sbc scratch+8
  jsr putWindowLine
  iny
  cpy #64
  bne @line
@drawn:
swapWindows:
  .a16
  lda pulseBuffer
  ldx pulseShown
  sta pulseShown
  stx pulseBuffer
  rts

; Line A of the window table gets the sides in scratch+6. Keeps Y.
putWindowLine:
  .a16
  .i16
  cmp #224
  bcs @outside
  cmp #112
  rol a                         ; twice, and one more from line 112 on: the second entry's count
  clc
  adc pulseBuffer
  tax
  lda scratch+6
  sta a:1,x
@outside:
  rts
