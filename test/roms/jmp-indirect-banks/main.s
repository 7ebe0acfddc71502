; JMP (a) and JMP [a] take the pointer from bank 0, JMP (a,X) and JSR (a,X) from the program bank.
; [fullsnes: CPU Jumps; 65816 data sheet]
.include "../lib/rom.inc"
title "BANKS OF INDIRECT JUMPS"

test:
  stz $00
  rep #$20
  lda #.loword(one)
  sta $10
  sep #$20
  jmp ($0010)
one:
  inc $00
  rep #$20
  lda #.loword(two)
  sta $12
  sep #$20
  lda #.bankbyte(two)
  sta $14
  jml [$0012]
two:
  inc $00
  ldx #$0002
  jmp (table,x)
wrong:
  poke $00, $80
three:
  inc $00
  ldx #$0004
  jsr (table,x)
  want8 $00, 4
  rtl
four:
  inc $00
  rts
table: .addr wrong, three, four
