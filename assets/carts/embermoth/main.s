; Embermoth: gather the falling stars until dawn.
; LoROM, 256 KB, battery RAM for the best scores. One or two players.
.p816
.smart
.lorom
.header "EMBERMOTH", sram=2, region=ntsc

SONG_COUNT = 4
SONG_MEADOW = 0
SONG_FLIGHT = 1
SONG_DAWN = 2
SONG_NIGHTFALL = 3
EFFECT_STAR = 0
EFFECT_GOLD = 1
EFFECT_HURT = 2
EFFECT_PULSE = 3
EFFECT_CATCH = 4
EFFECT_SELECT = 5
EFFECT_JOIN = 6
EFFECT_PAUSE = 7

.include "../common/registers.s"
.include "../common/memory.s"
.include "variables.s"

.bank 0
.org $8000
.include "../common/start.s"
.include "../common/video.s"
.include "../common/sound.s"
.include "../common/window.s"
.include "screens.s"
.include "title.s"
.include "play.s"
.include "things.s"
.include "draw.s"
.include "scores.s"
.include "tables.s"

emptyInterrupt:
  rti

.vector reset, resetEntry
.vector nmi, nmiEntry
.vector irq, emptyInterrupt
.vector cop, emptyInterrupt
.vector brk, emptyInterrupt
.vector abort, emptyInterrupt
.vector enmi, emptyInterrupt
.vector eirq, emptyInterrupt
.vector ecop, emptyInterrupt

.include "data.s"
