; Battery RAM of 8 KiB stands in banks $70-$7D of a LoROM cartridge and repeats every 8 KiB.
; [fullsnes: SNES Cartridge Memory, LoROM]
SRAM_KIB = 8
.include "../lib/rom.inc"
title "BATTERY RAM MIRRORS"

test:
  lda #$5a
  sta f:$700123
  lda #$a5
  sta f:$701fff
  lda f:$702123
  sta $00
  lda f:$710123
  sta $01
  lda f:$707fff
  sta $02
  lda #$77
  sta f:$704123
  lda f:$700123
  sta $03
  want8 $00, $5a
  want8 $01, $5a
  want8 $02, $a5
  want8 $03, $77
  rtl
