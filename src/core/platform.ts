import type { u16 } from './types.ts';

/**
 * A finished picture.
 *
 * `pixels` has rows of 512 entries. Entry: bits 0-14 the BGR555 colour (red lowest), bits 16-19 the brightness (INIDISP, 0 to 15).
 * A forced-blank pixel is 0 with brightness 15. A row whose `wide` flag is 0 has 256 pixels (entries 0 to 255); 1 means 512.
 * With interlace, row 2n + field belongs to this field and the other rows to the field before.
 */
export interface VideoFrame {
  readonly pixels: Uint32Array;
  readonly wide: Uint8Array;
  /** 512 when at least one row is wide, else 256. */
  readonly width: 256 | 512;
  /** 224 or 239; twice that when interlaced. */
  readonly height: number;
  readonly interlaced: boolean;
  readonly field: 0 | 1;
  /** Frames since power-on; the first is 0. */
  readonly number: number;
}

export const FRAME_STRIDE = 512;
export const FRAME_MAX_ROWS = 478;

export interface VideoSink {
  /** The arrays are the machine's own: copy what must outlive the call. */
  frame(frame: VideoFrame): void;
}

/** Stereo frames a second of the console's sound, as measured on consoles; the reference core's rate too. [bsnes: smp frequency] */
export const SAMPLE_RATE = 32040.5;

export interface AudioSink {
  /** `count` stereo frames at 32 kHz, left and right interleaved, in `samples[0 .. 2 * count)`. Copy what must outlive the call. */
  samples(samples: Int16Array, count: number): void;
}

/** Buttons of a pad as a 16-bit word in the order in which the pad shifts them out: B is bit 15. */
export const enum Button {
  B = 0x8000,
  Y = 0x4000,
  Select = 0x2000,
  Start = 0x1000,
  Up = 0x0800,
  Down = 0x0400,
  Left = 0x0200,
  Right = 0x0100,
  A = 0x0080,
  X = 0x0040,
  L = 0x0020,
  R = 0x0010,
}

export interface PointerState {
  /** Mouse: movement since the last latch in pixels (right, down positive). Super Scope: position in pixels on the 256x224/239 picture. */
  readonly x: number;
  readonly y: number;
  /** Mouse: 1 left, 2 right. Super Scope: 1 fire, 2 cursor, 4 turbo, 8 pause. */
  readonly buttons: number;
}

export interface InputSource {
  /** Pad 0 to 7. Port 1 has pad 0 (with a multitap pads 0, 5, 6, 7); port 2 has pad 1 (with a multitap pads 1 to 4). */
  pad(index: number): u16;
  /** Port 0 or 1. */
  pointer(port: number): PointerState;
}
