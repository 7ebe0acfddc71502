; The main loop and the pictures' set-up.

VRAM_NEAR    = $0000      ; words
VRAM_FAR     = $2000
VRAM_FONT    = $4000
VRAM_TEXT    = $4400      ; map of BG3
VRAM_NEARMAP = $4800
VRAM_FARMAP  = $5000
VRAM_LOGO    = $5000
VRAM_LOGOMAP = $4800
VRAM_OBJECTS = $6000

main:
  .a16
  .i16
  sep #$20
  .a8
  lda #$81
  sta NMITIMEN
  rep #$20
  .a16
  jsr loadScores
.ifdef BENCH_SOUND
  jmp benchSound
.endif
  jsr openTitle
.ifdef BENCH_PLAY
  lda #PAD_START                ; both players at once, whom nothing hurts
  sta padNew
  sta padNew+2
  jsr startGame
  stz padNew
  stz padNew+2
.endif
@frame:
  jsr waitFrame
  lda #1
  sta steps
  lda isPal
  and #$ff
  beq @run
  inc palCount                  ; at 50 Hz, six steps in five pictures
  lda palCount
  cmp #5
  bcc @run
  stz palCount
  inc steps
@run:
  ldx state
  jsr (stateSteps,x)
  inc stateTime
  stz padNew
  stz padNew+2
  dec steps
  bne @run
  ldx state
  jsr (stateDraws,x)
  jsr finishSprites
  sep #$20
  .a8
  lda #1
  sta ready
  rep #$20
  .a16
  bra @frame

.ifdef BENCH_SOUND
; Nothing but sound: a song and an effect every eighth picture.
benchSound:
  PLAY_SONG SONG_FLIGHT
@frame:
  jsr waitFrame
  lda nmiCount
  and #7
  bne @frame
  lda nmiCount
  and #$38
  asl a
  asl a
  asl a
  asl a
  asl a
  ora #2
  ldy #0
  jsr soundCommand
  bra @frame
.endif

STATE_TITLE = 0
STATE_PLAY = 2
STATE_OVER = 4
STATE_ENTRY = 6
stateSteps:
  .word .loword(stepTitle), .loword(stepPlay), .loword(stepOver), .loword(stepEntry)
stateDraws:
  .word .loword(drawTitle), .loword(drawPlay), .loword(drawPlay), .loword(drawPlay)

; A: the new state.
enterState:
  .a16
  sta state
  stz stateTime
  rts

; One step brighter, up to full.
fadeIn:
  .a16
  sep #$20
  .a8
  lda brightness
  cmp #15
  bcs @full
  inc brightness
@full:
  rep #$20
  .a16
  rts

; The video work of every vertical blank: A 8 bits.
nmiVideo:
  .a8
  .i16
  jsr copySprites
  ldx #VRAM_TEXT
  jsr copyText
  ldx skyPointer
  stx A1T0L+$10
  lda videoKind
  bne @land
  ldx turnPointer
  stx A1T0L+$30
  rep #$20
  .a16
  txa
  clc
  adc #TURN_SIZE
  sta A1T0L+$40
  sep #$20
  .a8
  lda meadowX
  sta M7X
  lda meadowX+1
  sta M7X
  lda meadowY
  sta M7Y
  lda meadowY+1
  sta M7Y
  bra @shown
@land:
  lda nearX
  sta BG1HOFS
  lda nearX+1
  sta BG1HOFS
  lda farX
  sta BG2HOFS
  lda farX+1
  sta BG2HOFS
  ldx pulseShown
  stx A1T0L+$60
  lda glowRed
  sta COLDATA
  lda glowGreen
  sta COLDATA
  lda glowBlue
  sta COLDATA
  lda phase
  cmp phaseShown
  beq @shown
  sta phaseShown
  jsr copyLandColours
@shown:
  lda brightness
  sta INIDISP
  lda hdmaMask
  sta HDMAEN
  rts

; The land's 32 colours of the phase in A.
copyLandColours:
  .a8
  .i16
  rep #$20
  .a16
  and #$1f
  asl a
  asl a
  asl a
  asl a
  asl a
  asl a
  clc
  adc #.loword(landColours)
  tax
  sep #$20
  .a8
  lda #32
  sta CGADD
  lda #^landColours
  ldy #64
  jmp copyToColours

; The sky's HDMA table of the phase.
choosePhase:
  .a16
  lda phase
  asl a
  tax
  lda skyTables,x
  sta skyPointer
  rts

; What both pictures share: letters, sprites, their colours. Screen off. A 8 bits.
loadShared:
  .a8
  .i16
  VRAM_COPY fontTiles, fontTilesEnd-fontTiles, VRAM_FONT
  VRAM_COPY spriteTiles, spriteTilesEnd-spriteTiles, VRAM_OBJECTS
  COLOUR_COPY textColours, 32, 0
  COLOUR_COPY spriteColours, 192, 128
  lda #$63                      ; 16x16 and 32x32, tiles from word $6000
  sta OBSEL
  lda #$44                      ; BG3's map at word $4400
  sta BG3SC
  lda #$04
  sta BG34NBA
  lda #$ff                      ; line 0 is not shown: text begins one line lower
  sta BG3VOFS
  lda #$03
  sta BG3VOFS
  rts

; The title: lettering in mode 1 above, the meadow in mode 7 below.
openTitle:
  .a16
  .i16
  jsr screenOff
  sep #$20
  .a8
  VRAM_COPY meadowMemory, $8000, 0
  jsr loadShared
  VRAM_COPY logoTiles, logoTilesEnd-logoTiles, VRAM_LOGO
  VRAM_COPY logoMap, 2048, VRAM_LOGOMAP
  COLOUR_COPY logoColours, 32, 32
  COLOUR_COPY meadowColours, 128, 64
  lda #VRAM_LOGOMAP>>8
  sta BG1SC
  lda #VRAM_LOGO>>12
  sta BG12NBA
  lda #$15
  sta TM
  lda #$01                      ; haze on the meadow alone
  sta CGADSUB
  HDMA_CHANNEL 1, $03, CGADD, skyTable0
  HDMA_CHANNEL 2, $00, BGMODE, modeTable
  HDMA_CHANNEL 3, $03, M7A, turnTables
  HDMA_CHANNEL 4, $03, M7C, turnTables
  HDMA_CHANNEL 5, $02, COLDATA, hazeTable
  HDMA_CHANNEL 7, $03, BG1HOFS, scrollTable
  stz A1B0+$70
  lda #$be
  sta hdmaMask
  stz videoKind
  rep #$20
  .a16
  ldx #14
@copy:
  lda scrollStart,x
  sta scrollTable,x
  dex
  dex
  bpl @copy
  lda #512
  sta meadowX
  sta meadowY
  stz turnStep
  lda #3
  sta phase
  jsr choosePhase
  stz titlePage
  lda #STATE_TITLE
  jsr enterState
  PLAY_SONG SONG_MEADOW
  jsr writeTitle
  jsr drawTitle
  jsr finishSprites
  jmp screenReady

; The land for the play.
openPlay:
  .a16
  .i16
  jsr screenOff
  sep #$20
  .a8
  VRAM_COPY nearTiles, nearTilesEnd-nearTiles, VRAM_NEAR
  VRAM_COPY farTiles, farTilesEnd-farTiles, VRAM_FAR
  VRAM_COPY nearMap, 4096, VRAM_NEARMAP
  VRAM_COPY farMap, 2048, VRAM_FARMAP
  jsr loadShared
  lda #$09
  sta BGMODE
  lda #(VRAM_NEARMAP>>8)|1
  sta BG1SC
  lda #VRAM_FARMAP>>8
  sta BG2SC
  lda #$20
  sta BG12NBA
  lda #$ff
  sta BG1VOFS
  lda #$03
  sta BG1VOFS
  lda #$ff
  sta BG2VOFS
  lda #$03
  sta BG2VOFS
  lda #$17
  sta TM
  lda #$20                      ; colour window: window 1
  sta WOBJSEL
  lda #$10                      ; colour arithmetic inside it only
  sta CGWSEL
  lda #$37                      ; adds to every layer and the sky
  sta CGADSUB
  HDMA_CHANNEL 1, $03, CGADD, skyTable0
  HDMA_CHANNEL 6, $01, WH0, windowOne
  stz A1B0+$60
  lda #$42
  sta hdmaMask
  lda #1
  sta videoKind
  lda #0
  jsr copyLandColours
  rep #$20
  .a16
  stz phase
  stz phaseShown
  jsr choosePhase
  ldx #windowOne
  jsr clearWindow
  ldx #windowTwo
  jsr clearWindow
  lda #windowOne
  sta pulseShown
  lda #windowTwo
  sta pulseBuffer
  jsr writeStars
  jmp screenReady

; Scatters small stars over the upper part of the text.
writeStars:
  .a16
  .i16
  ldx #0
@star:
  lda starPlaces,x
  and #$ff
  beq @end
  asl a
  asl a
  asl a
  sta scratch
  lda starPlaces+1,x
  and #$ff
  clc
  adc scratch
  asl a
  tay
  txa
  lsr a
  and #3
  clc
  adc #$0c00+65
  sta textMap,y
  inx
  inx
  bra @star
@end:
  rts
