; Indirect HDMA takes its bytes from where the entry points; without repetition the pointer serves one line.
; [fullsnes: HDMA table format]
.include "../lib/rom.inc"
title "HDMA INDIRECT TABLES"

test:
  stz $420c
  poke16 $2181, $3000
  stz $2183
  hdma_channel 0, $41, $80, table
  poke $4307, .bankbyte(data_1)
  poke $4301, $81 ; mode 1 to $2181 and $2182: sets the address of work RAM
  hdma_channel 1, $40, $80, table_2
  poke $4317, .bankbyte(data_2)
  wait_line 240
  poke $420c, $03
  wait_line 230
  stz $420c
  rep #$20
  lda f:$7e3200
  sta $00
  lda f:$7e3300
  sta $02
  lda f:$7e3302
  sta $04
  sep #$20
  want8 $00, $71
  want16 $02, $7372
  want8 $04, $74
  rtl

table:
  .byte 1
  .addr data_1
  .byte 3
  .addr data_1+2
  .byte 0
table_2:
  .byte $81
  .addr data_2
  .byte $83
  .addr data_2+1
  .byte 0
data_1: .word $3200, $3300
data_2: .byte $71, $72, $73, $74
