import type { SessionEvent, SessionReply, SessionRequest } from '../../session/protocol.ts';

/** How the picture is shown. */
export interface Display {
  readonly scaling: 'integer' | 'fit';
  readonly aspect: '8:7' | 'square' | 'stretch';
  readonly filter: 'plain' | 'sharp' | 'edges' | 'crt' | 'ntsc';
  readonly crop: boolean;
  readonly interlace: 'weave' | 'bob' | 'blend';
  readonly colour: 'raw' | 'crt';
  readonly pace: 'console' | 'display';
}

/** What the page tells its Worker besides the session's requests. */
export type Control =
  | {
      readonly control: 'start';
      readonly canvas: OffscreenCanvas;
      readonly pads: SharedArrayBuffer | null;
      readonly ring: SharedArrayBuffer | null;
      /** Where the samples go when nothing can be shared. */
      readonly sound: MessagePort | null;
      readonly software: boolean;
    }
  | { readonly control: 'size'; readonly width: number; readonly height: number }
  | { readonly control: 'display'; readonly display: Display }
  | { readonly control: 'pads'; readonly pads: readonly number[] }
  | { readonly control: 'latency'; readonly milliseconds: number }
  /** Copies sound, and pictures when `video`, to a recorder's port; null ends that. */
  | { readonly control: 'record'; readonly port: MessagePort | null; readonly video: boolean };

export type ToWorker = Control | SessionRequest;

export type FromWorker = SessionReply | SessionEvent | { readonly event: 'started'; readonly renderer: 'webgl2' | 'canvas2d' };
