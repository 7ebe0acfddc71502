import type { VideoFrame } from '../../core/platform.ts';
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

/** Who makes the picture: `best` leaves it to a graphics card if there is one, `processor` never asks for WebGL, `graphics` always. */
export type DrawnBy = 'best' | 'processor' | 'graphics';

export const FIRST_DISPLAY: Display = {
  scaling: 'fit',
  aspect: '8:7',
  filter: 'sharp',
  crop: false,
  interlace: 'weave',
  colour: 'raw',
  pace: 'console',
};

/** What the page tells the emulator's Worker besides the session's requests. */
export type Control =
  | {
      readonly control: 'start';
      /** To the screen's Worker. */
      readonly screen: MessagePort;
      /** A FrameExchange; null when nothing can be shared. */
      readonly frames: SharedArrayBuffer | null;
      readonly pads: SharedArrayBuffer | null;
      readonly ring: SharedArrayBuffer | null;
      /** Where the samples go when nothing can be shared. */
      readonly sound: MessagePort | null;
    }
  | { readonly control: 'size'; readonly width: number; readonly height: number }
  | { readonly control: 'display'; readonly display: Display }
  | { readonly control: 'pads'; readonly pads: readonly number[] }
  | { readonly control: 'latency'; readonly milliseconds: number }
  /** Addresses of carts that are played unseen until a game is loaded. */
  | { readonly control: 'warmUp'; readonly carts: readonly string[] }
  /** Copies sound, and pictures when `video`, to a recorder's port; null ends that. */
  | { readonly control: 'record'; readonly port: MessagePort | null; readonly video: boolean };

export type ToWorker = Control | SessionRequest;

export type FromWorker = SessionReply | SessionEvent;

/** What the page tells the screen's Worker. */
export type ScreenControl =
  | {
      readonly control: 'start';
      readonly canvas: OffscreenCanvas;
      /** To the emulator's Worker. */
      readonly port: MessagePort;
      readonly frames: SharedArrayBuffer | null;
      readonly drawnBy: DrawnBy;
    }
  /** Device pixels. */
  | { readonly control: 'size'; readonly width: number; readonly height: number }
  | { readonly control: 'display'; readonly display: Display };

/** At the start, and when it turns out that filters with effects can't be drawn. */
export interface ScreenEvent {
  readonly event: 'screen';
  readonly renderer: 'webgl2' | 'canvas2d';
  readonly effects: boolean;
}

/** The display is about to be refreshed: the emulator runs what is due and answers with a ToScreen. */
export interface FromScreen {
  /** Memory of a frame that was shown, to be used again. */
  readonly spare: Uint32Array | null;
}

export interface ToScreen {
  readonly loaded: boolean;
  /** There is a newer frame than at the last answer. */
  readonly fresh: boolean;
  /** The frame, where memory can't be shared. */
  readonly frame: VideoFrame | null;
}
