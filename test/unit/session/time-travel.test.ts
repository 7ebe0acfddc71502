import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeBundle } from '../../../build/bundle-options.mjs';
import { crc32 } from '../../../src/core/state/crc32.ts';
import { decodeMovie } from '../../../src/session/movie.ts';
import type { PlayerSession as Session } from '../../../src/session/player.ts';
import type { LoadOptions, SessionEvent } from '../../../src/session/protocol.ts';
import { romWith } from '../../fuzz/programs.ts';

/**
 * Without interrupts: waits for a whole automatic read, mixes pad 1 into $20-$21 and a counter, writes the mix to the backdrop colour and to a
 * port of the sound unit. LDA #1 STA $4200 / LDA $4212 LSR BCS / REP #$20 LDA $4218 ADC $20 ROL STA $20 SEP #$20 STA $2140 / STZ $2121
 * LDA $20 STA $2122 LDA $21 STA $2122 LDA #$0F STA $2100 / INC $22 BNE / BRA
 */
const MIXER = romWith([
  0x18, 0xfb, 0xa9, 0x01, 0x8d, 0x00, 0x42, 0xad, 0x12, 0x42, 0x4a, 0xb0, 0xfa, 0xc2, 0x20, 0xad, 0x18, 0x42, 0x65, 0x20, 0x2a,
  0x85, 0x20, 0xe2, 0x20, 0x8d, 0x40, 0x21, 0x9c, 0x21, 0x21, 0xa5, 0x20, 0x8d, 0x22, 0x21, 0xa5, 0x21, 0x8d, 0x22, 0x21, 0xa9,
  0x0f, 0x8d, 0x00, 0x21, 0x1a, 0x8f, 0x00, 0x00, 0x70, 0xe6, 0x22, 0xd0, 0xfc, 0x80, 0xce,
]);
const folder = mkdtempSync(join(tmpdir(), 'dotclock-session-'));
let PlayerSession: typeof Session;

/** Many frames run here: the session is bundled first, as it is in the app. */
beforeAll(async () => {
  await build(nodeBundle({ entry: 'src/session/player.ts', outDir: folder, name: 'player' }));
  ({ PlayerSession } = (await import(join(folder, 'player.mjs'))) as { PlayerSession: typeof Session });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const OPTIONS: LoadOptions = { region: 'auto', powerOn: { seed: 5 }, sram: null };

class Rig {
  pad = 0;
  readonly pictures: number[] = [];
  readonly events: SessionEvent[] = [];
  readonly saves: Uint8Array[] = [];
  sound = 0;
  heard = 0;
  readonly clock = { now: 0 };
  readonly player = new PlayerSession({
    video: { frame: ({ pixels, number }) => void this.pictures.push(pixels[512 * 100 + 10] + number * 2 ** 32) },
    audio: {
      samples: (samples, count) => {
        this.heard += count;
        this.sound = crc32(new Uint8Array(samples.slice(0, count * 2).buffer), this.sound);
      },
    },
    input: { pad: (index) => (index === 0 ? this.pad : 0), pointer: () => ({ x: 0, y: 0, buttons: 0 }) },
    now: () => this.clock.now,
    sramChanged: (bytes) => void this.saves.push(bytes),
    movieChanged: (event) => void this.events.push(event),
  });

  constructor() {
    this.player.load(MIXER, OPTIONS);
  }

  /** Each frame's input by its number; held for a while. */
  play(
    frames: number,
    padOf: (frame: number) => number = (frame) => (Math.imul((frame >> 3) + 1, 0x9e3779b1) >>> 16) & 0xfff0,
  ): void {
    for (let i = 0; i < frames; i++) {
      this.pad = padOf(this.player.history().position);
      this.player.step();
    }
  }

  get sum(): number {
    return crc32(this.player.saveState().state);
  }
}

describe('run-ahead', () => {
  it.each([1, 3])('of %i frames changes neither sound nor what happens, and shows what comes', (frames) => {
    const plain = new Rig();
    const ahead = new Rig();
    ahead.player.runAhead = frames;
    plain.play(60);
    ahead.play(60);
    expect(ahead.heard).toBeGreaterThan(25_000);
    expect([ahead.sound, ahead.heard]).toEqual([plain.sound, plain.heard]);
    // While the input held still the picture was the one that the other sees later.
    expect(ahead.pictures.slice(40, 44)).toEqual(plain.pictures.slice(40 + frames, 44 + frames));
    expect(ahead.player.frame).toBe(plain.player.frame);
    expect(ahead.sum).toBe(plain.sum);
    plain.play(10);
    ahead.play(10);
    expect(ahead.sound).toBe(plain.sound);
  });

  it('runs each frame once while the input holds still', () => {
    const { player, play } = ((rig) => ({ player: rig.player, play: rig.play.bind(rig) }))(new Rig());
    player.runAhead = 1;
    play(5, () => 0x8000);
    const { snes } = player.run!;
    let runs = 0;
    const runFrame = snes.runFrame.bind(snes);
    snes.runFrame = () => {
      runs++;
      return runFrame();
    };
    play(20, () => 0x8000);
    expect(runs).toBe(20);
    play(10, (frame) => (frame & 1) * 0x4000);
    expect(runs).toBe(40);
  });
});

describe('rewind', () => {
  it('shows every frame again backwards and goes on from there', () => {
    const rig = new Rig();
    rig.play(70);
    const forwards = [...rig.pictures];
    const again = new Rig();
    again.play(40);
    rig.pictures.length = 0;
    rig.player.rewind(true);
    for (let i = 0; i < 30; i++) rig.player.step();
    expect(rig.pictures).toEqual(forwards.slice(39, 69).reverse());
    rig.player.rewind(false);
    expect(rig.player.history()).toMatchObject({ position: 40, end: 70 });
    expect(rig.sum).toBe(again.sum);
    rig.play(5, () => 0x1230);
    again.play(5, () => 0x1230);
    expect(rig.sum).toBe(again.sum);
    expect(rig.player.history().end).toBe(45);
  });

  it('stops at the first frame', () => {
    const rig = new Rig();
    rig.play(20);
    rig.player.rewind(true);
    for (let i = 0; i < 40; i++) rig.player.step();
    rig.player.rewind(false);
    expect(rig.player.history().position).toBe(1);
    rig.play(3);
    expect(rig.player.history().position).toBe(4);
  });

  it('reaches any position and gives its picture', () => {
    const rig = new Rig();
    rig.play(50);
    const forwards = [...rig.pictures];
    for (const position of [50, 7, 31, 16, 15, 1]) {
      rig.pictures.length = 0;
      rig.player.seek(position);
      expect(rig.pictures).toEqual([forwards[position - 1]]);
    }
    expect(() => rig.player.seek(51)).toThrow(/not kept/);
  });

  it('knows which cheats held at what time', () => {
    const rig = new Rig();
    const cheat = [{ address: 0x7e0020, value: 0x11 }];
    rig.play(20);
    const before = rig.sum;
    rig.player.setCheats(cheat);
    rig.play(20);
    const after = rig.sum;
    rig.player.seek(20);
    expect(rig.sum).toBe(before);
    rig.player.seek(40);
    expect(rig.sum).toBe(after);
    rig.player.seek(10);
    rig.play(1);
    expect(rig.player.run?.snes.wram[0x20]).not.toBe(undefined);
    const movie = decodeMovie(rig.player.movieOfSession()!);
    expect(movie.events).toEqual([{ step: 10, what: 'cheats', cheats: cheat }]);
  });
});

describe('movies', () => {
  it('do the same again from power-on, from a file', () => {
    const rig = new Rig();
    rig.play(13);
    rig.player.movieRecord('power');
    rig.play(62);
    rig.player.reset();
    rig.play(10);
    const expected = rig.sum;
    const file = rig.player.movieStop()!;
    expect(decodeMovie(file)).toMatchObject({
      retries: 0,
      events: [
        { step: 0, what: 'cheats' },
        { step: 62, what: 'reset' },
      ],
    });
    expect(decodeMovie(file).checks.map(({ step }) => step)).toEqual([0, 60]);
    const other = new Rig();
    other.play(3);
    other.player.moviePlay(file);
    for (let i = 0; i < 80; i++) other.player.step();
    expect(other.player.movieMode).toBe('ended');
    expect(other.player.paused).toBe(true);
    expect(other.sum).toBe(expected);
    expect(other.events.at(-1)).toMatchObject({ mode: 'ended', step: 72, length: 72, desync: null });
  });

  it('begin with a state, are gone on with from any point, and count retries', () => {
    const rig = new Rig();
    rig.play(13);
    rig.player.movieRecord('now');
    rig.play(60);
    const file = rig.player.movieStop()!;
    const other = new Rig();
    expect(other.player.moviePlay(file)).toEqual({ length: 60, from: 'state', retries: 0 });
    for (let i = 0; i < 30; i++) other.player.step();
    other.player.movieTakeOver();
    other.play(20, () => 0x0f00);
    other.player.seek(40);
    other.play(10, () => 0x00f0);
    const end = other.sum;
    const longer = other.player.movieStop()!;
    expect(other.player.history().position).toBe(0);
    expect(decodeMovie(longer)).toMatchObject({ retries: 1 });
    const third = new Rig();
    third.player.moviePlay(longer);
    for (let i = 0; i < 60; i++) third.player.step();
    expect(third.sum).toBe(end);
    expect(third.events.at(-1)).toMatchObject({ mode: 'ended', desync: null });
  });

  it('say how far they are, some times a second and at every step of a paused one', () => {
    const rig = new Rig();
    rig.play(13);
    const run = (frames: number): void => {
      for (let i = 0; i < frames; i++) {
        rig.clock.now += 1000 / 60;
        rig.player.advance(rig.clock.now);
      }
    };
    const told = (): number[] => rig.events.splice(0).map((event) => (event.event === 'movie' ? event.step : -1));
    run(40);
    expect(told()).toEqual([]);
    rig.player.movieRecord('now');
    expect(told()).toEqual([0]);
    run(70);
    const steps = told();
    expect(steps.length).toBeGreaterThanOrEqual(3);
    expect(steps.every((step, at) => step === (at + 1) * 15)).toBe(true);
    rig.player.paused = true;
    run(3);
    expect(told()).toHaveLength(1);
    rig.player.step();
    run(3);
    const [step] = told();
    rig.player.step();
    run(3);
    expect(told()).toEqual([step + 1]);
    rig.player.seek(rig.player.history().position - 20);
    run(3);
    expect(told()).toEqual([step + 1 - 20]);
    rig.player.paused = false;
    const file = rig.player.movieStop()!;
    rig.player.moviePlay(file);
    told();
    run(70);
    expect(rig.events.at(-1)).toMatchObject({ mode: 'ended', length: step - 19 });
    expect(
      told()
        .slice(0, -1)
        .every((one) => one % 15 === 0),
    ).toBe(true);
  });

  it('say where they went wrong', () => {
    const rig = new Rig();
    rig.player.movieRecord('power');
    rig.play(125);
    const file = rig.player.movieStop()!;
    const other = new Rig();
    other.player.moviePlay(file);
    for (let i = 0; i < 50; i++) other.player.step();
    other.player.run!.snes.wram[0x1000] ^= 1;
    for (let i = 0; i < 80; i++) other.player.step();
    expect(other.events.at(-1)).toMatchObject({ mode: 'ended', desync: 60 });
  });

  it('of another game, damaged or cut off are refused, and the game goes on', () => {
    const rig = new Rig();
    rig.player.movieRecord('power');
    rig.play(20);
    const file = rig.player.movieStop()!;
    const sum = rig.sum;
    for (let at = 0; at < file.length; at += 7) {
      const bad = file.slice();
      bad[at] ^= 0x10;
      expect(() => rig.player.moviePlay(bad)).toThrow();
      expect(() => rig.player.moviePlay(file.slice(0, at))).toThrow();
    }
    const other = new PlayerSession({
      video: { frame: () => {} },
      audio: { samples: () => {} },
      input: { pad: () => 0, pointer: () => ({ x: 0, y: 0, buttons: 0 }) },
      now: () => 0,
      sramChanged: () => {},
    });
    other.load(romWith([0x80, 0xfe]), OPTIONS);
    expect(() => other.moviePlay(file)).toThrow(/another game/);
    expect(rig.sum).toBe(sum);
  });

  it('leave the player’s battery save alone', () => {
    const rig = new Rig();
    rig.player.movieRecord('power');
    rig.play(60);
    const file = rig.player.movieStop()!;
    const other = new Rig();
    other.player.moviePlay(file);
    for (let i = 0; i < 60; i++) {
      other.clock.now += 100;
      other.player.step();
    }
    expect(other.saves).toEqual([]);
    expect(other.player.sram()).toBeNull();
    other.player.movieStop();
    expect(other.player.history().position).toBe(0);
    expect(other.player.sram()).not.toBeNull();
  });
});

describe('the inputs of a state', () => {
  it('make it again, from power-on and from the state before it', () => {
    const rig = new Rig();
    rig.play(40);
    const first = rig.player.saveState();
    rig.play(20);
    rig.player.loadState(first.state);
    rig.play(25, () => 0x4440);
    const second = rig.player.saveState();
    const other = new Rig();
    const rebuilt = other.player.rebuild(MIXER, first.inputs!, null);
    expect(crc32(rebuilt.state)).toBe(crc32(first.state));
    const next = other.player.rebuild(MIXER, second.inputs!, rebuilt.state);
    expect(crc32(next.state)).toBe(crc32(second.state));
    expect(() => other.player.rebuild(MIXER, second.inputs!, null)).toThrow(/begin with is missing/);
    expect(() => other.player.moviePlay(second.inputs!)).toThrow(/inputs of a saved state/);
  });

  it('are the same after a power cycle, which starts like the first', () => {
    const rig = new Rig();
    rig.play(40);
    rig.player.power();
    rig.play(40, () => 0x8000);
    const { state, inputs } = rig.player.saveState();
    expect(crc32(rig.player.rebuild(MIXER, inputs!, null).state)).toBe(crc32(state));
  });
});
