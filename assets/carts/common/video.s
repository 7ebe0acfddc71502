; Filling the picture's memories, the frame's end, text and sprites.

; Copies Y bytes from A:X (bank, address) to VRAM, from VMADD on.
; A 8 bits.
copyToVram:
  .a8
  .i16
  sta A1B0
  stx A1T0L
  sty DAS0L
  ldx #$1801
  stx DMAP0
  lda #$80
  sta VMAIN
  lda #1
  sta MDMAEN
  rts

; Copies Y bytes from A:X to the colours, from CGADD on.
copyToColours:
  .a8
  .i16
  sta A1B0
  stx A1T0L
  sty DAS0L
  ldx #$2200
  stx DMAP0
  lda #1
  sta MDMAEN
  rts

.macro VRAM_COPY source, bytes, dest
  ldx #dest
  stx VMADDL
  lda #^source
  ldx #.loword(source)
  ldy #bytes
  jsr copyToVram
.endmacro

.macro COLOUR_COPY source, bytes, first
  lda #first
  sta CGADD
  lda #^source
  ldx #.loword(source)
  ldy #bytes
  jsr copyToColours
.endmacro

; One HDMA channel: its mode and register, and its table.
.macro HDMA_CHANNEL channel, mode, register, table
  lda #mode
  sta DMAP0+channel*16
  lda #<register
  sta BBAD0+channel*16
  ldx #.loword(table)
  stx A1T0L+channel*16
  lda #^table
  sta A1B0+channel*16
.endmacro

; Screen off; everything may be written then.
screenOff:
  .a16
  .i16
  jsr waitFrame
  sep #$20
  .a8
  lda #1
  sta loading
  lda #$8f
  sta INIDISP
  stz HDMAEN
  stz hdmaMask
  stz brightness
  jsr clearRegisters
  rep #$20
  .a16
  jsr clearText
  jsr clearSprites
  rts

; The picture may be shown again, dark at first.
screenReady:
  .a16
  sep #$20
  .a8
  stz loading
  rep #$20
  .a16
  lda #2048
  sta textRows
  rts

; Until the next vertical blank is served.
waitFrame:
  .a16
  lda nmiCount
@again:
  wai
  cmp nmiCount
  beq @again
  rts

nmiEntry:
  rep #$30
  .a16
  .i16
  pha
  phx
  phy
  phb
  phd
  lda #0
  tcd
  phk
  plb
  sep #$20
  .a8
  lda RDNMI
  lda loading
  bne @pads
  lda ready
  beq @pads
  jsr nmiVideo
  stz ready
@pads:
  jsr readPads
  jsr sendSound
  rep #$30
  .a16
  inc nmiCount
  pld
  plb
  ply
  plx
  pla
  rti

; What all carts do in vertical blank: sprites, text.
copySprites:
  .a8
  .i16
  ldx #0
  stx OAMADDL
  ldx #$0400
  stx DMAP0
  ldx #oamBuffer
  stx A1T0L
  stz A1B0
  ldx #544
  stx DAS0L
  lda #1
  sta MDMAEN
  rts

; To VRAM word X: the first textRows bytes of the text.
copyText:
  .a8
  .i16
  ldy textRows
  beq @none
  stx VMADDL
  ldx #textMap
  lda #0
  jsr copyToVram
  ldx #0
  stx textRows
@none:
  rts

readPads:
  .a8
@busy:
  lda HVBJOY
  and #1
  bne @busy
  rep #$20
  .a16
  ldx #2
@pad:
  lda JOY1L,x
  bit #$000f                    ; pads answer 0 here; another device is no pad
  beq @isPad
  lda #0
@isPad:
  pha
  eor padHeld,x
  and 1,s
  ora padNew,x
  sta padNew,x
  pla
  sta padHeld,x
  dex
  dex
  bpl @pad
  sep #$20
  .a8
  rts

; The next random number 0 to 255 in A. Keeps X and Y.
random:
  .a16
  lda randomWord
  lsr a
  bcc @even
  eor #$b400
@even:
  sta randomWord
  lsr a
  bcc @even2
  eor #$b400
@even2:
  lsr a
  bcc @even3
  eor #$b400
@even3:
  sta randomWord
  and #$ff
  rts

; Text -------------------------------------------------------------------------------------------------------------------------------

clearText:
  .a16
  .i16
  ldx #2046
@word:
  stz textMap,x
  dex
  dex
  bpl @word
  rts

; Writes the zero-ended string at X to byte Y of the text map (row * 64 + column * 2). Leaves Y behind it.
print:
  .a16
  .i16
  lda a:0,x
  and #$ff
  beq @end
  sec
  sbc #32
  ora textAttr
  sta textMap,y
  inx
  iny
  iny
  bra print
@end:
  rts

.macro PRINT text, row, column
  ldx #.loword(text)
  ldy #row*64+column*2
  jsr print
.endmacro

; Writes the four decimal digits of A to byte Y of the text map, then moves Y on.
printDigits:
  .a16
  .i16
  sta scratch
  ldx #4
@digit:
  lda #0
  asl scratch
  rol a
  asl scratch
  rol a
  asl scratch
  rol a
  asl scratch
  rol a
  jsr printNibble
  dex
  bne @digit
  rts

; One digit 0 to 15.
printNibble:
  .a16
  cmp #10
  bcc @decimal
  clc
  adc #7
@decimal:
  clc
  adc #16
  ora textAttr
  sta textMap,y
  iny
  iny
  rts

; Sprites ----------------------------------------------------------------------------------------------------------------------------

; All sprites below the picture.
clearSprites:
  .a16
  .i16
  ldx #508
  lda #$e0e0
@place:
  sta oamBuffer,x
  dex
  dex
  dex
  dex
  bpl @place
  ldx #126
@high:
  stz oamHigh,x
  dex
  dex
  bpl @high
  stz oamAt
  rts

; Adds a sprite from spriteX, spriteY, spriteTile, spriteSize; nothing when it lies off the picture or there are 128. Keeps Y.
putSprite:
  .a16
  .i16
  lda oamAt
  cmp #512
  bcs @no
  tax
  lda spriteY
  cmp #.loword(-32)
  bcs @yFits
  cmp #224
  bcs @no
@yFits:
  lda spriteX
  cmp #.loword(-63)
  bcs @xFits
  cmp #256
  bcs @no
@xFits:
  lda spriteTile
  sta oamBuffer+2,x
  sep #$20
  .a8
  lda spriteX
  sta oamBuffer,x
  lda spriteY
  sta oamBuffer+1,x
  rep #$20
  .a16
  txa
  lsr a
  lsr a
  tax
  lda spriteX
  xba
  and #1
  ora spriteSize
  sep #$20
  .a8
  sta oamHigh,x
  rep #$20
  .a16
  lda oamAt
  clc
  adc #4
  sta oamAt
@no:
  rts

; Hides the sprites that were not put and packs their high bits. Begins the next picture's.
finishSprites:
  .a16
  .i16
  ldx oamAt
  cpx #512
  bcs @pack
  lda #$e0e0
@hide:
  sta oamBuffer,x
  inx
  inx
  inx
  inx
  cpx #512
  bcc @hide
@pack:
  sep #$20
  .a8
  ldx #0
  ldy #0
@four:
  lda oamHigh+3,x
  asl a
  asl a
  ora oamHigh+2,x
  asl a
  asl a
  ora oamHigh+1,x
  asl a
  asl a
  ora oamHigh,x
  sta oamBuffer+512,y
  inx
  inx
  inx
  inx
  iny
  cpy #32
  bne @four
  rep #$20
  .a16
  ldx #126
@clear:
  stz oamHigh,x
  dex
  dex
  bpl @clear
  stz oamAt
  rts
