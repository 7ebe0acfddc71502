; Whatever flies: stars, bats, wisps, sparkles, figures.

; Makes one more thing of the night.
spawn:
  .a16
  .i16
  jsr random
  cmp #150
  bcc @star
  cmp #166
  bcc @gold
  cmp #226
  bcc @bat
  lda phase
  cmp #5
  bcc @star
  lda #KIND_WISP
  bra @make
@star:
  lda #KIND_STAR
  bra @make
@gold:
  lda #KIND_GOLD
  bra @make
@bat:
  lda #KIND_BAT
@make:
  sta wanted
  jsr freeThing
  bcc @room
  rts
@room:
  lda wanted
  cmp #KIND_BAT
  bne @notBat
  jmp makeBat
@notBat:
  cmp #KIND_WISP
  bne @fallsDown
  jmp makeWisp
@fallsDown:
  jsr random                    ; a star falls
  cmp #240
  bcc @inside
  lsr a
@inside:
  clc
  adc #8
  jsr sixteen
  sta thingX,x
  lda #.loword(-12*16)
  sta thingY,x
  jsr random
  and #15
  clc
  adc #12
  ldy wanted
  cpy #KIND_GOLD
  bne @speed
  clc
  adc #12
@speed:
  sta thingSpeedY,x
  jsr random
  and #15
  sec
  sbc #8
  sta thingSpeedX,x
  rts

makeBat:
  .a16
  .i16
  jsr random
  lsr a
  bcs @fromRight
  lda #.loword(-20*16)
  sta thingX,x
  jsr random
  and #15
  clc
  adc #18
  bra @speed
@fromRight:
  lda #276*16
  sta thingX,x
  jsr random
  and #15
  eor #$ffff
  sec
  sbc #18
@speed:
  sta thingSpeedX,x
  jsr random
  cmp #144
  bcc @height
  sec
  sbc #112
@height:
  clc
  adc #40
  jsr sixteen
  sta thingMore,x
  sta thingY,x
  rts

makeWisp:
  .a16
  .i16
  jsr random
  jsr sixteen
  sta thingX,x
  lda #232*16
  sta thingY,x
  stz thingSpeedX,x
  stz thingSpeedY,x
  rts

; A free thing of the kind `wanted` in X; carry set when there is none.
freeThing:
  .a16
  .i16
  ldx #THINGS*2-2
@look:
  lda thingKind,x
  beq @found
  dex
  dex
  bpl @look
  sec
  rts
@found:
  lda wanted
  sta thingKind,x
  stz thingTime,x
  stz thingMore,x
  stz thingSpeedX,x
  stz thingSpeedY,x
  clc
  rts

sixteen:
  .a16
  asl a
  asl a
  asl a
  asl a
  rts

stepThings:
  .a16
  .i16
  lda #THINGS*2-2
  sta thing
@each:
  ldx thing
  lda thingKind,x
  beq @next
  inc thingTime,x
  asl a
  tax
  jsr (kindSteps,x)
@next:
  dec thing
  dec thing
  bpl @each
  rts

kindSteps:
  .word 0, .loword(stepStar), .loword(stepStar), .loword(stepBat), .loword(stepWisp), .loword(stepShort), .loword(stepShort)

; Moves the thing by its speed; X is the thing then.
moveThing:
  .a16
  .i16
  ldx thing
  lda thingX,x
  clc
  adc thingSpeedX,x
  sta thingX,x
  lda thingY,x
  clc
  adc thingSpeedY,x
  sta thingY,x
  rts

stepStar:
  .a16
  .i16
  jsr moveThing
  lda thingY,x
  bmi @falls
  cmp #232*16
  bcc @falls
  stz thingKind,x
  rts
@falls:
  lda #18
  sta scratch+4
  lda #17
  sta scratch+6
  jsr touched
  bcs @caught
  rts
@caught:
  lda thingKind,x
  cmp #KIND_GOLD
  beq @gold
  ldx moth
  lda #$0010
  jsr addScore
  PLAY_EFFECT EFFECT_STAR
  ldy #168
  jmp burst
@gold:
  ldx moth
  lda #$0050
  jsr addScore
  PLAY_EFFECT EFFECT_GOLD
  ldy #172
  jmp burst

stepBat:
  .a16
  .i16
  jsr moveThing
  lda thingTime,x
  asl a
  asl a
  jsr sineOf
  asl a
  ldx thing
  clc
  adc thingMore,x
  sta thingY,x
  lda thingX,x
  clc
  adc #24*16
  cmp #304*16
  bcc @here
  stz thingKind,x
  rts
@here:
  jmp hazard

stepWisp:
  .a16
  .i16
  jsr moveThing
  lda thingTime,x
  cmp #660
  bcc @hunts
  stz thingKind,x
  rts
@hunts:
  and #3
  bne @drift
  jsr chooseMoth
  ldx thing
  lda mothX,y
  cmp thingX,x
  bcc @left
  lda thingSpeedX,x
  cmp #15
  beq @vertical
  inc thingSpeedX,x
  bra @vertical
@left:
  lda thingSpeedX,x
  cmp #.loword(-15)
  beq @vertical
  dec thingSpeedX,x
@vertical:
  lda mothY,y
  cmp thingY,x
  bcc @up
  lda thingSpeedY,x
  cmp #13
  beq @drift
  inc thingSpeedY,x
  bra @drift
@up:
  lda thingSpeedY,x
  cmp #.loword(-13)
  beq @drift
  dec thingSpeedY,x
@drift:
  jmp hazard

; A player that lives in Y; things in odd places hunt the second.
chooseMoth:
  .a16
  .i16
  ldy #0
  lda mothLives
  beq @second
  lda mothLives+2
  beq @chosen
  lda thing
  and #2
  beq @chosen
@second:
  ldy #2
@chosen:
  rts

stepShort:
  .a16
  .i16
  jsr moveThing
  lda thingKind,x
  cmp #KIND_FIGURE
  beq @figure
  lda thingTime,x
  cmp #20
  bcc @stays
  stz thingKind,x
  rts
@figure:
  lda thingTime,x
  cmp #40
  bcc @stays
  stz thingKind,x
@stays:
  rts

; What hurts: the pulse ends it, and it ends a life.
hazard:
  .a16
  .i16
  ldx thing
  lda pulseStep
  beq @dark
  cmp #24
  bcs @dark
  jsr inPulse
  bcc @dark
  ldx pulseOwner
  lda #$0020
  jsr addScore
  PLAY_EFFECT EFFECT_CATCH
  ldy #170
  jmp burst
@dark:
  lda #14
  sta scratch+4
  lda #12
  sta scratch+6
  jsr touched
  bcc @missed
  ldx moth
  lda mothSafe,x
  bne @missed
.ifndef BENCH_PLAY
  dec mothLives,x
.endif
  jsr placeMothSafe
  PLAY_EFFECT EFFECT_HURT
  ldx moth
  lda mothX,x
  sta gotX
  lda mothY,x
  sta gotY
  lda #KIND_SPARKLE
  sta wanted
  jsr freeThing
  bcs @missed
  lda gotX
  sta thingX,x
  lda gotY
  sta thingY,x
@missed:
  rts

placeMothSafe:
  .a16
  lda #120
  sta mothSafe,x
  rts

; Carry set when thing X is in reach of the pulse.
inPulse:
  .a16
  .i16
  lda thingX,x
  jsr sixteenth
  sec
  sbc pulseX
  jsr absolute
  sta scratch
  lda thingY,x
  jsr sixteenth
  sec
  sbc pulseY
  jsr absolute
  clc
  adc scratch
  cmp #76
  bcs @far
  sec
  rts
@far:
  clc
  rts

absolute:
  .a16
  cmp #$8000
  bcc @positive
  eor #$ffff
  inc a
@positive:
  rts

; Carry set when a living player is nearer to the thing than scratch+4 and scratch+6 (pixels); `moth` is that player.
touched:
  .a16
  .i16
  ldy #2
@player:
  lda mothLives,y
  beq @next
  ldx thing
  lda mothX,y
  sec
  sbc thingX,x
  jsr absolute
  lsr a
  lsr a
  lsr a
  lsr a
  cmp scratch+4
  bcs @next
  lda mothY,y
  sec
  sbc thingY,x
  jsr absolute
  lsr a
  lsr a
  lsr a
  lsr a
  cmp scratch+6
  bcs @next
  sty moth
  ldx thing
  sec
  rts
@next:
  dey
  dey
  bpl @player
  ldx thing
  clc
  rts

; The thing becomes a sparkle, and a figure (tile Y) rises from it.
burst:
  .a16
  .i16
  sty scratch+8
  ldx thing
  lda #KIND_SPARKLE
  sta thingKind,x
  stz thingTime,x
  stz thingSpeedX,x
  stz thingSpeedY,x
  lda thingX,x
  sta gotX
  lda thingY,x
  sta gotY
  lda #KIND_FIGURE
  sta wanted
  jsr freeThing
  bcs @none
  lda gotX
  sta thingX,x
  lda gotY
  sec
  sbc #10*16
  sta thingY,x
  lda #.loword(-8)
  sta thingSpeedY,x
  lda scratch+8
  sta thingMore,x
@none:
  rts
