import type { TileFormat } from '../../../session/debug-protocol.ts';
import type { PpuValues } from './use-hardware.ts';
import { bitsOfLayer, layersOfMode } from './palette-owners.ts';

export interface TilePlace {
  readonly layer: string;
  /** Byte address in VRAM. */
  readonly address: number;
  readonly format: TileFormat;
  /** First colour. */
  readonly palette: number;
}

/** Where the layers of the mode and the sprites have their tiles. */
export function tilePlaces(ppu: PpuValues): TilePlace[] {
  const value = (name: string): number => ppu[name] ?? 0;
  const mode = value('bgMode');
  const places: TilePlace[] = [];
  for (let bg = 0; bg < layersOfMode(mode, value('extBg') === 1); bg++) {
    const format: TileFormat = mode === 7 ? 'mode7-vram' : (bitsOfLayer(mode, bg) as 2 | 4 | 8);
    const address = mode === 7 ? 0 : (value(`tileAddress[${bg}]`) << 1) & 0xffff;
    places.push({ layer: `BG${bg + 1}`, address, format, palette: mode === 0 ? bg * 32 : 0 });
  }
  const first = (value('objAddress') << 1) & 0xffff;
  const second = ((value('objAddress') + value('objSecondTable')) << 1) & 0xffff;
  places.push(
    { layer: 'OBJ 1', address: first, format: 4, palette: 128 },
    { layer: 'OBJ 2', address: second, format: 4, palette: 128 },
  );
  return places;
}
