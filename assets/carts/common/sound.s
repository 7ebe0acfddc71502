; The S-CPU's half of the sound: loading the driver through the boot program, and a queue of commands.

; Waits until the sound processor's first port answers A.
.macro WAIT_PORT
:
  cmp APUIO0
  bne :-
.endmacro

; Loads all blocks of `soundBlocks` and starts the driver. [fullsnes: SNES APU Main CPU Communication Port, Boot ROM]
uploadSound:
  .a16
  .i16
  lda #$bbaa
@boot:
  cmp APUIO0
  bne @boot
  ldx #0
  sep #$20
  .a8
  lda #$cc
  sta scratch+8                 ; the next "kick"
@block:
  rep #$20
  .a16
  lda soundBlocks,x             ; length, 0 at the end
  beq @start
  sta scratch
  lda soundBlocks+2,x
  sta APUIO2
  lda soundBlocks+4,x
  sta scratch+4
  sep #$20
  .a8
  lda soundBlocks+6,x
  sta scratch+6
  lda #1
  sta APUIO1
  lda scratch+8
  sta APUIO0
  WAIT_PORT
  ldy #0
@byte:
  lda [scratch+4],y
  sta APUIO1
  tya
  sta APUIO0
  WAIT_PORT
  iny
  cpy scratch
  bne @byte
  inc a                         ; a kick is not 0 and not the next index
  inc a
  inc a
  bne @kick
  lda #3
@kick:
  sta scratch+8
  rep #$20
  .a16
  txa
  clc
  adc #8
  tax
  sep #$20
  .a8
  bra @block
@start:
  .a16
  lda #driverStart
  sta APUIO2
  sep #$20
  .a8
  stz APUIO1
  lda scratch+8
  sta APUIO0
  WAIT_PORT
  sta soundSeq
  lda #$5a
@ready:
  cmp APUIO1
  bne @ready
  rep #$20
  .a16
  rts

; Queues the command in A (low byte command, high byte its argument) with the second argument in Y. Keeps X.
soundCommand:
  .a16
  .i16
  phx
  ldx soundHead
  sta soundQueue,x
  tya
  sta soundQueue+2,x
  txa
  clc
  adc #4
  and #$3f
  cmp soundTail
  beq @full
  sta soundHead
@full:
  plx
  rts

.macro PLAY_SONG number
  lda #$0001+(number<<8)
  ldy #0
  jsr soundCommand
.endmacro

.macro PLAY_EFFECT number
  lda #$0002+(number<<8)
  ldy #0
  jsr soundCommand
.endmacro

; In vertical blank: the next command, when the last was taken.
sendSound:
  .a8
  .i16
.ifdef SOUND_LATER
  lda soundHere
  beq @none
.endif
  ldx soundTail
  cpx soundHead
  beq @none
  lda soundSeq
  cmp APUIO0
  bne @none
  lda soundQueue,x
  sta APUIO1
  lda soundQueue+1,x
  sta APUIO2
  lda soundQueue+2,x
  sta APUIO3
  inc soundSeq
  lda soundSeq
  sta APUIO0
  rep #$20
  .a16
  txa
  clc
  adc #4
  and #$3f
  sta soundTail
  sep #$20
  .a8
@none:
  rts
