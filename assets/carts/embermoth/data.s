; Pictures, colours and sound, made by the tools.

SKY_SIZE  = 561
TURN_SIZE = 396

.bank 1
.org $8000
meadowMemory:
  .incbin "generated/meadow.bin"

.bank 2
.org $8000
turnTables:
  .incbin "generated/turns.bin"
landColours:
  .incbin "generated/land-colours.bin"
pulseSizes:
  .incbin "generated/pulse.bin"
hazeTable:
  .incbin "generated/haze.bin"

.bank 3
.org $8000
skyTable0:
  .incbin "generated/sky.bin"
spriteTiles:
  .incbin "generated/sprites.bin"
spriteTilesEnd:
spriteColours:
  .incbin "generated/sprite-colours.bin"

.bank 4
.org $8000
nearTiles:
  .incbin "generated/near-tiles.bin"
nearTilesEnd:
farTiles:
  .incbin "generated/far-tiles.bin"
farTilesEnd:

.bank 5
.org $8000
nearMap:
  .incbin "generated/near-map.bin"
farMap:
  .incbin "generated/far-map.bin"
logoTiles:
  .incbin "generated/logo-tiles.bin"
logoTilesEnd:
logoMap:
  .incbin "generated/logo-map.bin"
logoColours:
  .incbin "generated/logo-colours.bin"
meadowColours:
  .incbin "generated/meadow-colours.bin"
fontTiles:
  .incbin "generated/font.bin"
fontTilesEnd:
sampleImage:
  .incbin "generated/samples.bin"
sampleImageEnd:
songImage:
  .incbin "generated/songs.bin"
songImageEnd:
driverImage:
.include "../common/driver.s"
