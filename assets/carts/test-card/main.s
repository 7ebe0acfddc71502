; Dotclock test card: pages for every picture mode, sprites, windows, sound and controllers. L and R or Start turn the pages.
.p816
.smart
.lorom
.header "DOTCLOCK TEST CARD", region=ntsc

SONG_COUNT = 0
.ifndef FIRST_PAGE
SOUND_LATER = 1         ; the first page is seen before the sound processor is loaded
.endif

.include "../common/registers.s"
.include "../common/memory.s"

page       = $40        ; word
pageTime   = $42        ; word
pageStep   = $44        ; word: routine of every picture
isText     = $46        ; word
shiftX     = $48        ; 4 words: BG1HOFS to BG4HOFS
matrix     = $50        ; 4 words: M7A to M7D
sizes      = $58        ; byte: OBSEL
mathSelect = $59        ; byte: CGWSEL
mathLayers = $5a        ; byte: CGADSUB
showMath   = $5b        ; byte: not 0 when the two above count
ownHdma    = $5c        ; byte: HDMAEN
showMatrix = $5d        ; byte
soundStep  = $5e        ; word
soundAt    = $60        ; word: registers to write
soundRest  = $62        ; word: pictures until the next step
sweep      = $64        ; word
serial     = $66        ; 4 words: what the ports send after the first 16 bits
autoPads   = $6e        ; 4 words: JOY1 to JOY4
gunX       = $76        ; word
gunY       = $78        ; word
index      = $7a        ; word
bits       = $7c        ; word
soundHere  = $7e        ; word: not 0 when the sound processor is loaded

VRAM_TEXT    = $5800
VRAM_LETTERS = $6000

.bank 0
.org $8000
.include "../common/start.s"
.include "../common/video.s"
.include "../common/sound.s"
.include "../common/window.s"
.include "pages.s"
.include "sound-page.s"
.include "pad-page.s"
.include "generated/pages.s"

sines:
  .incbin "generated/sines.bin"
pulseSizes:
  .incbin "generated/pulse.bin"
letterColours:
  .incbin "generated/letter-colours.bin"

soundBlocks:
  .word driverEnd-driverStart, DRIVER_BASE
  .faraddr driverImage
  .byte 0
  .word sampleImageEnd-sampleImage, SAMPLE_BASE
  .faraddr sampleImage
  .byte 0
  .word songImageEnd-songImage, SONG_BASE
  .faraddr songImage
  .byte 0
  .word 0

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

.include "generated/blobs.s"

.bank 7
.org $8000
letterTiles:
  .incbin "generated/letters.bin"
letterTilesEnd:
sampleImage:
  .incbin "generated/samples.bin"
sampleImageEnd:
songImage:
  .incbin "generated/songs.bin"
songImageEnd:
driverImage:
.include "../common/driver.s"
