import { Clock } from '../../core/clock.ts';
import type { Snes } from '../../core/snes.ts';

/** Where the beam is at a moment, and which frame that is. */
export interface BeamPlace {
  readonly line: number;
  readonly dot: number;
  /** Clocks since the line began. */
  readonly h: number;
  readonly field: number;
  readonly frame: number;
}

const beam = new Clock();
const place = { line: 0, dot: 0, h: 0, field: 0, frame: 0 };

/** The line after the S-CPU's, which it has not begun, though its cycle went on into it. */
function enterNextLine({ clock, ppu }: Snes): number {
  Object.assign(beam, clock);
  beam.nextLine(ppu.interlace);
  return beam.v === ppu.vdisp ? 1 : 0;
}

/** The line before the S-CPU's. */
function enterLineBefore({ clock, ppu }: Snes): number {
  beam.lineLength = clock.lastLineLength;
  beam.lineStart = clock.lineStart - clock.lastLineLength;
  beam.v = clock.v === 0 ? clock.lastLines - 1 : clock.v - 1;
  if (clock.v === 0) beam.field = clock.field === 0 ? 1 : 0;
  return clock.v === ppu.vdisp ? -1 : 0;
}

/**
 * Where the beam is when the sound processor's cycle under way ends. The S-CPU, whose cycles move the beam, is ahead of it by what has still to be
 * caught up, which differs with who watches. The object is used again for the next question.
 */
export function soundBeam(snes: Snes): BeamPlace {
  const { clock } = snes;
  const now = snes.soundTime - clock.base;
  beam.lineStart = clock.lineStart;
  beam.lineLength = clock.lineLength;
  beam.v = clock.v;
  beam.field = clock.field;
  let frames = 0;
  if (now >= clock.lineStart + clock.lineLength) frames = enterNextLine(snes);
  else if (now < clock.lineStart) frames = enterLineBefore(snes);
  beam.now = now;
  place.line = beam.v;
  place.dot = beam.dot;
  place.h = beam.h;
  place.field = beam.field;
  place.frame = snes.frame + frames;
  return place;
}
