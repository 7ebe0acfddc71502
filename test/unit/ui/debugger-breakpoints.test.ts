import { expect, it } from 'vitest';
import type { Breakpoint } from '../../../src/session/debug-protocol.ts';
import { FakeApp } from './fake-app.ts';

/** A session that answers a little later. */
function later(app: FakeApp['app']): { kept: readonly Breakpoint[] } {
  const session = { kept: [] as readonly Breakpoint[] };
  app.debug.ask = async (call: string, argument: unknown) => {
    const answer = session.kept.map((one) => ({ ...one, hits: 3 }));
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (call === 'breakpoints') return answer;
    session.kept = argument as readonly Breakpoint[];
    return null;
  };
  return session;
}

it('breakpoints that are set one upon the other are all kept, each with a number of its own', async () => {
  const { app } = new FakeApp();
  const session = later(app);
  const first = app.debug.addBreakpoint({ memory: 'wram', from: 0x10, to: 0x10, write: true });
  // The machine stops meanwhile, and the list is read.
  const second = app.debug.addBreakpoint({ memory: 'wram', from: 0x20, to: 0x20, read: true });
  await Promise.all([first, second]);
  expect(session.kept.map(({ id, from }) => [id, from])).toEqual([
    [1, 0x10],
    [2, 0x20],
  ]);
  expect(app.debug.breakpoints.value.map(({ id }) => id)).toEqual([1, 2]);
});
