; Tables of bank 0.

; The sine of A (256 a turn) in A, -256 to 256. Loses X.
sineOf:
  .a16
  .i16
  and #$ff
  asl a
  tax
  lda sines,x
  rts

sines:
  .incbin "generated/sines.bin"

skyTables:
.repeat 32, i
  .word .loword(skyTable0)+i*SKY_SIZE
.endrepeat

turnAddresses:
.repeat 32, i
  .word .loword(turnTables)+i*TURN_SIZE*2
.endrepeat

modeTable:
  .byte 127,$09, 1,$09, 1,$07, 0

scrollStart:
  .byte 127,0,0,0,0, 1,0,0,0,0, 1,0,0,0,0, 0

; Row and column of the small stars.
starPlaces:
  .byte 2,26, 3,5, 3,17, 4,11, 4,29, 5,2, 5,22, 6,8, 6,14, 7,27, 7,19, 8,4, 8,24, 9,30, 9,12, 10,1, 11,21, 11,7, 12,28, 0

textColours:
  .word $0000,$6b5a,$0884,$7fff
  .word $0000,$1e7f,$0884,$5fff
  .word $0000,$5f8a,$0884,$7ff4
  .word $0000,$5ad6,$4210,$7fff

; What the sound processor is given: length, its address, where it lies.
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
