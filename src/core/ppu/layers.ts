/**
 * The word that a layer pushes into a line buffer for a pixel that is not transparent; 0 is the backdrop.
 * Bits 0-7 palette index, 8-10 palette group of a direct colour, 11 direct colour, 12-14 layer number, 16-19 priority.
 * A pixel wins by the greater word: priorities of a mode are all different.
 */
export const COLOR_MASK = 0x0fff;
export const DIRECT_COLOR = 0x0800;
export const LAYER_SHIFT = 12;
export const PRIORITY_SHIFT = 16;

/** Layer numbers: 0 is the backdrop, 1 to 4 the backgrounds. Sprites with palettes 0-3 never take part in colour math. */
export const LAYER_OBJ = 5;
export const LAYER_OBJ_NO_MATH = 6;

/**
 * Priorities from back to front, 12 numbers a row: BG1 low, BG1 high, BG2 low, high, BG3 low, high, BG4 low, high, OBJ 0 to 3.
 * 0 marks a layer that the mode has not. Rows: modes 0 to 7, mode 1 with BG3 in front, mode 7 with EXTBG.
 * [anomie: snlayers] [fullsnes: $2105 BG Mode, priority chart]
 */
// prettier-ignore
export const PRIORITIES = new Uint8Array([
  8, 11, 7, 10, 2, 5, 1, 4, 3, 6, 9, 12,
  6, 9, 5, 8, 1, 3, 0, 0, 2, 4, 7, 10,
  3, 7, 1, 5, 0, 0, 0, 0, 2, 4, 6, 8,
  3, 7, 1, 5, 0, 0, 0, 0, 2, 4, 6, 8,
  3, 7, 1, 5, 0, 0, 0, 0, 2, 4, 6, 8,
  3, 7, 1, 5, 0, 0, 0, 0, 2, 4, 6, 8,
  2, 5, 0, 0, 0, 0, 0, 0, 1, 3, 4, 6,
  2, 2, 0, 0, 0, 0, 0, 0, 1, 3, 4, 5,
  5, 8, 4, 7, 1, 10, 0, 0, 2, 3, 6, 9,
  3, 3, 1, 5, 0, 0, 0, 0, 2, 4, 6, 7,
]);
export const OBJ_PRIORITIES = 8;

/** First index of PRIORITIES for the current mode. */
export function priorityRow(mode: number, bg3Front: boolean, extBg: boolean): number {
  if (mode === 1 && bg3Front) return 8 * 12;
  if (mode === 7 && extBg) return 9 * 12;
  return mode * 12;
}

/** Bits a pixel of BG1 to BG4 in each mode, 4 numbers a row; 0 where the mode has no such layer. Mode 7 is apart. */
// prettier-ignore
export const BITS_PER_PIXEL = new Uint8Array([
  2, 2, 2, 2,
  4, 4, 2, 0,
  4, 4, 0, 0,
  8, 4, 0, 0,
  8, 2, 0, 0,
  4, 2, 0, 0,
  4, 0, 0, 0,
  0, 0, 0, 0,
]);

/** 512-pixel modes. */
export function isHiresMode(mode: number): boolean {
  return mode === 5 || mode === 6;
}

/** Modes in which BG3's map holds scroll offsets for the columns of BG1 and BG2. */
export function hasColumnOffsets(mode: number): boolean {
  return mode === 2 || mode === 4 || mode === 6;
}
