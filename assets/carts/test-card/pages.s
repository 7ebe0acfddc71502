; Turning pages, and the pages that are only pictures.

main:
  .a16
  .i16
  sep #$20
  .a8
  lda #$81
  sta NMITIMEN
  rep #$20
  .a16
.ifdef FIRST_PAGE
  lda #FIRST_PAGE
  sta page
.endif
  jsr openPage
@frame:
  jsr waitFrame
.ifdef SOUND_LATER
  jsr loadSound
.endif
  jsr turnPage
  inc pageTime
  ldx #0
  jsr (pageStep,x)
  jsr writeTitle
  jsr finishSprites
  sep #$20
  .a8
  lda brightness
  cmp #15
  bcs @bright
  inc brightness
@bright:
  lda #1
  sta ready
  rep #$20
  .a16
  bra @frame

.ifdef SOUND_LATER
; Once, when the first page is as bright as it will be: it stands still meanwhile.
loadSound:
  .a16
  .i16
  lda soundHere
  bne @done
  lda brightness
  and #$00ff
  cmp #15
  bne @done
  jsr uploadSound
  inc soundHere
@done:
  rts
.endif

; R or Start: the next page; L: the one before.
turnPage:
  .a16
  .i16
  lda padNew                    ; either pad: the other port may have a mouse
  ora padNew+2
  stz padNew
  stz padNew+2
  bit #PAD_R|PAD_START
  bne @next
  bit #PAD_L
  bne @back
  rts
@next:
  lda page
  inc a
  cmp #PAGES
  bcc @open
  lda #0
  bra @open
@back:
  lda page
  bne @notFirst
  lda #PAGES
@notFirst:
  dec a
@open:
  sta page
; Fills the picture's memories and registers for the page.
openPage:
  .a16
  .i16
  jsr screenOff
  sep #$20
  .a8
  jsr clearVideo
  VRAM_COPY letterTiles, letterTilesEnd-letterTiles, VRAM_LETTERS
  stz ownHdma
  stz showMath
  stz showMatrix
  lda #$03                      ; 8x8 and 16x16, tiles from word $6000
  sta sizes
  rep #$20
  .a16
  ldx #14
@shifts:
  stz shiftX,x
  dex
  dex
  bpl @shifts
  stz isText
  lda page
  asl a
  tax
  ldy pageTable,x
  lda a:6,y
  sta pageStep
  lda a:4,y
  sta index
  phy
  ldx a:0,y
  jsr loadAll
  ply
  phy
  ldx a:2,y
  sep #$20
  .a8
  jsr setAll
  COLOUR_COPY letterColours, 32, 240
  rep #$20
  .a16
  ply
  stz pageTime
  ldx #0
  jsr (index,x)
  jsr writeTitle
  jsr finishSprites
  jsr screenReady
  lda isText
  bne @text
  stz textRows
@text:
  rts

; All of VRAM and the colours become 0.
clearVideo:
  .a8
  .i16
  ldx #0
  stx VMADDL
  stx DAS0L
  lda #$80
  sta VMAIN
  ldx #$1809
  stx DMAP0
  ldx #zeroByte
  stx A1T0L
  lda #^zeroByte
  sta A1B0
  lda #1
  sta MDMAEN
  stz CGADD
  ldx #$2208
  stx DMAP0
  ldx #512
  stx DAS0L
  sta MDMAEN
  rts

; The list at X: length (0 ends), VRAM word or $8000 and the first colour, source.
loadAll:
  .a16
  .i16
  lda a:0,x
  beq @end
  phx
  tay
  lda a:2,x
  bmi @colours
  sta VMADDL
  lda a:4,x
  sta scratch
  sep #$20
  .a8
  lda a:6,x
  ldx scratch
  jsr copyToVram
  bra @next
@colours:
  .a16
  sep #$20
  .a8
  sta CGADD
  rep #$20
  .a16
  lda a:4,x
  sta scratch
  sep #$20
  .a8
  lda a:6,x
  ldx scratch
  jsr copyToColours
@next:
  rep #$20
  .a16
  pla
  clc
  adc #8
  tax
  bra loadAll
@end:
  rts

; The list at X: low byte of a register, value; 0 ends.
setAll:
  .a8
  .i16
  stz scratch+1
@pair:
  lda a:0,x
  beq @end
  sta scratch
  lda #$21
  sta scratch+1
  lda a:1,x
  sta (scratch)
  inx
  inx
  bra @pair
@end:
  rts

; The page's title in sprites, along the bottom.
writeTitle:
  .a16
  .i16
  lda page
  asl a
  tax
  ldy pageTable,x
  ldx a:8,y
  lda #12
  sta spriteX
  lda #208
  sta spriteY
  lda isText
  beq spriteText
  rts

; The string at X as sprites from spriteX, spriteY on.
spriteText:
  .a16
  .i16
  stz spriteSize
@letter:
  lda a:0,x
  and #$ff
  beq @end
  cmp #' '
  beq @space
  sec
  sbc #32
  ora #$3e00
  sta spriteTile
  phx
  jsr putSprite
  plx
@space:
  lda spriteX
  clc
  adc #8
  sta spriteX
  inx
  bra @letter
@end:
  rts

; The sine of A (256 a turn) in A, -256 to 256. Loses X.
sineOf:
  .a16
  .i16
  and #$ff
  asl a
  tax
  lda sines,x
  rts

sixteenth:
  .a16
  cmp #$8000
  ror a
  cmp #$8000
  ror a
  cmp #$8000
  ror a
  cmp #$8000
  ror a
  rts

pageNothing:
  rts

; Every background sways by itself.
stepDrift:
  .a16
  .i16
  ldy #6
@background:
  tya
  asl a
  asl a
  asl a
  asl a
  asl a
  clc
  adc pageTime
  jsr sineOf
  jsr sixteenth
  tyx
  sta shiftX,x
  dey
  dey
  bpl @background
  rts

; Mode 7: one turn in 256 pictures.
stepTurn:
  .a16
  .i16
  lda #384
  sta shiftX
  lda pageTime
  clc
  adc #64
  jsr sineOf
  sta matrix
  sta matrix+6
  lda pageTime
  jsr sineOf
  sta matrix+2
  eor #$ffff
  inc a
  sta matrix+4
  lda #1
  sta showMatrix
  rts

nmiVideo:
  .a8
  .i16
  jsr copySprites
  ldx #VRAM_TEXT
  jsr copyText
  ldx #0
@shift:
  lda shiftX,x
  sta a:BG1HOFS,x
  lda shiftX+1,x
  sta a:BG1HOFS,x
  inx
  inx
  cpx #8
  bne @shift
  lda showMatrix
  beq @flat
  ldy #0
  ldx #0
@matrix:
  lda matrix,x
  sta M7A,y
  lda matrix+1,x
  sta M7A,y
  inx
  inx
  iny
  cpy #4
  bne @matrix
@flat:
  lda sizes
  sta OBSEL
  lda showMath
  beq @plain
  lda mathSelect
  sta CGWSEL
  lda mathLayers
  sta CGADSUB
  ldx pulseShown
  stx A1T0L+$60
@plain:
  lda brightness
  sta INIDISP
  lda ownHdma
  sta HDMAEN
  jmp readDevices

; Windows: a circle that wanders and breathes.
initWindows:
  .a16
  .i16
  ldx #windowOne
  jsr clearWindow
  ldx #windowTwo
  jsr clearWindow
  lda #windowOne
  sta pulseShown
  lda #windowTwo
  sta pulseBuffer
  sep #$20
  .a8
  HDMA_CHANNEL 6, $01, WH0, windowOne
  stz A1B0+$60
  lda #$40
  sta ownHdma
  lda #$2c                      ; the fixed colour: a dark rose
  sta COLDATA
  lda #$84
  sta COLDATA
  rep #$20
  .a16
stepWindows:
  .a16
  .i16
  lda pageTime
  jsr sineOf
  cmp #$8000
  ror a
  cmp #$8000
  ror a
  clc
  adc #128
  sta pulseX
  lda pageTime
  asl a
  jsr sineOf
  jsr sixteenth
  asl a
  clc
  adc #104
  sta pulseY
  lda pageTime
  lsr a
  lsr a
  lsr a
  lsr a
  lsr a
  lsr a
  and #3
  asl a
  tax
  lda mathKinds,x
  sta mathSelect
  sep #$20
  .a8
  lda #1
  sta showMath
  rep #$20
  .a16
  lda pageTime
  asl a
  jsr sineOf
  jsr sixteenth
  clc
  adc #16
  lsr a
  cmp #16
  bcc @fits
  lda #15
@fits:
  jmp drawCircle

; CGWSEL and CGADSUB: add the sub screen inside, subtract the fixed colour inside, half with the sub screen outside, black inside.
mathKinds:
  .word $2312, $b310, $6322, $2382

; Sprites: all eight pairs of sizes in turn.
initSizes:
  .a16
  .i16
  inc isText
stepSizes:
  .a16
  .i16
  lda #$2000
  sta textAttr
  PRINT textSizes, 2, 3
  lda pageTime
  lsr a
  lsr a
  lsr a
  lsr a
  lsr a
  lsr a
  and #7
  pha
  jsr printNibble
  lda #$2400
  sta textAttr
  lda 1,s
  asl a
  asl a
  asl a
  asl a
  clc
  adc #.loword(sizeNames)
  tax
  ldy #4*64+6
  jsr print
  pla
  asl a
  asl a
  asl a
  asl a
  asl a
  ora #$03
  sep #$20
  .a8
  sta sizes
  rep #$20
  .a16
  lda #2048
  sta textRows
  lda #24
  sta spriteX
  lda #64
  sta spriteY
  lda #$3e80
  sta spriteTile
  stz spriteSize
  jsr putSprite
  lda #120
  sta spriteX
  lda #2
  sta spriteSize
  jsr putSprite
  lda pageTime                  ; one that walks over the left edge, turned over
  lsr a
  and #$ff
  sec
  sbc #64
  sta spriteX
  lda #144
  sta spriteY
  lda #$fe80
  sta spriteTile
  jmp putSprite

textSizes:
  .asciiz "SPRITE SIZES "
sizeNames:                      ; sixteen bytes each
  .asciiz "8X8 AND 16X16  "
  .asciiz "8X8 AND 32X32  "
  .asciiz "8X8 AND 64X64  "
  .asciiz "16X16 AND 32X32"
  .asciiz "16X16 AND 64X64"
  .asciiz "32X32 AND 64X64"
  .asciiz "16X32 AND 32X64"
  .asciiz "16X32 AND 32X32"
