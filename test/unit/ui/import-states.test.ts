import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TimelineActions } from '../../../src/ui/timeline-actions.ts';
import { FakeApp, HASH } from './fake-app.ts';

const file = (name: string): File => new File([new Uint8Array(4)], name);

let page: FakeApp;
beforeEach(() => {
  page = new FakeApp();
  page.host['states.import'] = ({ name }) => {
    if (name.startsWith('bad')) throw new Error('this is not a Dotclock state.');
    const refused = name.endsWith('.zip') ? [{ fileName: 'in.dcstate', reason: 'the archive is damaged.' }] : [];
    return { kind: 'states', ids: [name as never], refused };
  };
});
afterEach(() => vi.unstubAllGlobals());

it('of several files takes what is good, with one message, and tells of all the others', async () => {
  await new TimelineActions(page.app, HASH).take(['bad1.state', 'one.state', 'all.zip', 'bad2.state'].map(file));
  expect(page.texts()).toEqual(['Imported states: 2.', '3 files can’t be opened.']);
  page.toasts[1].options.run?.();
  expect(page.app.store.now.problems.map(({ fileName }) => fileName)).toEqual(['bad1.state', 'in.dcstate', 'bad2.state']);
  page.toasts[0].options.run?.();
  await vi.waitFor(() => expect(page.said('states.bin')).toEqual([{ hash: HASH, ids: ['one.state', 'all.zip'] }]));
});

it('of one bad file names it and its reason', async () => {
  await new TimelineActions(page.app, HASH).take([file('bad.state')]);
  expect(page.texts()).toEqual(['“bad.state” can’t be opened: this is not a Dotclock state.']);
});
