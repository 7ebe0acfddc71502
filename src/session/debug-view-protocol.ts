import type { SampleInfo, VoiceInfo, DspInfo } from '../debug/sound/samples.ts';
import type { MemoryName } from '../debug/memories.ts';
import type { ProcessorName } from '../debug/processors.ts';
import type { AccessCounts } from '../debug/tools/counters.ts';
import type { DifferenceRun, SearchSize, SearchTest } from '../debug/tools/memory-search.ts';
import type { ProfileRow, ProfileSpan } from '../debug/tools/profiler.ts';
import type { TraceRows } from '../debug/tools/trace-log.ts';
import type { TraceOptions } from '../debug/tools/trace-options.ts';
import type { RgbaPicture, SpriteInfo, TilemapInfo, TileSheetQuery } from '../debug/view/decoders.ts';
import type { FrameEvent } from '../debug/view/frame-events.ts';
import type { Mode7Line } from '../debug/view/mode7-lines.ts';
import type { PixelAnswer, PixelOptions } from '../debug/view/pixel-inspector.ts';

export type { SampleInfo, VoiceInfo, DspInfo } from '../debug/sound/samples.ts';
export type { AccessCounts } from '../debug/tools/counters.ts';
export type { DifferenceRun, SearchSize, SearchTest } from '../debug/tools/memory-search.ts';
export type { ProfileRow, ProfileSpan } from '../debug/tools/profiler.ts';
export type { TracePlace } from '../debug/tools/trace-log.ts';
export type { TraceOptions } from '../debug/tools/trace-options.ts';
export type { RgbaPicture, SpriteInfo, TileFormat, TilemapInfo, TileSheetQuery } from '../debug/view/decoders.ts';
export type { FrameEvent, FrameEventKind } from '../debug/view/frame-events.ts';
export type { Mode7Line } from '../debug/view/mode7-lines.ts';
export type { PixelAnswer, PixelByte } from '../debug/view/pixel-inspector.ts';
export type { LayerCandidate, LayerName, PixelReport } from '../debug/view/pixel-probe.ts';
export type { ColorExplanation } from '../debug/view/pixel-color.ts';
export type { PixelOrigin } from '../debug/view/pixel-origin.ts';

/** When a view looks: where the beam was last at this place, no later than the machine stands. Null: now. While the machine runs it is always now. */
export type Sample = { readonly line: number; readonly dot: number } | null;

/** A chip's state by name: numbers, and arrays as they are. */
export interface ChipState {
  readonly chip: string;
  readonly values: readonly { readonly name: string; readonly value: number | boolean }[];
}

/** Requests of the viewers and tools. */
export interface SearchState {
  /** Places that are left. */
  readonly count: number;
  /** Searches that can be taken back. */
  readonly steps: number;
}

export interface DebugViewCalls {
  // Video
  /** 256 colours, BGR555. */
  palette: [{ readonly sample?: Sample }, Uint16Array];
  tiles: [TileSheetQuery & { readonly sample?: Sample }, RgbaPicture];
  /** `bg` 0 to 3; null when the mode has no such layer. */
  tilemap: [{ readonly bg: number; readonly sample?: Sample }, TilemapInfo | null];
  /** Where mode 7 looks, line by line, with what HDMA changes. */
  mode7Lines: [null, readonly Mode7Line[]];
  /** The sprites, and all of them in cells of 64 x 64, 16 a row. */
  sprites: [{ readonly sample?: Sample }, { readonly list: readonly SpriteInfo[]; readonly sheet: RgbaPicture }];
  /** How a pixel of the picture came about; with `writers` also who wrote its bytes. Null outside of the picture. */
  pixel: [PixelOptions & { readonly x: number; readonly y: number; readonly writers?: boolean }, PixelAnswer | null];
  /** Register accesses, interrupts and DMAs of this frame so far, or of the one before. */
  frameEvents: [{ readonly frame: 'current' | 'previous' }, readonly FrameEvent[]];
  /** What HDMA put into which register at which line. */
  hdma: [{ readonly frame: 'current' | 'previous' }, readonly FrameEvent[]];
  /** Registers and inner state of all chips, decoded. */
  hardware: [{ readonly sample?: Sample }, readonly ChipState[]];

  // Sound
  voices: [null, readonly VoiceInfo[]];
  dsp: [null, DspInfo];
  samples: [null, readonly SampleInfo[]];
  /** A sample decoded: 16 bits, mono. */
  sample: [{ readonly start: number; readonly blocks: number }, Int16Array];
  /** The same as a WAV file; `rate` samples a second (32000). */
  sampleWav: [{ readonly start: number; readonly blocks: number; readonly rate?: number }, Uint8Array];
  /** The sound unit as it is, as an SPC file. */
  spc: [{ readonly title?: string }, Uint8Array];

  // Memory
  /** Where bytes stand; -1 fits anything. */
  findBytes: [{ readonly memory: MemoryName; readonly pattern: readonly number[]; readonly most?: number }, readonly number[]];
  /** Begins a search for a value. Answers how many places there are, as all searches do. */
  searchStart: [
    { readonly memory: MemoryName; readonly size: SearchSize; readonly signed?: boolean; readonly aligned?: boolean },
    SearchState,
  ];
  searchNarrow: [SearchTest, SearchState];
  /** Takes back the last `searchNarrow` that was not; nothing when there is none. */
  searchBack: [null, SearchState];
  searchResults: [
    { readonly most: number },
    readonly { readonly address: number; readonly value: number; readonly before: number }[],
  ];
  /** Keeps all memories as they are now, or as a state's bytes have them, under a name, for `diff`. */
  keepMoment: [{ readonly name: string; readonly state?: Uint8Array }, null];
  /** The moments that are kept, the oldest first. */
  moments: [null, readonly string[]];
  /** What differs in a memory from a kept moment to another, or to now. */
  diff: [
    { readonly memory: MemoryName; readonly from: string; readonly to?: string; readonly most?: number },
    readonly DifferenceRun[],
  ];

  // While it runs: each costs speed only when it is on
  counters: [{ readonly on: boolean; readonly reset?: boolean }, null];
  readCounters: [{ readonly memory: MemoryName; readonly from: number; readonly length: number }, AccessCounts | null];
  /** Null switches the trace off; a bad condition is answered with an error. */
  trace: [TraceOptions | null, null];
  /** Rows by number, as far as the ring of 100,000 keeps them, also after it was switched off; and what is written, null when nothing. */
  traceRows: [
    { readonly first: number; readonly most: number },
    TraceRows & {
      readonly options: TraceOptions | null;
      readonly total: number;
    },
  ];
  /** The next row of the ring with a text in it behind `from`, or the last one before it; around to that row itself. Null when no row has it. */
  findTrace: [
    { readonly text: string; readonly from: number; readonly back: boolean },
    { readonly row: number; readonly wrapped: boolean } | null,
  ];
  /** Begins to keep rows for a file, besides those of `trace`, or ends it with null; a bad condition is answered with an error. */
  traceFile: [TraceOptions | null, null];
  /** The next rows for the file, a line each, '' when there are none; and how many there were since it began. While too many wait the machine stands. */
  takeTrace: [null, { readonly text: string; readonly total: number }];
  /** `processor` is the S-CPU when it is left out. */
  profiler: [{ readonly on: boolean; readonly reset?: boolean; readonly processor?: ProcessorName }, null];
  /** `name` is the routine's label, '' without one; `clocks` are the master clocks of a unit in the rows. Spans are in master clocks. */
  profile: [
    null,
    {
      readonly on: boolean;
      readonly processor: ProcessorName;
      readonly clocks: number;
      readonly rows: readonly (ProfileRow & { readonly name: string })[];
      readonly spans: readonly ProfileSpan[];
    },
  ];
}
