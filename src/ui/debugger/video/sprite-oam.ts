import type { SpriteInfo } from '../../../session/debug-protocol.ts';

/** What of a sprite can be changed by hand. */
export interface SpriteChange {
  readonly x?: number;
  readonly y?: number;
  readonly tile?: number;
  readonly palette?: number;
  readonly priority?: number;
  readonly hFlip?: boolean;
  readonly vFlip?: boolean;
  readonly large?: boolean;
}

/** Bytes of OAM that make a changed sprite: four of the low table, and the one in the high table that it shares with three others. [fullsnes: OAM] */
export function oamBytes(
  sprite: SpriteInfo,
  change: SpriteChange,
  high: number,
): { readonly low: number[]; readonly high: number } {
  const { index, x, y, tile, palette, priority, hFlip, vFlip, large } = { ...sprite, ...change };
  const attribute = ((tile >> 8) & 1) | ((palette & 7) << 1) | ((priority & 3) << 4) | (hFlip ? 0x40 : 0) | (vFlip ? 0x80 : 0);
  const shift = (index & 3) << 1;
  const pair = (x < 0 ? 1 : 0) | (large ? 2 : 0);
  return { low: [x & 0xff, y & 0xff, tile & 0xff, attribute], high: (high & ~(3 << shift)) | (pair << shift) };
}

/** Row of the picture at which a sprite begins: it is seen from the line after its own, and one far down begins above the picture. */
export function rowOf({ y, height }: Pick<SpriteInfo, 'y' | 'height'>): number {
  return y + height > 256 ? y - 256 : y;
}
