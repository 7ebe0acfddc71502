; The night: start, players, pulse, end.

startGame:
  .a16
  .i16
  ldx #$1a                      ; all of both players' words
@clear:
  stz mothJoined,x
  stz mothJoined+$10,x
  dex
  dex
  bpl @clear
  ldx #THINGS*2-2
@nothing:
  stz thingKind,x
  dex
  dex
  bpl @nothing
  lda padNew
  bit #PAD_START
  beq @second
  ldx #0
  jsr joinGame
@second:
  lda padNew+2
  bit #PAD_START
  beq @joined
  ldx #2
  jsr joinGame
@joined:
  stz nightTime
  stz landScroll
  stz pausedGame
  stz pulseStep
  stz pulseLines
  stz bonus
  lda #PHASE_STEPS
  sta phaseTime
  lda #60
  sta spawnTime
  jsr openPlay
  PLAY_SONG SONG_FLIGHT
  lda #STATE_PLAY
  jmp enterState

; Player X (0 or 2) begins with three lives.
joinGame:
  .a16
  .i16
  lda #1
  sta mothJoined,x
  lda #3
  sta mothLives,x
  stz mothScore,x
  stz mothScoreHi,x
  lda #FULL_CHARGE
  sta mothCharge,x
  jmp placeMoth

placeMoth:
  .a16
  txa
  beq @first
  lda #168*16
  bra @place
@first:
  lda #88*16
@place:
  sta mothX,x
  lda #150*16
  sta mothY,x
  lda #120
  sta mothSafe,x
  rts

stepPlay:
  .a16
  .i16
  jsr fadeIn
  jsr stepPause
  lda pausedGame
  beq @go
  rts
@go:
  jsr stepJoin
  jsr stepNight
  ldx #0
  jsr stepMoth
  ldx #2
  jsr stepMoth
  jsr stepPulse
  jsr stepThings
  lda mothLives                 ; every light is out
  ora mothLives+2
  bne @more
  stz overKind
  PLAY_SONG SONG_NIGHTFALL
  lda #STATE_OVER
  jmp enterState
@more:
.ifndef BENCH_PLAY
  lda nightTime
  cmp #NIGHT_STEPS
  bcc @dark
  lda #1
  sta overKind
  jsr addBonus
  PLAY_SONG SONG_DAWN
  lda #STATE_OVER
  jmp enterState
.endif
@dark:
  rts

; Start of a player who takes part stops and goes on.
stepPause:
  .a16
  ldx #2
@pad:
  lda padNew,x
  bit #PAD_START
  beq @next
  lda mothLives,x
  beq @next
  lda pausedGame
  eor #1
  sta pausedGame
  xba
  ora #$0004
  ldy #0
  jsr soundCommand
  PLAY_EFFECT EFFECT_PAUSE
  bra @text
@next:
  dex
  dex
  bpl @pad
  rts
@text:
  lda #$2000
  sta textAttr
  lda pausedGame
  beq @clear
  PRINT textPause, 12, 13
  bra @show
@clear:
  PRINT textNoPause, 12, 13
@show:
  lda #2048
  sta textRows
  rts

; A second player may come at any time, once.
stepJoin:
  .a16
  .i16
  ldx #2
@pad:
  lda padNew,x
  bit #PAD_START
  beq @next
  lda mothJoined,x
  bne @next
  jsr joinGame
  phx
  PLAY_EFFECT EFFECT_JOIN
  plx
@next:
  dex
  dex
  bpl @pad
  rts

; Time passes: colours, the land's scroll, what appears.
stepNight:
  .a16
  .i16
  inc nightTime
  inc landScroll
  lda landScroll
  lsr a
  sta nearX
  lsr a
  lsr a
  sta farX
  dec phaseTime
  bne @samePhase
  lda #PHASE_STEPS
  sta phaseTime
  lda phase
  cmp #31
  bcs @samePhase
  inc phase
  jsr choosePhase
@samePhase:
  dec spawnTime
  bne @none
  lda phase                     ; ever faster
  eor #31
  lsr a
  clc
  adc #16
  sta spawnTime
  jmp spawn
@none:
  rts

; Player X: moves, charges, lets light go.
stepMoth:
  .a16
  .i16
  lda mothLives,x
  bne @plays
  rts
@plays:
  stx moth
  lda mothSafe,x
  beq @open
  dec mothSafe,x
@open:
  lda mothCharge,x
  cmp #FULL_CHARGE
  bcs @full
  inc mothCharge,x
@full:
  lda padHeld,x                 ; two directions at once are slower each
  and #PAD_LEFT|PAD_RIGHT
  beq @straight
  lda padHeld,x
  and #PAD_UP|PAD_DOWN
  beq @straight
  lda #26
  bra @speed
@straight:
  lda #36
@speed:
  sta scratch
  stz mothLean,x
  lda padHeld,x
  bit #PAD_LEFT
  beq @notLeft
  lda mothX,x
  sec
  sbc scratch
  cmp #14*16
  bcs @left
  lda #14*16
@left:
  sta mothX,x
  dec mothLean,x
@notLeft:
  lda padHeld,x
  bit #PAD_RIGHT
  beq @notRight
  lda mothX,x
  clc
  adc scratch
  cmp #242*16
  bcc @right
  lda #242*16
@right:
  sta mothX,x
  inc mothLean,x
@notRight:
  lda padHeld,x
  bit #PAD_UP
  beq @notUp
  lda mothY,x
  sec
  sbc scratch
  cmp #34*16
  bcs @up
  lda #34*16
@up:
  sta mothY,x
@notUp:
  lda padHeld,x
  bit #PAD_DOWN
  beq @notDown
  lda mothY,x
  clc
  adc scratch
  cmp #206*16
  bcc @down
  lda #206*16
@down:
  sta mothY,x
@notDown:
  lda padNew,x
  bit #PAD_A|PAD_B|PAD_X|PAD_Y
  beq @quiet
  lda mothCharge,x
  cmp #FULL_CHARGE
  bcc @quiet
  lda pulseStep
  bne @quiet
  stz mothCharge,x
  inc pulseStep
  stx pulseOwner
  lda mothX,x
  lsr a
  lsr a
  lsr a
  lsr a
  sta pulseX
  lda mothY,x
  lsr a
  lsr a
  lsr a
  lsr a
  sta pulseY
  lda #2
  sta pulseLines
  PLAY_EFFECT EFFECT_PULSE
@quiet:
  rts

stepPulse:
  .a16
  lda pulseStep
  beq @none
  inc a
  cmp #33
  bcc @goes
  lda #0
@goes:
  sta pulseStep
@none:
  rts

; Every life that is left at dawn is worth 100.
addBonus:
  .a16
  .i16
  ldx #2
@player:
  lda mothLives,x
  sta scratch+2
@life:
  lda scratch+2
  beq @next
  lda #$0100
  jsr addScore
  dec scratch+2
  bra @life
@next:
  dex
  dex
  bpl @player
  rts

; Adds the decimal number in A to player X's score.
addScore:
  .a16
  .i16
  sed
  clc
  adc mothScore,x
  sta mothScore,x
  lda #0
  adc mothScoreHi,x
  sta mothScoreHi,x
  cld
  rts

; The end: a while with the words on the screen.
stepOver:
  .a16
  .i16
  lda stateTime
  cmp #1
  bne @wait
  lda #$2400
  sta textAttr
  lda overKind
  bne @dawn
  PRINT textOut, 10, 7
  bra @words
@dawn:
  PRINT textDawn, 10, 10
  lda #$2000
  sta textAttr
  PRINT textBonus, 12, 6
@words:
  lda #2048
  sta textRows
@wait:
  jsr stepPulse
  jsr stepThings
  lda stateTime
  cmp #90
  bcc @stay
  cmp #360
  bcs @leave
  lda padNew
  ora padNew+2
  bit #PAD_START|PAD_A|PAD_B
  beq @stay
@leave:
  stz entryPlayer
  jmp nextEntry
@stay:
  rts

textPause:
  .asciiz "PAUSE"
textNoPause:
  .asciiz "     "
textOut:
  .asciiz "THE LIGHTS ARE OUT"
textDawn:
  .asciiz "DAWN IS HERE"
textBonus:
  .asciiz "100 FOR EVERY LIGHT"
