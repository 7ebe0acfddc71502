import { describe, expect, it } from 'vitest';
import { Pace } from '../../../src/session/pace.ts';
import { PlayerSession, type FrameDriver } from '../../../src/session/player.ts';
import type { LoadOptions, SessionReply, SessionRequest } from '../../../src/session/protocol.ts';
import { serve } from '../../../src/session/serve.ts';
import { SramWatch } from '../../../src/session/sram-watch.ts';
import { romWith } from '../../fuzz/programs.ts';

/** Counts up in battery RAM forever: LDA $700000, INC, STA $700000, BRA. */
const COUNTER = romWith([0xaf, 0x00, 0x00, 0x70, 0x1a, 0x8f, 0x00, 0x00, 0x70, 0x80, 0xf5]);
/** Writes battery RAM once: LDA #$42, STA $700000, BRA. */
const WRITES_ONCE = romWith([0xa9, 0x42, 0x8f, 0x00, 0x00, 0x70, 0x80, 0xfe]);
const OPTIONS: LoadOptions = { region: 'auto', powerOn: { fill: 0 }, sram: null };

function session(): {
  player: PlayerSession;
  frames: () => number;
  samples: () => number;
  saves: Uint8Array[];
  clock: { now: number };
} {
  let frames = 0;
  let samples = 0;
  const saves: Uint8Array[] = [];
  const clock = { now: 0 };
  const player = new PlayerSession({
    video: { frame: () => void frames++ },
    audio: { samples: (_samples, count) => void (samples += count) },
    input: { pad: () => 0, pointer: () => ({ x: 0, y: 0, buttons: 0 }) },
    now: () => clock.now,
    sramChanged: (bytes) => void saves.push(bytes),
  });
  return { player, frames: () => frames, samples: () => samples, saves, clock };
}

describe('pace', () => {
  function framesIn(seconds: number, hertz: number, change: (pace: Pace) => void = () => {}, displayRate = 0): number {
    const pace = new Pace();
    pace.frameRate = 60.0988;
    change(pace);
    let frames = 0;
    for (let tick = 0; tick <= seconds * hertz; tick++) frames += pace.due((tick * 1000) / hertz, displayRate);
    return frames;
  }

  it.each([30, 59.94, 60, 75, 144, 240])('keeps the console’s rate on a display of %f Hz', (hertz) => {
    expect(Math.abs(framesIn(60, hertz) - 60 * 60.0988)).toBeLessThan(3);
  });

  it('follows the display when that is wanted and close', () => {
    expect(framesIn(10, 60, undefined, 60)).toBe(601);
    expect(Math.abs(framesIn(10, 75, undefined, 75) - 601)).toBeLessThan(3);
  });

  it('runs fast and slow by its factor', () => {
    expect(Math.abs(framesIn(10, 60, (pace) => (pace.speed = 4)) - 2404)).toBeLessThan(6);
    expect(Math.abs(framesIn(10, 60, (pace) => (pace.speed = 0.5)) - 300)).toBeLessThan(3);
  });

  it('does not make up for a pause of the whole machine', () => {
    const pace = new Pace();
    pace.due(0);
    expect(pace.due(60_000)).toBe(1);
    expect(pace.due(60_016)).toBeLessThan(3);
  });
});

/** A debugger that stands at a breakpoint. */
const STANDING: FrameDriver = {
  running: false,
  frame: () => false,
  pause: () => {},
  run: () => {},
  machineChanged: () => {},
  outsideChanged: () => {},
  idle: () => {},
  changed: () => {},
  redraw: () => {},
  gone: () => {},
};

describe('a playing session', () => {
  it('runs what is due, nothing while paused, one frame by hand', () => {
    const { player, frames, samples } = session();
    expect(player.advance(0)).toBe(0);
    expect(player.load(COUNTER, OPTIONS)).toMatchObject({ region: 'ntsc', sramSize: 8192 });
    for (let tick = 0; tick < 60; tick++) player.advance(tick * (1000 / 60));
    expect(frames()).toBeGreaterThanOrEqual(59);
    expect(frames()).toBeLessThanOrEqual(61);
    expect(samples()).toBeGreaterThan(31_000);
    player.paused = true;
    const before = frames();
    expect(player.advance(5000)).toBe(0);
    player.step();
    expect(frames()).toBe(before + 1);
  });

  it('tells of battery RAM within two seconds, and starts with what it is given', () => {
    const { player, saves, clock } = session();
    player.load(COUNTER, { ...OPTIONS, sram: new Uint8Array(8192).fill(0x42) });
    expect(player.sram()?.[1]).toBe(0x42);
    for (let tick = 0; tick < 120; tick++) {
      clock.now = tick * (1000 / 60);
      player.advance(clock.now);
    }
    expect(saves.length).toBeGreaterThan(0);
    expect(saves[0]?.length).toBe(8192);
    expect(saves[0]?.[1]).toBe(0x42);
  });

  it.each([
    ['by the player', (player: PlayerSession) => void (player.paused = true)],
    ['by a seek', (player: PlayerSession) => player.seek(player.history().end)],
    ['by the debugger', (player: PlayerSession) => void (player.driver = STANDING)],
  ])('tells of battery RAM at once when time is stopped %s, and once', (_how, stop) => {
    const { player, saves, clock } = session();
    player.load(COUNTER, OPTIONS);
    for (let tick = 0; tick < 10; tick++) player.advance((clock.now = tick * (1000 / 60)));
    expect(saves.length).toBe(0);
    stop(player);
    player.advance((clock.now += 16));
    expect(saves.length).toBe(1);
    expect(saves[0]).toEqual(player.sram());
    player.advance((clock.now += 5000));
    expect(saves.length).toBe(1);
  });

  it('tells of battery RAM although somebody asked for it in the meantime', () => {
    const { player, saves, clock } = session();
    player.load(WRITES_ONCE, OPTIONS);
    for (let tick = 0; tick < 120; tick++) {
      player.advance((clock.now = tick * (1000 / 60)));
      if (tick === 20) expect(player.saveState().sram?.[0]).toBe(0x42);
      if (tick === 21) expect(player.sram()?.[0]).toBe(0x42);
    }
    expect(saves.map((bytes) => bytes[0])).toEqual([0x42]);
  });

  it('writes nothing of the past that is looked at while time stands still', () => {
    const { player, saves, clock } = session();
    player.load(COUNTER, OPTIONS);
    for (let tick = 0; tick < 10; tick++) player.advance((clock.now = tick * (1000 / 60)));
    player.paused = true;
    const kept = saves.length;
    player.seek(2);
    player.advance((clock.now += 5000));
    player.paused = true;
    expect(saves.length).toBe(kept);
  });

  it('keeps a state with the picture and the battery RAM of its moment', () => {
    const { player } = session();
    player.load(COUNTER, OPTIONS);
    expect(player.saveState().picture).toBeNull();
    player.step();
    player.step();
    const moment = player.saveState();
    expect(moment).toMatchObject({ frame: 2, picture: player.picture(), sram: player.sram() });
    player.step();
    expect(moment.sram).not.toEqual(player.sram());
  });

  it('goes back to a state, and to nothing else when the state is damaged', () => {
    const { player } = session();
    player.load(COUNTER, OPTIONS);
    player.step();
    const { state, frame } = player.saveState();
    player.step();
    player.step();
    expect(player.frame).toBe(frame + 2);
    expect(() => player.loadState(state.slice(0, 100))).toThrow();
    expect(player.frame).toBe(frame + 2);
    player.loadState(state);
    expect(player.frame).toBe(frame);
    expect(player.picture()).toMatchObject({ width: 256, height: 224 });
  });

  it('keeps pictures of time that stands still out of a recording', () => {
    const seen: string[] = [];
    const player = new PlayerSession({
      video: { frame: () => void seen.push('runs') },
      still: { frame: () => void seen.push('stands') },
      audio: { samples: () => {} },
      input: { pad: () => 0, pointer: () => ({ x: 0, y: 0, buttons: 0 }) },
      now: () => 0,
      sramChanged: () => {},
    });
    player.load(COUNTER, OPTIONS);
    player.step();
    player.step();
    player.paused = true;
    player.loadState(player.saveState().state);
    player.seek(1);
    expect(seen).toEqual(['runs', 'runs', 'stands', 'stands']);
  });

  it('shows a state that is loaded while it stands still, and stays where the state is', () => {
    const { player, frames, samples } = session();
    player.load(COUNTER, OPTIONS);
    for (let frame = 0; frame < 3; frame++) player.step();
    const { state } = player.saveState();
    for (let frame = 0; frame < 5; frame++) player.step();
    player.paused = true;
    const before = { frames: frames(), samples: samples() };
    player.loadState(state);
    expect(frames()).toBe(before.frames + 1);
    expect(samples()).toBe(before.samples);
    expect(player.saveState().state).toEqual(state);
    player.paused = false;
    player.loadState(state);
    expect(frames()).toBe(before.frames + 1);
  });
});

describe('the session’s port', () => {
  it('answers each request once, faults in words', () => {
    const { player } = session();
    const replies: SessionReply[] = [];
    let ask: (request: SessionRequest) => void = () => {};
    serve(player, { post: (message) => void replies.push(message as SessionReply), listen: (listener) => void (ask = listener) });
    ask({ id: 1, call: 'saveState', argument: null });
    ask({ id: 2, call: 'load', argument: { rom: COUNTER, options: OPTIONS } });
    ask({ id: 3, call: 'saveState', argument: null });
    ask({ id: 4, call: 'toString' as never, argument: null });
    expect(replies.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    expect(replies[0]).toEqual({ id: 1, error: 'no game is loaded.' });
    expect(replies[2]).toHaveProperty('value.frame', 0);
    expect(replies[3]).toHaveProperty('error');
  });
});

describe('watching battery RAM', () => {
  it('waits for rest, but not longer than a second', () => {
    const sram = new Uint8Array(16);
    const watch = new SramWatch(sram);
    const times: number[] = [];
    for (let frame = 0; frame < 300; frame++) {
      if (frame < 150) sram[0] = frame;
      if (watch.poll(frame * 16.64) !== null) times.push(frame * 16.64);
    }
    expect(times[0]).toBeLessThan(1500);
    expect(times.at(-1)).toBeGreaterThan(2490);
    expect(times.at(-1)).toBeLessThan(3300);
    sram[0] = 7;
    expect(watch.flush()?.[0]).toBe(7);
    expect(watch.flush()).toBeNull();
  });
});
