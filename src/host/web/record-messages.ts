import type { RecordingKind } from '../../shared/bridge.ts';

/** What the emulator's Worker sends the recorder's, through a port of their own. */
export type Recorded =
  | { readonly samples: Int16Array }
  | {
      readonly pixels: Uint32Array;
      readonly wide: Uint8Array;
      readonly height: number;
    }
  | { readonly end: true };

/** What the page tells the recorder's Worker; `stop` is for when the emulator's Worker is gone and cannot say `end`. */
export type RecorderOrder =
  { readonly start: RecordingKind; readonly source: MessagePort; readonly frameRate: number } | { readonly stop: true };

/** Bytes for a place of the file, then that it is whole, or what went wrong. */
export type RecorderReport =
  | { readonly position: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly done: true; readonly droppedFrames: number }
  | { readonly error: string };
