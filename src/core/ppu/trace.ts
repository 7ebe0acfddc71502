import { COLUMNS } from './fetch-slots.ts';

const TILES = 34;

/** Where the current line's pixels come from, kept by the fetchers while somebody inspects them. No part of the machine's state. */
export class PpuTrace {
  /** VRAM word of each background column's map entry. */
  readonly mapAddress = new Uint16Array(4 * COLUMNS);
  /** Sprite and VRAM word of the tile rows fetched for the next line. */
  readonly fetchedSprite = new Uint8Array(TILES);
  readonly fetchedAddress = new Uint16Array(TILES);
  /** Those that the current line shows, and which of them is on top at each dot (-1 none). */
  readonly shownSprite = new Uint8Array(TILES);
  readonly shownAddress = new Uint16Array(TILES);
  readonly shownAt = new Int8Array(256).fill(-1);

  showLine(): void {
    this.shownSprite.set(this.fetchedSprite);
    this.shownAddress.set(this.fetchedAddress);
    this.shownAt.fill(-1);
  }
}
