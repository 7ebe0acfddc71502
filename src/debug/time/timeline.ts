import type { Snes } from '../../core/snes.ts';
import type { Reached } from '../break/breakpoints.ts';
import { emptySnapshot, type SavedMachine } from './snapshots.ts';

/** A machine's state at an instruction boundary, and what must be known besides to go on from it. */
export interface Keyframe {
  /** Master clocks since power-on. */
  time: number;
  /** Length of the input log then. */
  input: number;
  /** A frame has ended and nothing of the next has been run. */
  frameStart: boolean;
  readonly snapshot: SavedMachine;
  /** The picture before the first frame, which nothing draws again. */
  picture: { readonly pixels: Uint32Array; readonly wide: Uint8Array } | null;
  /** How often the breakpoints that ask for it had been reached, by id; null where nobody counted. */
  counts: ReadonlyMap<number, Reached> | null;
}

/** A change from outside at an instruction boundary: a byte poked, a register set. Repeated when its time comes again. */
export interface Edit {
  readonly time: number;
  apply(snes: Snes): void;
}

/** However the machine came there: all that was to be done before is done, the picture and the sound unit too. */
export function applyEdit(edit: Pick<Edit, 'apply'>, snes: Snes): void {
  snes.catchUpApu();
  snes.ppu.catchUp();
  edit.apply(snes);
}

/** Newest keyframes that are never given up for older ones. */
const ALWAYS_KEPT = 8;

/**
 * The past as keyframes and edits, ordered by time. When it is full, a keyframe goes whose neighbours are close for their age: the further back,
 * the wider apart they are.
 */
export class Timeline {
  readonly keyframes: Keyframe[] = [];
  readonly edits: Edit[] = [];
  /** Called when what comes at and after a time is forgotten or will be another. */
  readonly onCut = new Set<(time: number) => void>();
  #spare: Keyframe | null = null;
  readonly #most: number;

  constructor(most: number) {
    this.#most = Math.max(most, ALWAYS_KEPT + 4);
  }

  get start(): number {
    return this.keyframes[0]?.time ?? 0;
  }

  /** A keyframe to be filled and given to `add`; its buffers may have been used before. */
  blank(): Keyframe {
    const keyframe = this.#spare ?? {
      time: 0,
      input: 0,
      frameStart: false,
      snapshot: emptySnapshot(),
      picture: null,
      counts: null,
    };
    this.#spare = null;
    return keyframe;
  }

  /** Keeps a keyframe; one at the same time is replaced. */
  add(keyframe: Keyframe): void {
    const at = this.#indexAfter(keyframe.time);
    if (this.keyframes[at - 1]?.time === keyframe.time) {
      this.#spare = this.keyframes[at - 1] ?? null;
      this.keyframes[at - 1] = keyframe;
      return;
    }
    this.keyframes.splice(at, 0, keyframe);
    if (this.keyframes.length > this.#most) this.#thin();
  }

  #thin(): void {
    const { keyframes } = this;
    const now = keyframes.at(-1)?.time ?? 0;
    let victim = 1;
    let least = Infinity;
    for (let i = 1; i < keyframes.length - ALWAYS_KEPT; i++) {
      const gap = (keyframes[i + 1].time - keyframes[i - 1].time) / (now - keyframes[i].time);
      if (gap < least) {
        least = gap;
        victim = i;
      }
    }
    [this.#spare = null] = keyframes.splice(victim, 1);
  }

  /** Index of the first keyframe later than `time`. */
  #indexAfter(time: number): number {
    let low = 0;
    let high = this.keyframes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.keyframes[middle].time <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Index of the last keyframe at or before `time`; -1 when there is none. */
  indexAt(time: number): number {
    return this.#indexAfter(time) - 1;
  }

  /** The first edit later than `time`. */
  editAfter(time: number): Edit | undefined {
    return this.edits.find((edit) => edit.time > time);
  }

  /** Adds an edit of now, the end of the timeline. */
  addEdit(edit: Edit): void {
    this.truncate(edit.time);
    // A keyframe of this very moment does not hold the edit: whoever edits takes a new one.
    if (this.keyframes.at(-1)?.time === edit.time) this.keyframes.pop();
    this.edits.push(edit);
  }

  /** Forgets what comes after `time`. */
  truncate(time: number): void {
    for (const cut of this.onCut) cut(time);
    this.keyframes.length = this.#indexAfter(time);
    while (this.edits.length > 0 && this.edits[this.edits.length - 1].time > time) this.edits.pop();
  }

  clear(): void {
    for (const cut of this.onCut) cut(-Infinity);
    this.keyframes.length = 0;
    this.edits.length = 0;
  }
}
