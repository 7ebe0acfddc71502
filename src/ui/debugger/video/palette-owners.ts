/** Bits a pixel of BG1 to BG4 in modes 0 to 7. [fullsnes: $2105] */
const BITS: readonly (readonly number[])[] = [[2, 2, 2, 2], [4, 4, 2], [4, 4], [8, 4], [8, 2], [4, 2], [4], [8, 7]];

export interface Owner {
  readonly layer: 'BG1' | 'BG2' | 'BG3' | 'BG4' | 'OBJ';
  /** Number of the palette, as map entries and OAM have it. */
  readonly palette: number;
  /** Place in that palette; 0 is transparent. */
  readonly color: number;
}

export interface PaletteUse {
  readonly bgMode: number;
  readonly directColor: boolean;
  readonly extBg: boolean;
}

export function layersOfMode(mode: number, extBg: boolean): number {
  return mode === 7 ? (extBg ? 2 : 1) : (BITS[mode]?.length ?? 0);
}

/** Bits a pixel of a background, 0 when the mode has no such one. */
export function bitsOfLayer(mode: number, bg: number): number {
  return BITS[mode]?.[bg] ?? 0;
}

/** Who can show a colour of CGRAM in a mode. [fullsnes: CGRAM palette indices] */
export function ownersOf(index: number, { bgMode, directColor, extBg }: PaletteUse): Owner[] {
  const owners: Owner[] = [];
  const bits = BITS[bgMode] ?? [];
  for (let bg = 0; bg < layersOfMode(bgMode, extBg); bg++) {
    const depth = bits[bg] ?? 0;
    const layer = (['BG1', 'BG2', 'BG3', 'BG4'] as const)[bg] ?? 'BG1';
    if (depth >= 7) {
      if (index < 1 << depth && !(directColor && bg === 0)) owners.push({ layer, palette: 0, color: index });
      continue;
    }
    const at = index - (bgMode === 0 ? bg * 32 : 0);
    if (at >= 0 && at < 8 << depth) owners.push({ layer, palette: at >> depth, color: at & ((1 << depth) - 1) });
  }
  if (index >= 128) owners.push({ layer: 'OBJ', palette: (index - 128) >> 4, color: index & 15 });
  return owners;
}

/** First colours of the palettes that tiles of a depth can have. */
export function paletteStarts(bits: number): number[] {
  const size = 1 << Math.min(bits, 8);
  return Array.from({ length: 256 / size }, (_, i) => i * size);
}
