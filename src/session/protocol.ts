import type { DapRequest } from '../shared/dap.ts';
import type { DebugEventMessage, DebugInfo, DebugRequest } from './debug-protocol.ts';

/** What a client says to a running session and hears from it; everything can be cloned between threads. */

export interface LoadOptions {
  readonly region: 'ntsc' | 'pal' | 'auto';
  readonly powerOn: { readonly seed: number } | { readonly fill: number };
  /** Battery RAM to start with, or null. Of another size than the cart's: what fits is taken. */
  readonly sram: Uint8Array | null;
}

export interface LoadedCart {
  readonly title: string;
  readonly romHash: string;
  readonly region: 'ntsc' | 'pal';
  /** Bytes of battery RAM; 0 when the cart keeps nothing. */
  readonly sramSize: number;
  /** Frames a second of the console. */
  readonly frameRate: number;
}

export interface SavedState {
  readonly state: Uint8Array;
  readonly frame: number;
  /** What led here from power-on or from the state that was loaded last, as a movie's bytes; null when that is not known. */
  readonly inputs: Uint8Array | null;
}

/** A saved state with what belongs to the same moment. */
export interface SavedMoment extends SavedState {
  /** The last finished frame; null before the first. */
  readonly picture: RgbPicture | null;
  /** Battery RAM; null when the cart keeps nothing. */
  readonly sram: Uint8Array | null;
}

/** The steps that can be gone back to. A step is a frame of the console; positions count them since the game was loaded. */
export interface HistoryInfo {
  readonly first: number;
  readonly position: number;
  readonly end: number;
  /** Steps a second. */
  readonly frameRate: number;
  /** Small pictures, oldest first. */
  readonly pictures: readonly HistoryPicture[];
}

export interface HistoryPicture extends RgbPicture {
  readonly position: number;
}

export interface MovieInfo {
  /** Steps. */
  readonly length: number;
  readonly from: 'power' | 'state';
  readonly retries: number;
}

/** What a movie is doing. While one plays, or was played and is gone on with, battery RAM is its own and is not told. */
export type MovieMode = 'none' | 'recording' | 'playing' | 'ended';

export interface RgbPicture {
  readonly width: number;
  readonly height: number;
  /** Three bytes a pixel. */
  readonly rgb: Uint8Array;
}

/** What is plugged into a controller port. */
export type DeviceName = 'none' | 'pad' | 'multitap' | 'mouse' | 'superscope';
export type Devices = readonly [DeviceName, DeviceName];

/** A byte that the game shall find at an address (24 bits). */
export interface CheatWrite {
  readonly address: number;
  readonly value: number;
}

/** Every request: its argument and its answer. */
export interface SessionCalls {
  load: [{ rom: Uint8Array; options: LoadOptions }, LoadedCart];
  unload: [null, null];
  pause: [boolean, null];
  /** What is in port 1 and port 2, for this game and the next ones. */
  devices: [Devices, null];
  /** The codes that hold from now on, for the game that is loaded. */
  cheats: [readonly CheatWrite[], null];
  /** What is left out of picture and sound until the next game: bits BG1 to BG4, sprites, windows, colour math, priorities (BG1 low, BG1 high ... BG4 high, OBJ 0 to 3), and voices 1 to 8. */
  leaveOut: [{ layers: number; voices: number }, null];
  reset: [null, null];
  power: [null, null];
  /** 1 is the console's own speed. */
  speed: [number, null];
  /** Runs one frame while paused. */
  step: [null, null];
  saveState: [null, SavedMoment];
  loadState: [Uint8Array, null];
  /** While true the game runs backwards, with picture and sound. */
  rewind: [boolean, null];
  history: [null, HistoryInfo];
  /** Pauses and shows the picture of a position; play goes on from there, and what lay ahead is then given up. */
  seek: [number, null];
  /** Frames that the picture is ahead of the input, 0 to 4. */
  runAhead: [number, null];
  /** Begins a movie: the console is switched on anew, or it goes on from now. */
  movieRecord: ['power' | 'now', null];
  /** Ends recording or playing; the movie's file when one was recorded. After one that was played, the game is there again as it was before. */
  movieStop: [null, Uint8Array | null];
  /** Everything since the game was switched on or a state was loaded, as a movie's file; null when bytes were changed by hand. */
  movieOfSession: [null, Uint8Array | null];
  /** @throws words for a file that is damaged, newer or another game's; the game goes on as it was */
  moviePlay: [Uint8Array, MovieInfo];
  /** The player's own buttons from now on; what is recorded goes on. */
  movieTakeOver: [null, null];
  /** Makes a state that can't be read any more again from its inputs. `anchor`: the state that they begin with, or null for power-on. */
  rebuild: [{ rom: Uint8Array; inputs: Uint8Array; anchor: Uint8Array | null }, SavedState];
  /** The last finished frame; null before the first. */
  picture: [null, RgbPicture | null];
  /** Battery RAM as it is now; null when the cart keeps nothing. */
  sram: [null, Uint8Array | null];
  /** Puts battery RAM in; of another size: what fits is taken. */
  writeSram: [Uint8Array, null];
  /** Loads the debugger and puts it on the machine; asked again it gives the same answer. */
  debugOpen: [null, DebugInfo];
  debugClose: [null, null];
  /** A request to the open debugger; its answer is what DebugCalls says. */
  debug: [DebugRequest, unknown];
  /** A request of an attached editor, which is answered by a `dap` event. */
  dap: [DapRequest, null];
  dapClose: [null, null];
}

export type SessionCall = keyof SessionCalls;

export interface SessionRequest<N extends SessionCall = SessionCall> {
  readonly id: number;
  readonly call: N;
  readonly argument: SessionCalls[N][0];
}

export type SessionReply = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: string };

export interface SessionStats {
  /** Emulated frames a second over the last second or so. */
  readonly frameRate: number;
  /** Milliseconds that one frame took: middle and 99th of 100. */
  readonly frameTime: number;
  readonly frameTime99: number;
  /** Longest time in milliseconds since the last report between two looks at the clock. */
  readonly longestGap: number;
  readonly frame: number;
}

export type SessionEvent =
  | { readonly event: 'sram'; readonly bytes: Uint8Array }
  | { readonly event: 'stats'; readonly stats: SessionStats }
  /** `step`: where the machine first was not as the movie says; null while all is right. */
  | {
      readonly event: 'movie';
      readonly mode: MovieMode;
      readonly step: number;
      readonly length: number;
      readonly desync: number | null;
    }
  | { readonly event: 'fault'; readonly message: string }
  /** For the attached editor: an answer or an event of the Debug Adapter Protocol. */
  | { readonly event: 'dap'; readonly message: object }
  | DebugEventMessage;

/** A Worker's port, a worker_threads port, or one in the same process. */
export interface SessionPort {
  post(message: SessionReply | SessionEvent, transfer?: readonly ArrayBuffer[]): void;
  listen(listener: (message: SessionRequest) => void): void;
}
