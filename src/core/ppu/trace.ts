import { COLUMNS } from './fetch-slots.ts';

const TILES = 34;

/** A row of a sprite's tile as it was fetched. */
export interface SpriteRow {
  readonly sprite: number;
  /** VRAM word of its first pair of planes. */
  readonly address: number;
  /** What OAM held then: bits 0-8 the tile, and the attribute byte. */
  readonly tile: number;
  readonly attribute: number;
  /** In master clocks since power-on. */
  readonly time: number;
}

function unseen(): (SpriteRow | null)[] {
  return Array.from({ length: TILES }, () => null);
}

/** Where the current line's pixels come from, kept by the fetchers while somebody inspects them. No part of the machine's state. */
export class PpuTrace {
  /** VRAM word of each background column's map entry; -1 where it was fetched before somebody looked. */
  readonly mapAddress = new Int32Array(4 * COLUMNS).fill(-1);
  /** When it and the tile's row were fetched, in master clocks since power-on. */
  readonly mapTime = new Float64Array(4 * COLUMNS);
  readonly tileTime = new Float64Array(4 * COLUMNS);
  /** The tile rows of sprites fetched for the next line, and those that the current line shows. */
  #fetched = unseen();
  #shown = unseen();
  /** Which of the shown ones is on top at each dot (-1 none). */
  readonly shownAt = new Int8Array(256).fill(-1);

  fetchSprite(n: number, row: SpriteRow): void {
    this.#fetched[n] = row;
  }

  /** The sprite that dot x shows; null where there is none, or it was fetched before somebody looked. */
  spriteAt(x: number): SpriteRow | null {
    const n = this.shownAt[x];
    return n < 0 ? null : this.#shown[n];
  }

  showLine(): void {
    this.#shown = this.#fetched;
    this.#fetched = unseen();
    this.shownAt.fill(-1);
  }
}
