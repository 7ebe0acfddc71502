import type { StateCalls } from '../../../src/shared/states.ts';
import type { StateStore } from './state-store.ts';

type Handlers = {
  readonly [N in keyof StateCalls]: (argument: StateCalls[N][0]) => StateCalls[N][1] | Promise<StateCalls[N][1]>;
};

/** What answers the bridge's calls for save states. */
export function stateHandlers(store: StateStore, titleOf: (hash: string) => string | null): Handlers {
  const done = async (work: Promise<unknown>): Promise<null> => {
    await work;
    return null;
  };
  return {
    'states.list': ({ hash }) => store.list(hash),
    'states.save': (request) => store.save(request),
    'states.load': ({ hash, id }) => store.load(hash, id),
    'states.latest': ({ hash }) => store.latest(hash),
    'states.inSlot': ({ hash, slot }) => store.inSlot(hash, slot),
    'states.setSlot': ({ hash, slot, id }) => done(store.setSlot(hash, slot, id)),
    'states.picture': ({ hash, id }) => store.picture(hash, id),
    'states.change': ({ hash, id, change }) => store.change(hash, id, change),
    'states.bin': ({ hash, ids }) => done(store.bin(hash, ids)),
    'states.restore': ({ hash, ids }) => done(store.restore(hash, ids)),
    'states.erase': ({ hash, ids }) => done(store.erase(hash, ids)),
    'states.acts': ({ hash }) => store.acts(hash),
    'states.loaded': ({ hash, before, after }) => done(store.loaded(hash, before, after)),
    'states.step': ({ hash, direction, act, back }) => done(store.step(hash, direction, act, back)),
    'states.quota': ({ hash, bytes }) => store.previewQuota(hash, bytes),
    'states.applyQuota': ({ hash, bytes }) => store.applyQuota(hash, bytes),
    'states.compare': ({ hash, a, b }) => store.compare(hash, a, b),
    'states.export': ({ hash, ids }) => store.export(hash, titleOf(hash) ?? 'Dotclock', ids),
    'states.import': ({ hash, name, bytes }) => store.import(hash, name, bytes),
    'states.hold': (request) => {
      store.hold(request);
      return null;
    },
    'states.keepHeld': () => done(store.keepHeld()),
    'states.running': ({ hash }) => done(store.setRunning(hash)),
    'states.recovery': async () => {
      const recovery = await store.takeRecovery();
      return recovery === null ? null : { ...recovery, title: titleOf(recovery.hash) ?? '' };
    },
  };
}
