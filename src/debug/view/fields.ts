import { Clock, LINE_CLOCKS } from '../../core/clock.ts';
import type { Rider } from '../run/history.ts';
import type { Position } from '../run/position.ts';

/** NTSC without interlace: the line of every other field that is a dot short. [anomie: timing] */
const SHORT_LINE = 240;

/** When the field began in which the beam is, in master clocks since power-on. */
export function fieldStart({ region, interlaceLatched, field, v, base, lineStart }: Clock): number {
  const short = region === 'ntsc' && !interlaceLatched && field === 1 && v > SHORT_LINE ? 4 : 0;
  return base + lineStart - v * LINE_CLOCKS + short;
}

/** Whether a field that began then is the one before that in which `clock` is. */
export function isFieldBefore(clock: Clock, began: number): boolean {
  return Math.abs(fieldStart(clock) - clock.lastLines * LINE_CLOCKS - began) <= 16;
}

/**
 * Runs on to a place, and where that is in the middle of a step, to the step's end. `there` is called at the place itself, with a copy of the clock,
 * which is given back, too.
 */
export function runToPlace({ snes, traveller, fine }: Rider, { time, micro }: Position, there: (beam: Clock) => void): Clock {
  traveller.runTo(time);
  let beam: Clock | null = null;
  const arrive = (): Clock => {
    beam ??= Object.assign(new Clock(), snes.clock);
    there(beam);
    return beam;
  };
  if (micro === 0) return arrive();
  fine.begin();
  fine.step((_, at) => {
    if (at === micro) arrive();
  });
  fine.end();
  return beam ?? arrive();
}
