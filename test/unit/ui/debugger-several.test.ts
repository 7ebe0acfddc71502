import { describe, expect, it } from 'vitest';
import { markOf, PANELS, numberOf, panelOf } from '../../../src/ui/debugger/panels.ts';
import { FakeApp, HASH } from './fake-app.ts';

describe('panels of one kind', () => {
  it('are told apart by their numbers, where there can be several', () => {
    expect(panelOf('memory:2')).toBe(panelOf('memory'));
    expect([numberOf('memory'), numberOf('memory:2'), numberOf('disassembly:9')]).toEqual([1, 2, 9]);
    for (const id of ['memory:1', 'memory:0', 'memory:10', 'memory:x', 'memory:', 'registers:2', 'nothing'])
      expect(panelOf(id), id).toBeNull();
    expect(PANELS.every(({ id }) => panelOf(id)?.id === id)).toBe(true);
  });

  it('are those that show something of their own, with ids that differ in the page', () => {
    expect(PANELS.filter(({ several }) => several === true).map(({ id }) => id)).toEqual([
      'disassembly',
      'memory',
      'frameEvents',
      'hdma',
      'tiles',
      'tilemap',
      'sprites',
      'palette',
      'references',
      'coverage',
      'source',
      'compare',
      'hardware',
    ]);
    expect([markOf('sprite', 'sprites'), markOf('sprite', 'sprites:2')]).toEqual(['sprite-', 'sprite2-']);
  });

  it('are opened and closed by command: of the one that had the focus last', () => {
    const { app, toasts } = new FakeApp();
    const done: string[] = [];
    app.debug.another();
    app.debug.dock = {
      isOpen: () => true,
      another: (panel: string) => (done.push(`another ${panel}`), panel === 'memory' ? 'memory:2' : null),
      close: (panel: string) => void done.push(`close ${panel}`),
      focusNext: () => void done.push('next'),
    } as never;
    app.debug.front = 'memory';
    app.debug.another();
    expect(toasts).toHaveLength(1);
    app.debug.front = 'registers';
    app.debug.another();
    expect(toasts).toHaveLength(2);
    app.debug.closePanel();
    expect(done).toEqual(['another memory', 'another registers', 'next', 'close registers']);
  });

  it('have rows of their own: commands are about that of the disassembly in which one works', async () => {
    const fake = new FakeApp();
    const { debug } = fake.app;
    const asked: unknown[] = [];
    fake.client['debug'] = ({ call, argument }: { call: string; argument: unknown }) => {
      if (call === 'runTo') asked.push(argument);
      const here = { time: 0, micro: 0 };
      return { stop: null, position: here, history: { start: here, end: here } };
    };
    await fake.app.player.play(HASH);
    debug.cursor.value = 0x8123;
    await debug.runToCursor();
    debug.codes.put('disassembly:2', { processor: 'smp', address: 0x0410 });
    await debug.runToCursor();
    debug.front = 'disassembly:2';
    await debug.runToCursor();
    debug.newBreakpoint();
    expect(asked).toMatchObject([
      { target: { processor: 'cpu', address: 0x8123 } },
      { target: { processor: 'cpu', address: 0x8123 } },
      { target: { processor: 'smp', address: 0x0410 } },
    ]);
    expect(debug.breakpointAsked.peek()).toMatchObject({ processor: 'smp', memory: 'smp', from: 0x0410, execute: true });
  });
});
