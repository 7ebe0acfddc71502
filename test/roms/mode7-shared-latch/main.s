; The mode 7 registers share one "previous byte": a write to another of them between the two of M7A spoils it, BG scrolls do not.
; [fullsnes: $211B; Errata: multiplication and scroll writes]
; $210D writes the mode 7 scroll through the same latch.
.include "../lib/rom.inc"
title "MODE 7 SHARED LATCH"

test:
  poke $211b, $34
  poke $211d, $77 ; M7C: the latch is $77 now
  poke $211b, $12 ; M7A = $1277
  poke $211c, $01
  ldx $2134
  stx $00
  poke $211b, $34
  poke $210d, $66 ; BG1 scroll is the mode 7 scroll too
  poke $211b, $12 ; $1266
  poke $211c, $01
  ldx $2134
  stx $02
  poke $211b, $34
  poke $210f, $55 ; BG2 scroll has a latch of its own
  poke $211b, $12
  poke $211c, $01
  ldx $2134
  stx $04
  want16 $00, $1277
  want16 $02, $1266
  want16 $04, $1234
  rtl
