; HiROM: banks $C0-$FF hold 64 KiB each, $40-$7D the same, and $00-$3F and $80-$BF their upper halves.
; [fullsnes: SNES Cartridge Memory, HiROM]
; The image is 128 KiB long and repeats from $C2. The test runs in bank $C1, where no register answers.
HIROM = 1
.include "../lib/rom.inc"
title "HIROM MAPPING"

test:
  ldx #$0000
@byte:
  lda f:$c08000,x
  cmp f:$008000,x
  bne @differs
  cmp f:$808000,x
  bne @differs
  cmp f:$408000,x
  bne @differs
  cmp f:$c28000,x
  bne @differs
  inx
  cpx #$0800
  bne @byte
@differs:
  stx $10
  lda f:low_mark
  sta $12
  lda f:low_mark - $800000
  sta $13
  lda f:upper_mark
  sta $14
  lda f:upper_mark - $800000
  sta $15
  lda f:$018000
  sta $16
  lda f:$818000
  sta $17
  lda f:$c38000
  sta $18
  want16 $10, $0800 ; bytes that are the same
  want8 $12, $5a
  want8 $13, $5a
  want8 $14, $a7
  want8 $15, $a7
  want8 $16, $a7
  want8 $17, $a7
  want8 $18, $a7
  rtl
low_mark: .byte $5a

.org $8000
upper_mark: .byte $a7
