import type { Snes } from '../core/snes.ts';
import { type MemoryName, poke } from '../debug/memories.ts';

export interface FrozenByte {
  readonly memory: MemoryName;
  readonly address: number;
  readonly value: number;
}

/** Bytes that are written before each frame, and since when: what is run again is frozen as it was. */
export class DebugFreezer {
  #lists: { readonly time: number; readonly bytes: readonly FrozenByte[] }[] = [];

  set(time: number, bytes: readonly FrozenByte[]): void {
    this.#lists = this.#lists.filter((list) => list.time < time);
    this.#lists.push({ time, bytes });
  }

  /** The machine's times begin anew: what is frozen stays so. */
  restart(): void {
    const last = this.#lists.at(-1);
    this.#lists = last === undefined ? [] : [{ time: 0, bytes: last.bytes }];
  }

  apply(snes: Snes, time: number): void {
    const bytes = this.#lists.findLast((list) => list.time <= time)?.bytes ?? [];
    for (const { memory, address, value } of bytes) poke(snes, memory, address, value);
  }
}
