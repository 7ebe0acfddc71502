; Sound: each voice, both sides, a sweep, noise, echo, one after the other.

SOUND_REST = 56

initSound:
  .a16
  .i16
  inc isText
  stz soundStep
  stz soundRest
  stz soundAt
  stz sweep
  lda #$2000
  sta textAttr
  PRINT textSoundPage, 2, 3
  ldy #0
@names:
  phy
  tya
  asl a
  tax
  lda soundNames,x
  tax
  tya
  xba
  lsr a
  lsr a                         ; a row of 64 bytes
  clc
  adc #5*64+10
  tay
  lda #$2000
  sta textAttr
  jsr print
  ply
  iny
  cpy #SOUND_STEPS
  bne @names
  rts

stepSound:
  .a16
  .i16
  lda #2048
  sta textRows
  jsr sendRegisters
  lda sweep
  beq @noSweep
  lda pageTime
  and #1
  bne @noSweep
  lda sweep
  cmp #$3f
  bcs @noSweep
  inc sweep
  tay
  lda #$0303                    ; the high byte of voice 0's pitch
  jsr soundCommand
@noSweep:
  lda soundRest
  beq @next
  dec soundRest
  rts
@next:
  lda #SOUND_REST
  sta soundRest
  stz sweep
  ldy #0
@mark:                          ; the mark before the name that sounds
  tya
  xba
  lsr a
  lsr a
  tax
  lda #0
  cpy soundStep
  bne @blank
  lda #$2400+'>'-32
@blank:
  sta textMap+5*64+6,x
  iny
  cpy #SOUND_STEPS
  bne @mark
  lda soundStep
  asl a
  tax
  lda soundLists,x
  sta soundAt
  lda soundStep
  cmp #SWEEP_STEP
  bne @steady
  lda #1
  sta sweep
@steady:
  inc soundStep
  lda soundStep
  cmp #SOUND_STEPS
  bcc @more
  stz soundStep
@more:
  rts

; Up to four registers of the list, when the queue is empty. A pair is register, value; $ff ends.
sendRegisters:
  .a16
  .i16
  ldx soundAt
  beq @none
  lda soundHead
  cmp soundTail
  bne @none
  lda #4
  sta scratch
@pair:
  lda a:0,x
  and #$ff
  cmp #$ff
  beq @end
  lda a:1,x
  and #$ff
  tay
  lda a:0,x
  xba
  and #$ff00
  ora #$0003
  phx
  jsr soundCommand
  plx
  inx
  inx
  dec scratch
  bne @pair
  stx soundAt
  rts
@end:
  stz soundAt
@none:
  rts

; A voice: silence before, volumes, pitch, sample, envelope, key on.
.macro VOICE_LIST number, left, right, pitch
  .byte $5c,$ff, $3d,$00, $4d,$00, number*16,left, number*16+1,right, number*16+2,<pitch, number*16+3,>pitch
  .byte number*16+4,9, number*16+5,$ff, number*16+6,$e0, $5c,$00, $4c,1<<number
.endmacro

list0:
  VOICE_LIST 0, $40, $40, $0800
  .byte $ff
list1:
  VOICE_LIST 1, $40, $40, $08fb
  .byte $ff
list2:
  VOICE_LIST 2, $40, $40, $0a14
  .byte $ff
list3:
  VOICE_LIST 3, $40, $40, $0aae
  .byte $ff
list4:
  VOICE_LIST 4, $40, $40, $0bfc
  .byte $ff
list5:
  VOICE_LIST 5, $40, $40, $0d74
  .byte $ff
list6:
  VOICE_LIST 6, $40, $40, $0f1a
  .byte $ff
list7:
  VOICE_LIST 7, $40, $40, $1000
  .byte $ff
listLeft:
  VOICE_LIST 0, $60, $00, $1000
  .byte $ff
listRight:
  VOICE_LIST 0, $00, $60, $1000
  .byte $ff
listSweep:
  VOICE_LIST 0, $40, $40, $0100
  .byte $ff
listNoise:
  VOICE_LIST 0, $30, $30, $1000
  .byte $6c,$1c, $3d,$01, $ff
listEcho:
  VOICE_LIST 0, $40, $40, $1000
  .byte $6c,$00, $4d,$01, $05,$ff, $06,$56, $04,3, $5c,$01, $5c,$00, $4c,$01, $ff
listEnd:
  .byte $5c,$ff, $ff

soundLists:
  .word .loword(list0), .loword(list1), .loword(list2), .loword(list3), .loword(list4), .loword(list5), .loword(list6)
  .word .loword(list7), .loword(listLeft), .loword(listRight), .loword(listSweep), .loword(listNoise), .loword(listEcho)
  .word .loword(listEnd)
SOUND_STEPS = 14
SWEEP_STEP = 10

soundNames:
  .word .loword(name0), .loword(name1), .loword(name2), .loword(name3), .loword(name4), .loword(name5), .loword(name6)
  .word .loword(name7), .loword(nameLeft), .loword(nameRight), .loword(nameSweep), .loword(nameNoise), .loword(nameEcho)
  .word .loword(nameEnd)

textSoundPage:
  .asciiz "SOUND"
name0:
  .asciiz "VOICE 0  250 HZ"
name1:
  .asciiz "VOICE 1  281 HZ"
name2:
  .asciiz "VOICE 2  315 HZ"
name3:
  .asciiz "VOICE 3  334 HZ"
name4:
  .asciiz "VOICE 4  375 HZ"
name5:
  .asciiz "VOICE 5  420 HZ"
name6:
  .asciiz "VOICE 6  472 HZ"
name7:
  .asciiz "VOICE 7  500 HZ"
nameLeft:
  .asciiz "LEFT"
nameRight:
  .asciiz "RIGHT"
nameSweep:
  .asciiz "SWEEP"
nameNoise:
  .asciiz "NOISE"
nameEcho:
  .asciiz "ECHO"
nameEnd:
  .asciiz "SILENCE"
