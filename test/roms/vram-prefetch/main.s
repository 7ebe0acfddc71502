; VRAM reads come from a word that was fetched when the address was set or last stepped.
; [fullsnes: $2139; anomie: snes_registers]
.include "../lib/rom.inc"
title "VRAM PREFETCH"

test:
  poke $2115, $80
  vram_address $0000
  poke16 $2118, $1111
  poke16 $2118, $2222
  poke16 $2118, $3333
  vram_address $0000
  ldx $2139
  stx $00 ; the fetched word 0
  ldx $2139
  stx $02 ; word 0 again: it was fetched before the step
  ldx $2139
  stx $04
  vram_address $0000
  poke16 $2118, $4444 ; a write does not fetch
  ldx $2139
  stx $06
  want16 $00, $1111
  want16 $02, $1111
  want16 $04, $2222
  want16 $06, $1111
  rtl
