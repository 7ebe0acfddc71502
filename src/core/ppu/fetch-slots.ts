/**
 * What the background unit reads from VRAM in each of the eight 4-clock slots of a column, by mode. [anomie: timing, "BG data fetch"]
 * [ares: ppu main] A slot: bits 0-1 layer, 2-3 which pair of bit planes (or half in modes 5 and 6), 4-6 what.
 */
export const enum Slot {
  Layer = 0x03,
  Part = 0x0c,
  What = 0x70,
  Nothing = 0x00,
  Map = 0x10,
  Tile = 0x20,
  HOffset = 0x30,
  VOffset = 0x40,
}

const map = (bg: number): number => Slot.Map | (bg - 1);
const tile = (bg: number, pair: number): number => Slot.Tile | (bg - 1) | (pair << 2);

export const SLOTS = new Uint8Array(
  [
    [map(4), map(3), map(2), map(1), tile(4, 0), tile(3, 0), tile(2, 0), tile(1, 0)],
    [map(3), map(2), map(1), tile(3, 0), tile(2, 0), tile(2, 1), tile(1, 0), tile(1, 1)],
    [map(2), map(1), Slot.HOffset, Slot.VOffset, tile(2, 0), tile(2, 1), tile(1, 0), tile(1, 1)],
    [map(2), map(1), tile(2, 0), tile(2, 1), tile(1, 0), tile(1, 1), tile(1, 2), tile(1, 3)],
    [map(2), map(1), Slot.HOffset, tile(2, 0), tile(1, 0), tile(1, 1), tile(1, 2), tile(1, 3)],
    [map(2), map(1), tile(2, 0), tile(2, 2), tile(1, 0), tile(1, 1), tile(1, 2), tile(1, 3)],
    [Slot.Nothing, map(1), Slot.HOffset, Slot.VOffset, tile(1, 0), tile(1, 1), tile(1, 2), tile(1, 3)],
    [0, 0, 0, 0, 0, 0, 0, 0],
  ].flat(),
);

export const SLOTS_PER_COLUMN = 8;
/** One column more than fits the screen, for the fine scroll. */
export const COLUMNS = 33;
export const ALL_SLOTS = COLUMNS * SLOTS_PER_COLUMN;
