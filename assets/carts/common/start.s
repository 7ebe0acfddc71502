; Start of a cart: every register and memory gets a known value, whatever was there at power-on.

resetEntry:
  sei
  clc
  xce
  cld
  rep #$38
  .a16
  .i16
  ldx #stackTop
  txs
  lda #0
  tcd
  phk
  plb
  sep #$20
  .a8
  stz NMITIMEN
  stz HDMAEN
  stz MDMAEN
  stz MEMSEL
  lda #$ff
  sta WRIO
  lda #$8f
  sta INIDISP
  jsr clearRegisters
  jsr clearMemories
  rep #$30
  .a16
  lda #$ace1
  sta randomWord
  sep #$20
  .a8
  lda STAT78
  and #$10
  sta isPal
  lda #1
  sta loading
  rep #$30
  .a16
.ifndef SOUND_LATER
  jsr uploadSound
.endif
  jmp main

; All registers of both picture chips.
clearRegisters:
  .a8
  .i16
  ldx #$2101
@one:
  stz a:0,x
  inx
  cpx #$210d
  bne @one
@scroll:                        ; scroll registers take two writes
  stz a:0,x
  stz a:0,x
  inx
  cpx #$2115
  bne @scroll
  lda #$80
  sta VMAIN
  stz M7SEL
  ldx #$211b
@matrix:
  stz a:0,x
  stz a:0,x
  inx
  cpx #$2121
  bne @matrix
  ldx #W12SEL
@window:
  stz a:0,x
  inx
  cpx #CGWSEL
  bne @window
  stz CGWSEL
  stz CGADSUB
  lda #$e0
  sta COLDATA
  stz SETINI
  rts

; Work RAM, video RAM, colours and sprites.
clearMemories:
  .a8
  .i16
  ply                           ; the stack is in the memory that goes
  stz WMADDL
  stz WMADDL+1
  stz WMADDH
  ldx #$8008                    ; one byte of ROM to one register
  stx DMAP0
  ldx #zeroByte
  stx A1T0L
  lda #^zeroByte
  sta A1B0
  ldx #0                        ; 64 KB, twice
  stx DAS0L
  lda #1
  sta MDMAEN
  stx DAS0L
  sta MDMAEN
  phy
  ldx #0
  stx VMADDL
  stx DAS0L
  ldx #$1809                    ; words to $2118
  stx DMAP0
  lda #1
  sta MDMAEN
  stz CGADD
  ldx #$2208
  stx DMAP0
  ldx #512
  stx DAS0L
  sta MDMAEN
  ldx #0
  stx OAMADDL
  ldx #$0408
  stx DMAP0
  ldx #544
  stx DAS0L
  sta MDMAEN
  rts

zeroByte:
  .word 0
