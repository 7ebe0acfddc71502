import { describe, expect, it } from 'vitest';
import { COMMANDS, commandOf } from '../../../src/ui/commands/registry.ts';
import { ACTIONS_OF_PANELS, doId, PanelDoors } from '../../../src/ui/debugger/panel-doors.ts';
import { panelOf } from '../../../src/ui/debugger/panels.ts';
import { isTextKey } from '../../../src/ui/texts/translate.ts';
import { FakeApp } from './fake-app.ts';

function dockOf(open: Set<string>, shown: string[]): never {
  return { isOpen: (panel: string) => open.has(panel), show: (panel: string) => (shown.push(panel), open.add(panel)) } as never;
}

describe('actions of panels as commands', () => {
  it('are done in the panel that had the focus last, else in the first of its kind', () => {
    const doors = new PanelDoors();
    const [open, shown, done] = [new Set(['memory', 'memory:2']), [] as string[], [] as string[]];
    const dock = dockOf(open, shown);
    doors.put('memory', { heat: () => done.push('first') });
    const gone = doors.put('memory:2', { heat: () => done.push('second'), noTable: undefined });
    expect(doors.run(dock, 'memory:2', 'memory', 'heat')).toBe(true);
    expect(doors.run(dock, 'disassembly', 'memory', 'heat')).toBe(true);
    expect(doors.run(dock, 'memory:2', 'memory', 'noTable')).toBe(false);
    gone();
    open.delete('memory:2');
    expect(doors.run(dock, 'memory:2', 'memory', 'heat')).toBe(true);
    expect(done).toEqual(['second', 'first', 'first']);
    expect(shown).toEqual(['memory:2', 'memory', 'memory:2', 'memory']);
  });

  it('open their panel and are done once, as soon as it can', () => {
    const doors = new PanelDoors();
    const [open, shown, done] = [new Set<string>(), [] as string[], [] as string[]];
    expect(doors.run(dockOf(open, shown), null, 'profiler', 'start')).toBe(true);
    doors.put('memory', { start: () => done.push('another') });
    doors.put('profiler', { start: undefined });
    doors.put('profiler', { start: () => done.push('started') });
    doors.put('profiler', { start: () => done.push('again') });
    expect([shown, done]).toEqual([['profiler'], ['started']]);
  });

  it('have each a command with a name of its own, and say when they can’t be done', () => {
    for (const one of ACTIONS_OF_PANELS) {
      expect(panelOf(one.panel), one.panel).not.toBeNull();
      expect(isTextKey(one.text), one.text).toBe(true);
    }
    const { app, toasts } = new FakeApp();
    const ids = ACTIONS_OF_PANELS.map(doId);
    const titles = ids.map((id) => app.titleOf(commandOf(id)));
    expect(new Set(titles).size).toBe(ids.length);
    expect(new Set(COMMANDS.map(({ id }) => id)).size).toBe(COMMANDS.length);
    const shown: string[] = [];
    app.debug.dock = dockOf(new Set(['source']), shown);
    app.debug.doors.put('source', { next: undefined });
    app.runCommand('debugDo.source.next');
    app.debug.doIn('source', 'next');
    expect(shown).toContain('source');
    expect(toasts.length).toBeGreaterThan(0);
  });
});
