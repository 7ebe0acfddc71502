; A load for the S-CPU alone: the sieve, multiplication by shifts, memory moves. The picture is one colour that changes with each round.
.p816
.smart
.lorom
.header "DOTCLOCK BENCH CPU", region=ntsc

SIEVE  = $2000              ; 8,192 bytes
source = $00
target = $02
rounds = $04

.bank 0
.org $8000
resetEntry:
  sei
  clc
  xce
  rep #$38
  .a16
  .i16
  ldx #$1fff
  txs
  lda #0
  tcd
  phk
  plb
  stz rounds
  sep #$20
  .a8
  lda #$8f
  sta $2100
  stz $4200
  stz $420c
  rep #$20
  .a16
@round:
  ldx #$1ffe                ; every number may be prime
@fill:
  stz SIEVE,x
  dex
  dex
  bpl @fill
  ldy #2
@candidate:
  tyx
  sep #$20
  .a8
  lda $7e0000+SIEVE,x
  rep #$20
  .a16
  bne @composite
  sty source
  tya
@multiple:
  clc
  adc source
  cmp #$2000
  bcs @composite
  tax
  sep #$20
  .a8
  lda #1
  sta $7e0000+SIEVE,x
  rep #$20
  .a16
  bra @multiple
@composite:
  iny
  cpy #$0200
  bne @candidate
  ldx #200                  ; products by shifts
@product:
  stx source
  lda #$1234
  sta target
  lda #0
@bit:
  lsr source
  bcc @even
  clc
  adc target
@even:
  asl target
  ldy source
  bne @bit
  dex
  bne @product
  ldx #SIEVE
  ldy #$6000
  lda #$0fff
  mvn $7e,$7e
  phk
  plb
  inc rounds
  sep #$20
  .a8
  stz $2121
  lda rounds
  sta $2122
  stz $2122
  lda #$0f
  sta $2100
  rep #$20
  .a16
  jmp @round

emptyInterrupt:
  rti

.vector reset, resetEntry
.vector nmi, emptyInterrupt
.vector irq, emptyInterrupt
