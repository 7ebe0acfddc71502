import { makeCart } from './make-cart.ts';

/** Lines of the picture in each band of the play cart. */
export const BAND_LINES = 56;

/**
 * A cart whose picture is four bands of one colour, `BAND_LINES` each: the console's region (50 Hz green, 60 Hz red), a byte of work RAM as it was at
 * power-on (grey by its five upper bits), where the Super Scope last hit (blue; red by H / 16, green by V / 8; black before), and the field (first red,
 * second blue) with interlace.
 */
const SOURCE = `
.smart on
.lorom
.header "DOTCLOCK PLAY CART", region=usa
.vector reset, reset
.vector nmi, nothing
.vector enmi, nothing
.vector irq, nothing
.vector eirq, nothing
.bank 0
.org $8000
table = $0200
reset:
  sei
  clc
  xce
  rep #$10
  sep #$20
  lda #$8f
  sta $2100
  lda $7e5678
  sta $10
  ldx #$0000
@copy:
  lda f:first,x
  sta table,x
  inx
  cpx #first_end-first
  bne @copy
  lda #$01
  sta $2133
  stz $212c
  stz $212d
  stz $2130
  stz $2131
  ; Red or green.
  ldx #$001f
  lda $213f
  and #$10
  beq @ntsc
  ldx #$03e0
@ntsc:
  stx table+3
  ; Grey of the byte.
  lda $10
  lsr a
  lsr a
  lsr a
  rep #$20
  and #$001f
  sta $12
  asl a
  asl a
  asl a
  asl a
  asl a
  ora $12
  sta $14
  asl a
  asl a
  asl a
  asl a
  asl a
  ora $12
  sta table+8
  sep #$20
  lda #$03
  sta $4300
  lda #$21
  sta $4301
  ldx #table
  stx $4302
  lda #$7e
  sta $4304
  lda #$01
  sta $4200
  sta $420c
  lda #$0f
  sta $2100
frame:
@drawn:
  lda $4212
  bpl @drawn
  ; The field that comes is the other one.
  ldx #$001f
  lda $213f
  sta $16
  bpl @second
  bra @colour
@second:
  ldx #$7c00
@colour:
  stx table+18
  ; The pads are read in this vertical blank: a shot is told of once.
@begun:
  lda $4212
  and #$01
  beq @begun
@read:
  lda $4212
  and #$01
  bne @read
  bit $16
  bvc @not_latched
  lda $213c
  sta $18
  lda $213c
  and #$01
  sta $19
  lda $213d
  sta $1a
  lda $213d
  and #$01
  sta $1b
@not_latched:
  lda $421b
  bpl @blank
  rep #$20
  lda $18
  lsr a
  lsr a
  lsr a
  lsr a
  sta $1c
  lda $1a
  lsr a
  lsr a
  lsr a
  asl a
  asl a
  asl a
  asl a
  asl a
  ora $1c
  ora #$7c00
  sta table+13
  sep #$20
@blank:
  lda $4212
  bmi @blank
  bra frame
nothing:
  rti
first:
  .byte 56, 0, 0, 0, 0
  .byte 56, 0, 0, 0, 0
  .byte 56, 0, 0, 0, 0
  .byte 56, 0, 0, 0, 0
  .byte 0
first_end:
`;

/** The cart's image. */
export function playCart(): Uint8Array {
  return makeCart(SOURCE);
}
