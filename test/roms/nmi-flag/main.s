; $4210 bit 7 is set when vertical blank begins, cleared by reading and at its end.
; [fullsnes: $4210; anomie: timing]
.include "../lib/rom.inc"
title "NMI FLAG"

test:
  wait_line 100
  lda $4210
  lda $4210
  and #$80
  sta $00
  wait_line 230
  lda $4210
  and #$80
  sta $01
  lda $4210
  and #$80
  sta $02
  wait_line 100
  wait_line 230
  wait_line 10 ; not read: line 0 clears it
  lda $4210
  and #$80
  sta $03
  want8 $00, $00
  want8 $01, $80
  want8 $02, $00
  want8 $03, $00
  rtl
