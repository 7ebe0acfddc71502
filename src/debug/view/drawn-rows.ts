import type { Snes } from '../../core/snes.ts';
import type { VideoFrame } from '../../core/platform.ts';
import type { Position } from '../run/position.ts';
import { fieldStart } from './fields.ts';
import type { PixelReport } from './pixel-probe.ts';

/** A pixel of the picture as it was drawn last. */
export interface DrawnPixel {
  readonly report: PixelReport;
  /** When its span was drawn. */
  readonly position: Position;
  readonly row: number;
}

/** Keeps of each pixel what was told last, as the picture does: at the end of a field, rows that no line was drawn to are blank. */
export class DrawnRows {
  readonly #snes: Snes;
  readonly #pixels = new Map<number, DrawnPixel>();
  #interlaced: boolean | null = null;

  constructor(snes: Snes) {
    this.#snes = snes;
  }

  get pixels(): DrawnPixel[] {
    return [...this.#pixels.values()];
  }

  add(report: PixelReport, row: number): void {
    const { clock } = this.#snes;
    this.#pixels.set(row * 256 + report.x, { report, row, position: { time: clock.base + clock.now, micro: 0 } });
  }

  frame({ interlaced, field }: VideoFrame): void {
    const start = fieldStart(this.#snes.clock);
    for (const [key, { row, position }] of this.#pixels) {
      const stays = interlaced && (row & 1) !== field;
      if (!stays && position.time < start) this.#pixels.delete(key);
    }
    if (interlaced && this.#interlaced === false) this.#double(field);
    this.#interlaced = interlaced;
  }

  /** The first field after interlace begins stands in for the other, too. */
  #double(field: number): void {
    const shown = this.pixels.filter(({ row }) => (row & 1) === field);
    this.#pixels.clear();
    for (const pixel of shown)
      for (const row of [pixel.row, pixel.row ^ 1]) this.#pixels.set(row * 256 + pixel.report.x, { ...pixel, row });
  }
}
