; The game's own work RAM.
state        = $40        ; word: what `main` runs, times two
stateTime    = $42        ; word: steps in this state
titlePage    = $44        ; word: not 0 shows the best scores
nightTime    = $46        ; word: steps of the night so far
phase        = $48        ; word: 0 to 31
phaseTime    = $4a        ; word: steps until the next phase
phaseShown   = $4c        ; word: the phase whose colours are on the screen
spawnTime    = $4e        ; word: steps until the next thing appears
landScroll   = $50        ; word: sixteenths of a pixel
pausedGame   = $52        ; word
skyPointer   = $54        ; word: HDMA table of the sky
turnPointer  = $56        ; word: HDMA table of M7A and M7B; M7C and M7D follow
pulseStep    = $58        ; word: 0 none, else 1 to 32
pulseOwner   = $5e        ; word: 0 or 2
pulseLines   = $60        ; word: buffers that still show a pulse
glowRed      = $66        ; byte each: COLDATA of the pulse
glowGreen    = $67
glowBlue     = $68
moth         = $6a        ; word: player that is worked on, 0 or 2
thing        = $6c        ; word: thing that is worked on
wanted       = $6e        ; word: kind to be made
gotX         = $70        ; word
gotY         = $72        ; word
entryPlayer  = $74        ; word: whose name is entered
entryRank    = $76        ; word: place among the best, times eight
entryLetter  = $78        ; word: 0 to 2
entryName    = $7a        ; 3 bytes
overKind     = $7e        ; word: 0 the lights are out, 1 dawn
meadowX      = $80        ; word
meadowY      = $82        ; word
turnStep     = $84        ; word
steps        = $86        ; word: steps to run for this picture
videoKind    = $88        ; byte: 0 the meadow, 1 the land
nearX        = $8a        ; word
farX         = $8c        ; word
bonus        = $8e        ; word

; Two of each, by player
mothJoined   = $0100
mothLives    = $0104
mothX        = $0108      ; sixteenths of a pixel, centre
mothY        = $010c
mothSafe     = $0110      ; steps for which nothing hurts
mothCharge   = $0114      ; 0 to 240
mothScore    = $0118      ; low four digits
mothScoreHi  = $011c      ; high four digits
mothLean     = $0120
saveCopy     = $0140      ; what the battery RAM holds, SAVE_SIZE bytes
scrollTable  = $0190      ; HDMA table of $210D to $2110

THINGS       = 32
thingKind    = $0200      ; 0 none
thingX       = $0240      ; sixteenths of a pixel, centre
thingY       = $0280
thingSpeedX  = $02c0
thingSpeedY  = $0300
thingTime    = $0340
thingMore    = $0380      ; by kind: a bat's height, a figure's picture


KIND_STAR    = 1
KIND_GOLD    = 2
KIND_BAT     = 3
KIND_WISP    = 4
KIND_SPARKLE = 5
KIND_FIGURE  = 6

NIGHT_STEPS  = 5376       ; 32 phases of 168 steps: 90 seconds
PHASE_STEPS  = 168
FULL_CHARGE  = 240
SAVE         = $700000
SAVE_SIZE    = 52
