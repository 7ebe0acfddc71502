; The sound driver: plays songs on voices 0 to 5 and effects on 6 and 7. Runs on the sound processor at DRIVER_BASE.
; Commands: the S-CPU sets ports 1 to 3 (command, two arguments), then a new number in port 0; the driver answers the number.
;   1 song (255: silence)   2 effect   3 DSP register, value   4 pause (1) or go on (0)

DRIVER_BASE = $0200
SAMPLE_BASE = $1000
SONG_BASE   = $3000
ECHO_BASE   = $d000

; Direct page
lastCommand = $00
pointer     = $02
pitch       = $04
octave      = $06
voice       = $07
voiceEnd    = $08
keyOn       = $09
keyOff      = $0a
musicTicks  = $0b
effectTicks = $0c
effectVoice = $0d
paused      = $0e
dspAt       = $0f
trackLow    = $10               ; eight of each
trackHigh   = $18               ; 0: the voice is idle
trackWait   = $20
trackVolume = $28
trackPlace  = $30

.spc700
.base DRIVER_BASE
driverStart:
  clrp
  mov x,#$ef
  mov sp,x
  mov a,#0
  mov x,#$50
@clearPage:
  dec x
  mov (x),a
  bne @clearPage
  mov lastCommand,$f4
  mov x,#0
@registers:                     ; pairs of register and value until $ff
  mov a,!initialRegisters+x
  bmi @registersDone
  mov $f2,a
  inc x
  mov a,!initialRegisters+x
  mov $f3,a
  inc x
  bra @registers
@registersDone:
  call !clearEcho
  mov $fa,#0                    ; 256 / 8,000 s: nine of them, for the echo's old length to run out
  mov $f1,#$01
  mov x,#9
@oldEcho:
  mov a,$fd
  beq @oldEcho
  dec x
  bne @oldEcho
  mov $f1,#$00
  mov $f2,#$6c                  ; echo may write and sound now
  mov $f3,#$00
  mov $f2,#$2c
  mov $f3,#$22
  mov $f2,#$3c
  mov $f3,#$22
  mov $fa,#150
  mov $fb,#100
  mov $f1,#$03
  mov effectVoice,#6
  mov $f4,lastCommand
  mov $f5,#$5a

driverLoop:
  mov a,$f4
  cmp a,$f4                     ; a byte may be read while it changes
  bne driverLoop
  cmp a,lastCommand
  beq @noCommand
  mov lastCommand,a
  call !command
  mov $f4,lastCommand
@noCommand:
  mov musicTicks,$fd
  mov effectTicks,$fe
  mov a,paused
  beq @playing
  mov musicTicks,#0
@playing:
  mov a,musicTicks
  or a,effectTicks
  beq driverLoop
  mov keyOn,#0
  mov a,musicTicks
  beq @effects
  and keyOff,#$c0
@music:
  mov voice,#0
  mov voiceEnd,#6
  call !tick
  dbnz musicTicks,@music
@effects:
  mov a,effectTicks
  beq @keys
  and keyOff,#$3f
@effect:
  mov voice,#6
  mov voiceEnd,#8
  call !tick
  dbnz effectTicks,@effect
@keys:
  mov $f2,#$5c
  mov $f3,keyOff
  mov a,keyOn
  beq driverLoop
  mov $f2,#$4c
  mov $f3,a
  bra driverLoop

; One tick for the voices from `voice` up to `voiceEnd`.
tick:
  mov x,voice
  mov a,trackHigh+x
  beq @next
  dec trackWait+x
  bne @next
  call !events
@next:
  inc voice
  cmp voice,voiceEnd
  bne tick
  ret

; The next byte of voice X's track in A.
fetch:
  mov a,trackLow+x
  mov pointer,a
  mov a,trackHigh+x
  mov pointer+1,a
  inc trackLow+x
  bne @samePage
  inc trackHigh+x
@samePage:
  mov y,#0
  mov a,[pointer]+y
  ret

; Reads voice X's events until one takes time.
events:
  call !fetch
  cmp a,#$60
  bcc @note
  beq @rest
  cmp a,#$61
  beq @length
  cmp a,#$e0
  beq @instrument
  cmp a,#$e1
  beq @volume
  cmp a,#$e2
  beq @place
  call !fetch                   ; $ff: go on at another address, or end
  push a
  call !fetch
  mov trackHigh+x,a
  pop a
  mov trackLow+x,a
  mov a,trackHigh+x
  bne events
  mov a,!voiceBit+x
  or a,keyOff
  mov keyOff,a
  ret
@note:
  call !setPitch
  mov a,!voiceBit+x
  or a,keyOn
  mov keyOn,a
  bra @length
@rest:
  mov a,!voiceBit+x
  or a,keyOff
  mov keyOff,a
@length:
  call !fetch
  mov trackWait+x,a
  ret
@instrument:
  call !fetch
  call !setInstrument
  bra events
@volume:
  call !fetch
  mov trackVolume+x,a
  call !setVolume
  bra events
@place:
  call !fetch
  mov trackPlace+x,a
  call !setVolume
  bra events

; DSP address of voice X's register in A; the register's number 0 to 15 comes in A.
voiceRegister:
  mov dspAt,a
  mov a,x
  xcn a
  or a,dspAt
  mov $f2,a
  ret

; Voice X plays note A (0 is C1).
setPitch:
  push x
  mov y,#0
  mov x,#12
  div ya,x
  mov octave,a
  mov a,y
  asl a
  mov y,a
  mov a,!pitches+y
  mov pitch,a
  mov a,!pitches+1+y
  mov pitch+1,a
  mov a,#5
  setc
  sbc a,octave
  beq @octaveReached
  mov x,a
@lower:
  lsr pitch+1
  ror pitch
  dec x
  bne @lower
@octaveReached:
  pop x
  mov a,#2
  call !voiceRegister
  mov $f3,pitch
  mov a,#3
  call !voiceRegister
  mov $f3,pitch+1
  ret

; Voice X takes instrument A.
setInstrument:
  mov y,a
  mov a,#4
  call !voiceRegister
  mov $f3,y
  mov a,y
  asl a
  mov y,a
  mov a,#5
  call !voiceRegister
  mov a,!envelopes+y
  mov $f3,a
  mov a,#6
  call !voiceRegister
  mov a,!envelopes+1+y
  mov $f3,a
  ret

; Voice X's volume and place to its two volume registers.
setVolume:
  mov a,#0
  call !voiceRegister
  mov a,#20
  setc
  sbc a,trackPlace+x
  mov y,a
  mov a,!places+y
  mov y,a
  mov a,trackVolume+x
  mul ya
  mov $f3,y
  mov a,#1
  call !voiceRegister
  mov a,trackPlace+x
  mov y,a
  mov a,!places+y
  mov y,a
  mov a,trackVolume+x
  mul ya
  mov $f3,y
  ret

command:
  mov a,$f5
  cmp a,#1
  beq @song
  cmp a,#2
  beq @effect
  cmp a,#3
  beq @register
  cmp a,#4
  bne @done
  mov paused,$f6
@done:
  ret
@register:
  mov $f2,$f6
  mov $f3,$f7
  ret

@song:
  mov x,#5                      ; whatever plays stops
  mov a,#0
@silence:
  mov trackHigh+x,a
  dec x
  bpl @silence
  or keyOff,#$3f
  mov $f2,#$5c
  mov $f3,keyOff
  mov paused,#0
  mov a,$f6
  cmp a,#$ff
  beq @done
  asl a
  mov y,a
  mov a,!SONG_BASE+y
  mov pointer,a
  mov a,!SONG_BASE+1+y
  mov pointer+1,a
  mov y,#0
  mov a,[pointer]+y
  mov $f1,#$02                  ; the timer's target takes effect when it starts
  mov $fa,a
  mov $f1,#$03
  inc y
  mov a,[pointer]+y
  mov voiceEnd,a
  mov x,#0
@track:
  inc y
  mov a,[pointer]+y
  mov trackLow+x,a
  inc y
  mov a,[pointer]+y
  mov trackHigh+x,a
  mov a,#1
  mov trackWait+x,a
  mov a,#10
  mov trackPlace+x,a
  inc x
  cmp x,voiceEnd
  bne @track
  ret

@effect:
  eor effectVoice,#1            ; 6 and 7 in turn
  mov x,effectVoice
  mov a,$f6
  asl a
  mov y,a
  mov a,!SONG_BASE+SONG_COUNT*2+y
  mov trackLow+x,a
  mov a,!SONG_BASE+SONG_COUNT*2+1+y
  mov trackHigh+x,a
  mov a,#1
  mov trackWait+x,a
  mov a,#10
  mov trackPlace+x,a
  ret

; The echo memory starts silent.
clearEcho:
  mov a,#<ECHO_BASE
  mov pointer,a
  mov a,#>ECHO_BASE
  mov pointer+1,a
  mov x,#32
  mov a,#0
  mov y,a
@byte:
  mov [pointer]+y,a
  inc y
  bne @byte
  inc pointer+1
  dec x
  bne @byte
  ret

voiceBit:
  .byte 1,2,4,8,16,32,64,128

initialRegisters:
  .byte $6c,$20, $5c,$ff, $4c,$00, $0c,$70, $1c,$70, $2c,$00, $3c,$00
  .byte $0d,$3a, $2d,$00, $3d,$00, $4d,$db, $5d,>SAMPLE_BASE, $6d,>ECHO_BASE, $7d,$04
  .byte $0f,$2c, $1f,$1c, $2f,$10, $3f,$0a, $4f,$06, $5f,$02, $6f,$00, $7f,$00
  .byte $07,$00, $17,$00, $27,$00, $37,$00, $47,$00, $57,$00, $67,$00, $77,$00
  .byte $00,$00, $01,$00, $10,$00, $11,$00, $20,$00, $21,$00, $30,$00, $31,$00
  .byte $40,$00, $41,$00, $50,$00, $51,$00, $60,$00, $61,$00, $70,$00, $71,$00
  .byte $ff

; Loudness of a side for places 0 to 20, of 256: the squares of both sides add up the same.
places:
  .byte 0,20,40,60,79,98,116,133,150,166,181,194,207,218,228,236,243,249,252,255,255

pitches:
  .incbin "../generated/pitches.bin"
envelopes:
  .incbin "../generated/envelopes.bin"
driverEnd:
.endbase
.p816
