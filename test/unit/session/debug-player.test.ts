import { describe, expect, it } from 'vitest';
import { NEW_BREAKPOINT } from '../../../src/debug/break/breakpoints.ts';
import type { FrameEvent } from '../../../src/debug/view/frame-events.ts';
import type { DebugStatus } from '../../../src/session/debug-protocol.ts';
import { PlayerSession } from '../../../src/session/player.ts';
import type { SavedMoment, SessionEvent, SessionReply, SessionRequest } from '../../../src/session/protocol.ts';
import { serve } from '../../../src/session/serve.ts';
import { romOf } from '../core/machine.ts';

/** NMI and automatic reading on; loop: wai / bra. NMI: what pad 1 says is added to $10 and put to $0200,x; inc x; the backdrop's colour is $10. */
const ROM = romOf({
  code: [
    0x18, 0xfb, 0xe2, 0x30, 0xa2, 0x00, 0x64, 0x10, 0xa9, 0x0f, 0x8d, 0x00, 0x21, 0xa9, 0x81, 0x8d, 0x00, 0x42, 0xcb, 0x80, 0xfd,
  ],
  at: {
    0x8200: [
      [
        0xad, 0x10, 0x42, 0xad, 0x12, 0x42, 0x4a, 0xb0, 0xfa, 0xad, 0x18, 0x42, 0x18, 0x65, 0x10, 0x85, 0x10, 0x9d, 0x00, 0x02,
        0xe8,
      ],
      [0x9c, 0x21, 0x21, 0x8d, 0x22, 0x21, 0x9c, 0x22, 0x21, 0x40],
    ].flat(),
  },
  nmi: 0x8200,
});

function open() {
  let now = 0;
  const player: PlayerSession = new PlayerSession({
    video: { frame: () => {} },
    audio: { samples: () => {} },
    // What is held depends on the frame alone.
    input: { pad: () => (player.frame * 0x1370) & 0xfff0, pointer: () => ({ x: 0, y: 0, buttons: 0 }) },
    now: () => now,
    sramChanged: () => {},
  });
  const replies = new Map<number, (reply: SessionReply) => void>();
  const movies: (SessionEvent & { event: 'movie' })[] = [];
  let listener: (request: SessionRequest) => void = () => {};
  serve(player, {
    post: (message) => {
      if (!('event' in message)) replies.get(message.id)?.(structuredClone(message));
    },
    listen: (heard) => (listener = heard),
  });
  let id = 0;
  const call = async <T = unknown>(name: string, argument: unknown = null): Promise<T> => {
    const reply = await new Promise<SessionReply>((resolve) => {
      replies.set(++id, resolve);
      listener({ id, call: name, argument } as SessionRequest);
    });
    if ('error' in reply) throw new Error(reply.error);
    return reply.value as T;
  };
  const debug = <T = unknown>(name: string, argument: unknown = null): Promise<T> => call<T>('debug', { call: name, argument });
  /** Until so many frames of the machine are over. */
  const upTo = (frame: number): void => {
    for (let i = 0; player.frame < frame && i < 5000; i++) player.advance((now += 17));
    expect(player.frame).toBeGreaterThanOrEqual(frame);
  };
  const load = (): Promise<unknown> => call('load', { rom: ROM, options: { region: 'auto', powerOn: { seed: 1 }, sram: null } });
  const memory = (): Uint8Array => player.run!.snes.wram.slice(0, 0x400);
  return { player, call, debug, upTo, load, memory, movies, tick: () => player.advance((now += 17)) };
}

/** The memory of a game that nobody looked into, after so many frames. */
async function plain(frame: number): Promise<Uint8Array> {
  const { load, upTo, memory } = open();
  await load();
  upTo(frame);
  return memory();
}

describe('a movie', () => {
  it('is the same though somebody asked for the debugger while it was made, which waits for its end', async () => {
    const record = async (ask: boolean): Promise<Uint8Array> => {
      const { player, call, load, upTo } = open();
      await load();
      upTo(5);
      player.movieRecord('power');
      upTo(60);
      if (ask) await expect(call('debugOpen')).rejects.toThrow('movie');
      upTo(130);
      return player.movieStop()!;
    };
    const without = await record(false);
    expect(await record(true)).toEqual(without);
    const { player, call, load, upTo } = open();
    await load();
    player.moviePlay(without);
    upTo(60);
    await expect(call('debugOpen')).rejects.toThrow('movie');
    upTo(player.run!.frame + 60);
    expect(player.movieMode).not.toBe('none');
    await call('movieStop');
    await call('debugOpen');
    expect(() => player.movieRecord('now')).toThrow('debugger');
    expect(() => player.moviePlay(without)).toThrow('debugger');
  });

  it.each([0, 7, 333])(
    'that begins where the debugger left the game, perhaps inside of a frame, plays in step: %i',
    async (steps) => {
      const { player, call, debug, load, upTo, memory, tick } = open();
      await load();
      upTo(20);
      await call('debugOpen');
      upTo(40);
      await debug('pause');
      for (let i = 0; i < 9; i++) await debug('step', { kind: 'frame', processor: 'cpu', back: true });
      await debug('step', { kind: 'into', processor: 'cpu', back: true, count: 30 });
      await debug('writeMemory', { memory: 'wram', address: 0x300, bytes: new Uint8Array([steps & 0xff]) });
      await debug('step', { kind: 'into', processor: 'cpu', count: steps + 1 });
      await call('debugClose');
      // What was played so far is no movie: it has a change by hand in it.
      expect(player.movieOfSession()).toBeNull();
      player.movieRecord('now');
      player.paused = false;
      upTo(player.frame + 130);
      const length = player.run!.history.position;
      const movie = player.movieStop()!;
      const want = memory();
      player.moviePlay(movie);
      for (let i = 0; i < 1000 && player.movieMode === 'playing'; i++) tick();
      expect(player.movieMode).toBe('ended');
      expect(length).toBeGreaterThan(129);
      expect(memory()).toEqual(want);
    },
  );
});

describe('while the debugger is open', () => {
  it('the game is what it would have been, with fast forward, run-ahead and an attempt to rewind', async () => {
    const { player, call, debug, load, upTo, memory } = open();
    await load();
    player.runAhead = 3;
    upTo(10);
    await call('debugOpen');
    player.runAhead = 2;
    player.speed = 4;
    upTo(30);
    player.rewind(true);
    expect(player.rewinding).toBe(false);
    player.speed = 1;
    await debug('pause');
    for (let i = 0; i < 8; i++) await debug('step', { kind: 'frame', processor: 'cpu', back: true });
    await debug('step', { kind: 'into', processor: 'cpu', back: true, count: 5 });
    await debug('run', { fromHere: false });
    upTo(50);
    const { frame } = player;
    expect(memory()).toEqual(await plain(frame));
    await call('debugClose');
    upTo(70);
    const later = player.frame;
    player.run!.ahead.settle();
    expect(memory()).toEqual(await plain(later));
    // And back over the time with the debugger: what comes again is the same.
    player.rewind(true);
    for (let i = 0; i < 10; i++) player.step();
    player.rewind(false);
    player.runAhead = 0;
    upTo(80);
    expect(memory()).toEqual(await plain(player.frame));
  });

  it('a loaded state begins the history anew: breakpoints, events and steps back are those after it', async () => {
    const { player, call, debug, load, upTo, tick } = open();
    await load();
    upTo(20);
    const { state } = player.saveState();
    upTo(40);
    await call('debugOpen');
    await debug('setBreakpoints', [
      { ...NEW_BREAKPOINT, id: 1, write: true, memory: 'cgram', from: 0, to: 1, condition: 'hits > 200' },
    ]);
    upTo(60);
    for (const running of [true, false]) {
      if (!running) {
        await debug('pause');
        await debug('step', { kind: 'into', processor: 'cpu', back: true, count: 9 });
      }
      player.loadState(state);
      const loaded = await debug<DebugStatus>('status');
      expect(loaded.frame).toBe(20);
      expect(loaded.running).toBe(running);
      expect(loaded.history.start).toEqual(loaded.history.end);
      if (running) await debug('pause');
      const { position } = await debug<DebugStatus>('status');
      expect(await debug<FrameEvent[]>('frameEvents', { frame: 'previous' })).toEqual([]);
      expect(await debug('step', { kind: 'into', processor: 'cpu', back: true, count: 3 })).toMatchObject({
        stop: { reason: 'beginning' },
        position,
      });
      await debug('setBreakpoints', [{ ...NEW_BREAKPOINT, id: 2, write: true, memory: 'cgram', from: 0, to: 1 }]);
      await debug('run', { fromHere: false });
      for (let i = 0; i < 9 && !player.paused; i++) tick();
      const hit = await debug<DebugStatus>('status');
      expect(hit.stop?.reason).toBe('breakpoint');
      expect(hit.stop?.hits[0]).toMatchObject({ id: 2, kind: 'write', memory: 'cgram' });
      expect(hit.frame).toBe(20);
      const events = await debug<FrameEvent[]>('frameEvents', { frame: 'current' });
      expect(events.length).toBeGreaterThan(0);
      expect(events.every(({ position: { time } }) => time >= loaded.history.start.time && time <= hit.position.time)).toBe(true);
      await debug('writeMemory', { memory: 'wram', address: 0x300, bytes: new Uint8Array([1]) });
      expect(await debug<FrameEvent[]>('frameEvents', { frame: 'current' })).toEqual(events);
      // It was the first one; before it there is the loaded state.
      expect(await debug('continueBack')).toMatchObject({ stop: { reason: 'beginning' }, position: loaded.history.start });
      await debug('setBreakpoints', []);
      await debug('run', { fromHere: true });
    }
  });

  it('a saved state is the machine where it stands, also in the past, and has no inputs that do not lead there', async () => {
    const { player, call, debug, load, upTo, memory } = open();
    await load();
    upTo(20);
    await call('debugOpen');
    upTo(45);
    await debug('pause');
    for (let i = 0; i < 6; i++) await debug('step', { kind: 'frame', processor: 'cpu', back: true });
    await debug('step', { kind: 'into', processor: 'cpu', back: true, count: 11 });
    const saved: SavedMoment = player.saveState();
    expect(saved.inputs).toBeNull();
    await debug('run', { fromHere: false });
    upTo(60);
    const at = player.frame;
    const want = memory();
    const other = open();
    await other.load();
    other.player.loadState(saved.state);
    other.upTo(at);
    expect(other.player.frame).toBe(at);
    expect(other.memory()).toEqual(want);
  });
});
