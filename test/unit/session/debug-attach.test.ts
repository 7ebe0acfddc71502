import { expect, it } from 'vitest';
import type { DebugEventMessage, DebugInfo, DebugStatus } from '../../../src/session/debug-protocol.ts';
import { PlayerSession } from '../../../src/session/player.ts';
import type { SessionReply, SessionRequest } from '../../../src/session/protocol.ts';
import { serve } from '../../../src/session/serve.ts';
import { romOf } from '../core/machine.ts';

// loop: inc $10 / bra loop
const ROM = romOf({ code: [0xe6, 0x10, 0x80, 0xfc] });

function open() {
  let now = 0;
  const player = new PlayerSession({
    video: { frame: () => {} },
    audio: { samples: () => {} },
    input: { pad: () => 0, pointer: () => ({ x: 0, y: 0, buttons: 0 }) },
    now: () => now,
    sramChanged: () => {},
  });
  const events: DebugEventMessage[] = [];
  const replies = new Map<number, (reply: SessionReply) => void>();
  let listener: (request: SessionRequest) => void = () => {};
  serve(player, {
    post: (message) => {
      if ('event' in message) events.push(structuredClone(message) as DebugEventMessage);
      else replies.get(message.id)?.(structuredClone(message));
    },
    listen: (heard) => (listener = heard),
  });
  let id = 0;
  const call = async (name: string, argument: unknown): Promise<unknown> => {
    const reply = await new Promise<SessionReply>((resolve) => {
      replies.set(++id, resolve);
      listener({ id, call: name, argument } as SessionRequest);
    });
    if ('error' in reply) throw new Error(reply.error);
    return reply.value;
  };
  const frames = (count: number): void => {
    for (let i = 0; i < count; i++) player.advance((now += 17));
  };
  const debug = (name: string, argument: unknown) => call('debug', { call: name, argument });
  return { player, events, call, debug, frames };
}

const LOAD = { rom: ROM, options: { region: 'auto', powerOn: { seed: 1 }, sram: null } };

it('opens on a running game, stops it, goes back and lets it go', async () => {
  const { player, events, call, debug, frames } = open();
  await expect(call('debugOpen', null)).rejects.toThrow('no game');
  await call('load', LOAD);
  frames(5);
  const info = (await call('debugOpen', null)) as DebugInfo;
  expect(info.memories.map(({ name }) => name)).toContain('vram');
  expect(player.paused).toBe(false);
  frames(5);
  const frame = player.frame;
  expect(frame).toBeGreaterThanOrEqual(9);
  const status = (await debug('pause', null)) as DebugStatus;
  expect(status).toMatchObject({ running: false, frame });
  expect(events.at(-1)).toMatchObject({ event: 'debug-stopped' });
  expect(player.paused).toBe(true);
  frames(3);
  expect(player.frame).toBe(frame);
  // While nothing is asked the code/data log is made complete; for a moment after a request it is not.
  const learned = async (): Promise<number> => ((await debug('coverage', null)) as { learned: number }).learned;
  const before = await learned();
  frames(10);
  expect(await learned()).toBe(before);
  frames(30);
  expect(await learned()).toBe(1);
  expect(player.frame).toBe(frame);
  const back = (await debug('step', { kind: 'frame', processor: 'cpu', count: 2, back: true })) as DebugStatus;
  expect(back.frame).toBe(frame - 2);
  await call('pause', false);
  frames(2);
  expect(player.frame).toBe(frame);
  await call('reset', null);
  expect(((await debug('status', null)) as DebugStatus).history.start.time).toBeLessThan(1000);
  await call('debugClose', null);
  frames(2);
  expect(player.frame).toBeGreaterThan(frame);
  await expect(debug('status', null)).rejects.toThrow('not open');
  await call('debugOpen', null);
  await call('load', LOAD);
  expect(events.at(-1)).toEqual({ event: 'debug-closed' });
});
