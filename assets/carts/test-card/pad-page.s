; Controllers: what both ports answer, whatever is connected.

initPads:
  .a16
  .i16
  inc isText
  lda #$2000
  sta textAttr
  PRINT textPads, 2, 3
  PRINT textLetters, 4, 14
  PRINT textPort1, 5, 3
  PRINT textPort2, 7, 3
  PRINT textTap2, 9, 3
  PRINT textTap3, 11, 3
  PRINT textTap4, 13, 3
  PRINT textMouse, 16, 3
  PRINT textGun, 18, 3
  PRINT textKinds, 20, 3
stepPads:
  .a16
  .i16
  lda #2048
  sta textRows
  lda autoPads
  ldy #5*64+28
  jsr showBits
  lda autoPads+2
  ldy #7*64+28
  jsr showBits
  lda autoPads+6                ; data 2 of port 2: a multitap's second pad
  ldy #9*64+28
  jsr showBits
  lda serial+4                  ; ones alone: a pad that has sent all it has
  cmp #$ffff
  bne @tap
  lda #0
@tap:
  ldy #11*64+28
  jsr showBits
  lda serial+6
  ldy #13*64+28
  jsr showBits
  lda #$2400
  sta textAttr
  lda autoPads
  ldx serial
  jsr mouseOnly
  ldy #16*64+28
  jsr printDigits
  iny
  iny
  lda autoPads+2
  ldx serial+2
  jsr mouseOnly
  jsr printDigits
  lda gunX
  ldy #18*64+28
  jsr printDigits
  iny
  iny
  lda gunY
  jsr printDigits
  lda #$2400
  sta textAttr
  lda autoPads                  ; the kinds by their numbers
  ldy #20*64+28
  jsr showKind
  iny
  iny
  lda autoPads+2
  jmp showKind

; X in A when the device that answered A is a mouse, else 0.
mouseOnly:
  .a16
  .i16
  and #$000f
  cmp #1
  beq @mouse
  ldx #0
@mouse:
  txa
  rts

; The kind of the device that answered A, at byte Y.
showKind:
  .a16
  .i16
  and #$000f
  ldx #.loword(textPad)
  cmp #0
  beq @known
  ldx #.loword(textIsMouse)
  cmp #1
  beq @known
  ldx #.loword(textIsOther)
@known:
  jmp print

; Sixteen bits of A, highest first, at byte Y.
showBits:
  .a16
  .i16
  sta bits
  ldx #16
@bit:
  asl bits
  lda #$2800+'.'-32
  bcc @put
  lda #$2400+'#'-32
@put:
  sta textMap,y
  iny
  iny
  dex
  bne @bit
  rts

; In vertical blank, after the automatic reading: all it found, and what more there is.
readDevices:
  .a8
  .i16
@busy:
  lda HVBJOY
  and #1
  bne @busy
  lda STAT78                    ; the place that a light gun latched
  and #$40
  beq @noGun
  lda STAT78
  lda OPHCT
  sta gunX
  lda OPHCT
  and #1
  sta gunX+1
  lda OPVCT
  sta gunY
  lda OPVCT
  and #1
  sta gunY+1
@noGun:
  ldx #6
@copy:
  ldy JOY1L,x
  sty autoPads,x
  dex
  dex
  bpl @copy
  ldx #0                        ; sixteen more bits of both ports: a mouse's movement
  stx serial
  stx serial+2
  ldx #16
@more:
  lda JOYSER0
  lsr a
  rol serial
  rol serial+1
  lda JOYSER1
  lsr a
  rol serial+2
  rol serial+3
  dex
  bne @more
  ldx #0                        ; a multitap's other half
  stx serial+4
  stx serial+6
  lda #$7f
  sta WRIO
  ldx #16
@tap:
  lda JOYSER1
  lsr a
  rol serial+4
  rol serial+5
  lsr a
  rol serial+6
  rol serial+7
  dex
  bne @tap
  lda #$ff
  sta WRIO
  lda STAT78                    ; the select line latched the counters: forget it
  rts

textPads:
  .asciiz "CONTROLLERS"
textLetters:
  .asciiz "BYSTUDLRAXLRIIII"
textPort1:
  .asciiz "PORT 1"
textPort2:
  .asciiz "PORT 2"
textTap2:
  .asciiz "TAP 2"
textTap3:
  .asciiz "TAP 3"
textTap4:
  .asciiz "TAP 4"
textMouse:
  .asciiz "MOUSE YX"
textGun:
  .asciiz "GUN X Y"
textKinds:
  .asciiz "KINDS"
textPad:
  .asciiz "PAD  "
textIsMouse:
  .asciiz "MOUSE"
textIsOther:
  .asciiz "OTHER"
