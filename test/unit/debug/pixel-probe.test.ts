import { describe, expect, it } from 'vitest';
import { PpuTrace } from '../../../src/core/ppu/trace.ts';
import { PixelProbe, type LayerCandidate, type PixelReport } from '../../../src/debug/view/pixel-probe.ts';
import type { Ppu } from '../../../src/core/ppu/ppu.ts';
import { Random, Rig } from '../ppu/rig.ts';

/** The colour that VRAM's bytes give where a candidate says that it comes from. */
function fromMemory(ppu: Ppu, { origin }: LayerCandidate): number {
  const { vram, oam } = ppu;
  if (origin === null) return 0;
  if (origin.kind === 'mode7') return origin.tileAddress < 0 ? 0 : vram[origin.tileAddress >> 1] >> 8;
  const bits = origin.kind === 'sprite' ? 4 : origin.bits;
  const base = origin.tileAddress >> 1;
  let pixel = 0;
  const column = origin.kind === 'sprite' ? 0 : origin.column;
  if (origin.kind === 'sprite') return oam[origin.oamAddress + 2];
  if (column > 7) return -1;
  for (let plane = 0; plane < bits; plane += 2) {
    const word = vram[(base + plane * 4) & 0x7fff];
    pixel |= ((word >> (7 - column)) & 1) << plane;
    pixel |= ((word >> (15 - column)) & 1) << (plane + 1);
  }
  return pixel;
}

/** The candidate with the greatest word of those that are let through. */
function winnerOf(candidates: readonly LayerCandidate[], screen: 'main' | 'sub'): number {
  let best = 0;
  for (const one of candidates) if (one.screen === screen && one.enabled && !one.windowed && one.word > best) best = one.word;
  return best;
}

function randomScene(rig: Rig, random: Random, mode: number): void {
  const { vram, oam, cgram } = rig.ppu;
  for (let i = 0; i < vram.length; i++) vram[i] = random.chance(3) ? 0 : random.next() >>> 8;
  for (let i = 0; i < 256; i++) cgram[i] = random.next() & 0x7fff;
  for (let i = 0; i < oam.length; i++) oam[i] = random.byte();
  rig.write(0x05, mode | (random.byte() & 0xf8));
  rig.write(0x01, random.byte());
  rig.write(0x06, random.chance(2) ? 0 : random.byte());
  for (let a = 0x07; a <= 0x0c; a++) rig.write(a, random.byte());
  for (let a = 0x0d; a <= 0x14; a++) rig.write(a, random.byte(), random.byte());
  rig.write(0x1a, random.byte());
  for (let a = 0x1b; a <= 0x20; a++) rig.write(a, random.byte(), random.chance(2) ? random.below(3) : random.byte());
  for (let a = 0x23; a <= 0x31; a++) rig.write(a, random.chance(4) ? 0 : random.byte());
  if (random.chance(2)) rig.write(0x2c, 0x1f, 0x1f);
  rig.write(0x32, random.byte(), random.byte());
  rig.write(0x33, random.byte() & 0x4f);
  rig.write(0x00, 0x0f);
}

/** A register that changes within a line, now and then. */
function disturb(rig: Rig, random: Random): number {
  if (!random.chance(3)) return -1;
  rig.toClock(60 + random.below(1000));
  const addr = [0x00, 0x05, 0x06, 0x0d, 0x0e, 0x1b, 0x26, 0x2c, 0x2d, 0x30, 0x31, 0x32, 0x33][random.below(13)];
  rig.write(addr, addr === 0 ? (random.chance(4) ? 0x8f : 0x0f) : random.byte());
  return addr;
}

describe('pixel inspector', () => {
  for (let mode = 0; mode < 8; mode++) {
    it(`tells every pixel of random scenes of mode ${mode} as it is drawn`, { timeout: 240_000 }, () => {
      const random = new Random(77 + mode);
      let opaque = 0;
      for (let scene = 0; scene < 3; scene++) {
        const rig = new Rig();
        randomScene(rig, random, mode);
        rig.toLine(0);
        const { ppu } = rig;
        const reports: PixelReport[] = [];
        ppu.renderer.probe = new PixelProbe(
          ppu,
          new PpuTrace(),
          () => true,
          (report) => reports.push(report),
        );
        for (let v = 1; v < 224; v++) {
          rig.nextLine();
          reports.length = 0;
          // After a change of mode a tile is put together from what both modes fetched.
          const changed = scene > 0 ? disturb(rig, random) : -1;
          rig.toClock(1300);
          ppu.catchUp();
          const row = ppu.interlace ? (v - 1) * 2 + rig.clock.field : v - 1;
          expect(reports.length, `line ${v}`).toBe(256);
          const drawn = rig.colors(row);
          const wide = drawn.length === 512;
          reports.forEach((report) => {
            const { x, colors, candidates, forcedBlank } = report;
            const where = `scene ${scene} line ${v} x ${x}`;
            const left = drawn[wide ? 2 * x : x];
            const right = drawn[wide ? 2 * x + 1 : x];
            if (colors[0].result !== left || colors[1].result !== right)
              expect.fail(`${where}: ${colors[0].result}, ${colors[1].result} for ${left}, ${right}`);
            if (forcedBlank) return;
            const word = winnerOf(candidates, 'main');
            const wins = candidates.filter((one) => one.screen === 'main' && one.wins);
            if (wins.length > 1 || (wins[0]?.word ?? 0) !== word)
              expect.fail(`${where}: ${wins.map((one) => one.layer).join()} wins, not ${word.toString(16)}`);
            for (const one of candidates) {
              if (!one.opaque) continue;
              opaque++;
              if (one.origin === null) expect.fail(`${where}: ${one.layer} comes from nowhere`);
              if (one.origin.kind === 'sprite' || changed === 0x05) continue;
              const pixel = fromMemory(ppu, one);
              const bits = one.origin.kind === 'mode7' ? (one.layer === 'bg2' ? 7 : 8) : one.origin.bits;
              const mask = (1 << bits) - 1;
              if (pixel >= 0 && (pixel & mask) !== (one.color & mask))
                expect.fail(`${where}: ${one.layer} has ${one.color & mask}, memory ${pixel & mask}`);
              if (one.origin.kind === 'background' && ppu.vram[one.origin.mapAddress >> 1] !== one.origin.entry)
                expect.fail(`${where}: ${one.layer} has another map entry`);
            }
          });
        }
      }
      expect(opaque).toBeGreaterThan(10_000);
    });
  }
});
