; $2115 bits 2-3 turn address bits round for 2, 4 and 8 bits a pixel.
; [fullsnes: $2115 address translation]
.include "../lib/rom.inc"
title "VRAM ADDRESS REMAPPING"

test:
  poke $2115, $84 ; aaaaaaaaYYYxxxxx -> aaaaaaaaxxxxxYYY
  vram_address $1234 ; low byte $34 = YYY 001, xxxxx 10100 -> $a1
  poke16 $2118, $aaaa
  poke $2115, $88 ; aaaaaaaYYYxxxxxx -> aaaaaaaxxxxxxYYY
  vram_address $1334 ; low 9 bits $134 = YYY 100, xxxxxx 110100 -> $1a4
  poke16 $2118, $bbbb
  poke $2115, $8c ; aaaaaaYYYxxxxxxx -> aaaaaaxxxxxxxYYY
  vram_address $1734 ; low 10 bits $334 = YYY 110, xxxxxxx 0110100 -> $1a6
  poke16 $2118, $cccc
  poke $2115, $80
  vram_address $12a1
  ldx $2139
  stx $00
  vram_address $13a4
  ldx $2139
  stx $02
  vram_address $15a6
  ldx $2139
  stx $04
  want16 $00, $aaaa
  want16 $02, $bbbb
  want16 $04, $cccc
  rtl
