import { expect, it } from 'vitest';
import type { DebugStatus, Position } from '../../../src/session/debug-protocol.ts';
import { FakeApp } from './fake-app.ts';

const at = (time: number): Position => ({ time, micro: 0 });

/** A machine that is where it is asked to be, with a history of 100 to 900. */
function travelling(app: FakeApp['app']): { now: Position; end: number } {
  const machine = { now: at(800), end: 900 };
  const status = (): DebugStatus =>
    ({
      running: false,
      position: machine.now,
      history: { start: at(100), end: at(machine.end) },
      stop: null,
    }) as unknown as DebugStatus;
  app.debug.ask = async (call: string, argument: unknown) => {
    if (call === 'goTo') machine.now = argument as Position;
    if (call === 'continueBack') machine.now = at(machine.now.time - 50);
    if (call === 'step') machine.now = at(machine.now.time + 1);
    return status();
  };
  app.debug.status.value = status();
  return machine;
}

it('a leap through time is returned from, step for step, and a step is none', async () => {
  const { app } = new FakeApp();
  const machine = travelling(app);
  await app.debug.goTo(at(300));
  await app.debug.step('into');
  await app.debug.continueBack();
  expect(machine.now).toEqual(at(251));
  await app.debug.returnBack();
  expect(machine.now).toEqual(at(301));
  await app.debug.returnBack();
  expect(machine.now).toEqual(at(800));
  await app.debug.returnBack();
  expect(machine.now).toEqual(at(800));
  expect(app.store.now.toasts.map(({ text }) => text)).toEqual([app.text('debug.noReturnTo')]);
});

it('a leap to where one is leaves nothing to return to', async () => {
  const { app } = new FakeApp();
  travelling(app);
  await app.debug.goTo(at(800));
  expect(app.debug.moments.left.value).toEqual([]);
});

it('a moment that is no more can not be returned to', async () => {
  const { app } = new FakeApp();
  const machine = travelling(app);
  await app.debug.goTo(at(300));
  machine.end = 310;
  app.debug.status.value = { ...(app.debug.status.value as DebugStatus), history: { start: at(100), end: at(310) } };
  expect(app.debug.moments.left.value).toEqual([]);
});
