; $4213 reads the programmable port back; bit 7 of $4201 switches the counter latch.
; [fullsnes: $4201, $4213, $2137]
.include "../lib/rom.inc"
title "PROGRAMMABLE PORT"

test:
  poke $4201, $ff
  lda $213f
  lda $213f
  and #$40
  sta $00
  poke $4201, $7f ; 1 to 0 latches
  poke $4201, $ff
  lda $213f
  and #$40
  sta $01
  lda $213f
  and #$40
  sta $02
  poke $4201, $7f
  lda $213f
  lda $4213
  and #$80
  sta $03
  poke $4201, $ff
  lda $213f
  want8 $00, $00
  want8 $01, $40
  want8 $02, $00
  want8 $03, $00
  rtl
