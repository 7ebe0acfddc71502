/** Bytes of the boot program, at $FFC0 to $FFFF. */
export const IPL_SIZE = 64;

/**
 * Our own boot program for the published upload protocol: $AA/$BB when ready, a kick of $CC, then commands - address in ports 2 and 3, kind
 * in port 1, acknowledged in port 0 - of which 0 jumps and anything else takes a block, byte by byte, each when port 0 shows its index.
 * See docs/adr/0002-own-ipl.md. [fullsnes: SNES APU Main CPU Communication Port, Uploader]
 */
// prettier-ignore
export const OWN_IPL: readonly number[] = [
  // FFC0: stack at $EF, zero page cleared.
  0xcd, 0xef,       // start:   mov x,#$ef
  0xbd,             //          mov sp,x
  0xe8, 0x00,       //          mov a,#0
  0xc6,             // clear:   mov (x),a
  0x1d,             //          dec x
  0xd0, 0xfc,       //          bne clear
  // FFC9: ready.
  0xe8, 0xaa,       // ready:   mov a,#$aa
  0x8d, 0xbb,       //          mov y,#$bb
  0xda, 0xf4,       //          movw $f4,ya
  0x78, 0xcc, 0xf4, // kick:    cmp $f4,#$cc
  0xd0, 0xfb,       //          bne kick
  // FFD4: one command. Its kind is read before the echo: after that the uploader may write on.
  0xba, 0xf6,       // command: movw ya,$f6
  0xda, 0x00,       //          movw $00,ya
  0xf8, 0xf5,       //          mov x,$f5
  0xe4, 0xf4,       //          mov a,$f4
  0xc4, 0xf4,       //          mov $f4,a
  0x7d,             //          mov a,x
  0xfd,             //          mov y,a
  0xd0, 0x03,       //          bne block
  0x1f, 0x00, 0x00, //          jmp [$0000+x]
  // FFE5: a block; Y is the index.
  0xeb, 0xf4,       // block:   mov y,$f4
  0xd0, 0xfc,       //          bne block
  0x7e, 0xf4,       // poll:    cmp y,$f4
  0xd0, 0x0d,       //          bne other
  0xe4, 0xf5,       //          mov a,$f5
  0xcb, 0xf4,       //          mov $f4,y
  0xd7, 0x00,       //          mov [$00]+y,a
  0xfc,             //          inc y
  0xd0, 0xf3,       //          bne poll
  0xab, 0x01,       //          inc $01
  0x2f, 0xef,       //          bra poll
  0x10, 0xed,       // other:   bpl poll
  0x2f, 0xd6,       //          bra command
  0xc0, 0xff,       // reset vector
];
