; BRK and COP skip their signature byte, set I, clear D and use their own vectors in native mode.
; [65816 data sheet; fullsnes: CPU Exceptions]
.include "../lib/rom.inc"
title "BRK AND COP"

test:
  hook brk_hook, by_brk
  hook cop_hook, by_cop
  stz $00
  stz $01
  cli
  sed
  brk $ea
  lda $00
  cop $ea
  cld
  sei
  want8 $00, $04 ; I set, D clear in the handler
  want8 $01, $04
  want8 $02, $08 ; and D set again after RTI
  rtl

by_brk:
  php
  pla
  and #$0c
  sta $00
  rti

by_cop:
  php
  pla
  and #$0c
  sta $01
  lda $01,s
  and #$0c
  sta $02
  rti
