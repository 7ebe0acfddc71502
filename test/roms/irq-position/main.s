; The H-IRQ comes at a fixed distance behind HTIME, so that 100 dots more in HTIME are 100 dots later.
; [anomie: timing, INTERRUPTS (HTIME + 3.5); fullsnes: $4207]
.include "../lib/rom.inc"
title "IRQ POSITION"

test:
  sleep_until 20, 60
  latch
  ldx h_pos
  stx $00
  ldx v_pos
  stx $06
  sleep_until 220, 60
  latch
  rep #$20
  lda h_pos
  sec
  sbc $00
  sta $02
  sep #$20
  want_range $02, 198, 202
  want16 $06, 60
  ; WAI ends 12 clocks after the IRQ at 14 + 4*20; the library's way back and the latch follow.
  note16 $00
  rtl
