; The best five nights, in battery RAM: "EMBM", version, five entries of eight bytes (three letters, 0, eight decimal digits low
; byte first), games played (word), the sum of all that (word) and its complement.

SAVE_ENTRIES = 6
SAVE_GAMES = 46
SAVE_SUM = 48

; Reads the battery RAM; what does not add up is replaced.
loadScores:
  .a16
  .i16
  ldx #SAVE_SIZE-2
@read:
  lda SAVE,x
  sta saveCopy,x
  dex
  dex
  bpl @read
  lda saveCopy
  cmp defaultScores
  bne @bad
  lda saveCopy+2
  cmp defaultScores+2
  bne @bad
  lda saveCopy+4
  cmp defaultScores+4
  bne @bad
  jsr sumScores
  cmp saveCopy+SAVE_SUM
  bne @bad
  eor #$ffff
  cmp saveCopy+SAVE_SUM+2
  beq @good
@bad:
  ldx #SAVE_SUM-2
@default:
  lda defaultScores,x
  sta saveCopy,x
  dex
  dex
  bpl @default
  jmp storeScores
@good:
  rts

; The sum of the bytes before the sum, in A.
sumScores:
  .a16
  .i16
  stz scratch
  ldx #SAVE_SUM-1
@byte:
  lda saveCopy,x
  and #$ff
  clc
  adc scratch
  sta scratch
  dex
  bpl @byte
  lda scratch
  rts

storeScores:
  .a16
  .i16
  jsr sumScores
  sta saveCopy+SAVE_SUM
  eor #$ffff
  sta saveCopy+SAVE_SUM+2
  ldx #SAVE_SIZE-2
@write:
  lda saveCopy,x
  sta SAVE,x
  dex
  dex
  bpl @write
  rts

; The list on the title's second page.
writeScores:
  .a16
  .i16
  lda #$2000
  sta textAttr
  ldx #0
  ldy #4*64+10
@entry:
  phx
  jsr writeName
  iny
  iny
  iny
  iny
  lda saveCopy+SAVE_ENTRIES+6,x
  phx
  jsr printDigits
  plx
  lda saveCopy+SAVE_ENTRIES+4,x
  jsr printDigits
  tya
  clc
  adc #128-26
  tay
  pla
  clc
  adc #8
  tax
  cpx #40
  bcc @entry
  rts

; The name of the entry at X to byte Y of the text. Keeps X.
writeName:
  .a16
  .i16
  phx
  lda #3
  sta scratch
@letter:
  lda saveCopy+SAVE_ENTRIES,x
  and #$ff
  sec
  sbc #32
  ora textAttr
  sta textMap,y
  inx
  iny
  iny
  dec scratch
  bne @letter
  plx
  rts

; The next player whose score is among the best enters a name; after the last the title comes back.
nextEntry:
  .a16
  .i16
@player:
  ldx entryPlayer
  cpx #4
  bcs @done
  lda mothJoined,x
  beq @skip
  ldy #0
@rank:
  lda mothScoreHi,x
  cmp saveCopy+SAVE_ENTRIES+6,y
  bcc @lower
  bne @found
  lda saveCopy+SAVE_ENTRIES+4,y
  cmp mothScore,x
  bcc @found
@lower:
  tya
  clc
  adc #8
  tay
  cpy #40
  bcc @rank
@skip:
  inc entryPlayer
  inc entryPlayer
  bra @player
@done:
  inc saveCopy+SAVE_GAMES
  jsr storeScores
  jsr openTitle
  inc titlePage
  jmp writeTitle
@found:
  sty entryRank
  ldx #30
@move:                          ; the lower ones go down by one
  cpx entryRank
  bcc @moved
  lda saveCopy+SAVE_ENTRIES,x
  sta saveCopy+SAVE_ENTRIES+8,x
  dex
  dex
  bpl @move
@moved:
  ldx entryPlayer
  ldy entryRank
  lda mothScore,x
  sta saveCopy+SAVE_ENTRIES+4,y
  lda mothScoreHi,x
  sta saveCopy+SAVE_ENTRIES+6,y
  lda #$4141
  sta saveCopy+SAVE_ENTRIES,y
  lda #$0041
  sta saveCopy+SAVE_ENTRIES+2,y
  stz entryLetter
  lda #STATE_ENTRY
  jsr enterState
  jsr clearText
  jsr writeStars
  lda #$2400
  sta textAttr
  PRINT textBright, 9, 9
  lda #$2000
  sta textAttr
  PRINT textName, 12, 9
  lda entryPlayer
  lsr a
  inc a
  jsr printNibble
  lda #2048
  sta textRows
  rts

; Up and down choose a letter, right and left the place, Start or a button goes on.
stepEntry:
  .a16
  .i16
  ldx entryPlayer
  lda padNew,x
  sta scratch+2
  lda entryRank
  clc
  adc entryLetter
  tax
  lda scratch+2
  bit #PAD_UP
  beq @notUp
  lda #1
  jsr turnLetter
@notUp:
  lda scratch+2
  bit #PAD_DOWN
  beq @notDown
  lda #25
  jsr turnLetter
@notDown:
  lda scratch+2
  bit #PAD_LEFT
  beq @notLeft
  lda entryLetter
  beq @notLeft
  dec entryLetter
@notLeft:
  lda scratch+2
  bit #PAD_START
  bne @enter
  bit #PAD_A|PAD_B|PAD_RIGHT
  beq @show
  PLAY_EFFECT EFFECT_SELECT
  inc entryLetter
  lda entryLetter
  cmp #3
  bcc @show
@enter:
  inc entryPlayer
  inc entryPlayer
  jmp nextEntry
@show:
  lda #$2000
  sta textAttr
  ldx entryRank
  ldy #15*64+28
  jsr writeName
  lda #0                        ; a mark below the letter
  sta textMap+16*64+28
  sta textMap+16*64+30
  sta textMap+16*64+32
  lda entryLetter
  asl a
  tax
  lda #$2400+'^'-32
  sta textMap+16*64+28,x
  lda #2048
  sta textRows
  rts

; Letter X of the entries goes on by A.
turnLetter:
  .a16
  .i16
  sta scratch
  lda saveCopy+SAVE_ENTRIES,x
  and #$ff
  sec
  sbc #'A'
  clc
  adc scratch
  cmp #26
  bcc @inside
  sbc #26
@inside:
  clc
  adc #'A'
  sep #$20
  .a8
  sta saveCopy+SAVE_ENTRIES,x
  rep #$20
  .a16
  rts

textBright:
  .asciiz "A BRIGHT NIGHT"
textName:
  .asciiz "NAME OF PLAYER "

defaultScores:
  .byte "EMBM", 1, 0
  .byte "LUM", 0, $00,$05,0,0
  .byte "ASH", 0, $00,$04,0,0
  .byte "IVY", 0, $00,$03,0,0
  .byte "FEN", 0, $00,$02,0,0
  .byte "MOT", 0, $00,$01,0,0
  .word 0
