import { describe, expect, it } from 'vitest';
import type { Debugger } from '../../../src/debug/debugger.ts';
import type { PixelOrigin } from '../../../src/debug/view/pixel-origin.ts';
import type { DrawnPixel } from '../../../src/debug/view/drawn-rows.ts';
import { drawnPixels, inspectPixel } from '../../../src/debug/view/pixel-inspector.ts';
import { debuggerOf } from '../../debug/rig.ts';
import { buildRom } from '../../roms/harness.ts';

/** A debugger to which a state was loaded that another machine saved. */
function loaded(rom: Uint8Array, state: Uint8Array): Debugger {
  const one = debuggerOf(rom);
  one.history.live.snes.loadState(state);
  one.history.restart();
  one.stand.settle();
  return one;
}

const everything = (one: Debugger): Map<number, DrawnPixel> =>
  new Map(drawnPixels(one.history, one.position, () => true).map((pixel) => [pixel.row * 256 + pixel.report.x, pixel]));

/** What is said of a pixel without what cannot be known right after a load: the places of what was fetched before. */
function known({ report }: DrawnPixel): unknown {
  return { ...report, candidates: report.candidates.map((one) => ({ ...one, origin: null })) };
}

/** Without when it was fetched: whoever draws later does it later. */
function placeOf(origin: PixelOrigin): unknown {
  return { ...origin, mapTime: 0, tileTime: 0, time: 0 };
}

describe.each(['picture-sprites', 'picture-hires-math', 'interlace-lines'])(
  'the pixel inspector after a state of %s was loaded',
  (name) => {
    const rom = buildRom(name);
    const source = debuggerOf(rom);
    for (let frame = 0; frame < 24; frame++) source.runFrame();
    source.pause();

    it('knows no pixel at once, and after a frame all of them', { timeout: 120_000 }, () => {
      const one = loaded(rom, source.snes.saveState());
      expect(inspectPixel(one.history, one.position, 100, 100, true)).toBeNull();
      expect(everything(one).size).toBe(0);
      one.step('into', 'cpu');
      expect(everything(one).size).toBe(0);
      one.step('frame', 'cpu');
      for (const pixel of everything(one).values()) {
        const { report, row } = pixel;
        const { pixels, wide } = one.snes.ppu.renderer;
        const at = wide[row] === 1 ? 2 * report.x + 1 : report.x;
        if (!report.forcedBlank) expect(report.colors[1].result).toBe(pixels[row * 512 + at] & 0x7fff);
        for (const { opaque, origin } of report.candidates) if (opaque) expect(origin).not.toBeNull();
      }
    });

    it(
      'knows what was drawn since, and of nothing says more than it knows, in the middle of a line',
      { timeout: 120_000 },
      () => {
        source.runTo({ kind: 'beam', line: 60, dot: 100 });
        const one = loaded(rom, source.snes.saveState());
        expect(everything(one).size).toBe(0);
        one.step('into', 'cpu');
        source.step('into', 'cpu');
        expect(everything(one).size).toBeLessThan(256);
        one.step('scanline', 'cpu', 3);
        source.step('scanline', 'cpu', 3);
        const whole = everything(source);
        const part = everything(one);
        expect(part.size).toBeGreaterThan(400);
        let unknown = 0;
        for (const [key, pixel] of part) {
          const want = whole.get(key)!;
          expect(known(pixel)).toEqual(known(want));
          pixel.report.candidates.forEach(({ origin }, at) => {
            const right = want.report.candidates[at].origin;
            if (origin === null || (origin.kind === 'background' && origin.mapAddress < 0)) {
              if (right !== null) unknown++;
            } else expect(placeOf(origin)).toEqual(placeOf(right!));
          });
        }
        // The rest of the line, and sprites that had been fetched.
        expect(unknown).toBeLessThan(256 * 10);
      },
    );
  },
);
