import { describe, expect, it } from 'vitest';
import { NEW_BREAKPOINT, type Breakpoint, type BreakpointState, type CodeLine } from '../../../src/session/debug-protocol.ts';
import type { DebugModel } from '../../../src/ui/debugger/debug-model.ts';
import { PanelRegistry } from '../../../src/ui/debugger/panel-registry.ts';
import { breakpointOf } from '../../../src/ui/debugger/code/edits.ts';
import { placeText, toggleEventStop, toggleStop } from '../../../src/ui/debugger/pointed/place.ts';
import { placeOfEvent, type EventRow } from '../../../src/ui/debugger/video/event-list.ts';

const state = (part: Partial<BreakpointState>): BreakpointState => ({ ...NEW_BREAKPOINT, id: 1, hits: 0, ...part });

/** As much of the debugger as has breakpoints. */
function debugWith(list: Breakpoint[]): { readonly debug: DebugModel; readonly list: () => readonly Breakpoint[] } {
  let all: readonly Breakpoint[] = list;
  const debug = {
    breakpoints: { peek: () => all },
    setBreakpoints: async (next: readonly Breakpoint[]) => void (all = next),
    addBreakpoint: async (part: Partial<Breakpoint>) => void (all = [...all, { ...NEW_BREAKPOINT, ...part, id: all.length + 1 }]),
  };
  return { debug: debug as unknown as DebugModel, list: () => all };
}

describe('a place that a panel points at', () => {
  it('is broken on with the processor that sees it, and no more when it is asked again', async () => {
    const { debug, list } = debugWith([]);
    const tile = { memory: 'vram', from: 0x1000, to: 0x101f } as const;
    expect(placeText(tile)).toBe('VRAM $1000–$101F');
    expect(await toggleStop(debug, tile, 'write')).toBe(true);
    expect(await toggleStop(debug, tile, 'read')).toBe(true);
    expect(await toggleStop(debug, { memory: 'dsp', from: 0x4c, to: 0x4c }, 'write')).toBe(true);
    expect(list().map(({ processor, memory, from, to, read, write }) => [processor, memory, from, to, read, write])).toEqual([
      ['cpu', 'vram', 0x1000, 0x101f, false, true],
      ['cpu', 'vram', 0x1000, 0x101f, true, false],
      ['smp', 'dsp', 0x4c, 0x4c, false, true],
    ]);
    expect(await toggleStop(debug, tile, 'write')).toBe(false);
    expect(list().map(({ memory, write }) => [memory, write])).toEqual([
      ['vram', false],
      ['dsp', true],
    ]);
  });

  it('leaves breakpoints alone that say more than it', async () => {
    const own = { ...NEW_BREAKPOINT, id: 1, memory: 'cgram' as const, from: 2, to: 3, write: true, condition: 'value == 1' };
    const { debug, list } = debugWith([own]);
    expect(await toggleStop(debug, { memory: 'cgram', from: 2, to: 3 }, 'write')).toBe(true);
    expect(await toggleStop(debug, { memory: 'cgram', from: 2, to: 3 }, 'write')).toBe(false);
    expect(await toggleEventStop(debug, 'irq')).toBe(true);
    expect(list().map(({ event, condition }) => [event, condition])).toEqual([
      [null, 'value == 1'],
      ['irq', ''],
    ]);
  });

  it('is the register of an event, and nothing for an interrupt', () => {
    const row = (register: number): EventRow =>
      ({ event: { register, name: register < 0 ? 'NMI' : 'INIDISP' }, kind: 'write', held: 0, breakpoint: -1 }) as EventRow;
    expect(placeOfEvent(row(0x2100))).toEqual({ memory: 'cpu', from: 0x2100, to: 0x2100, title: 'INIDISP $2100' });
    expect(placeOfEvent(row(-1))).toBeNull();
    expect(placeOfEvent(null)).toBeNull();
  });
});

describe('the mark of a row', () => {
  it('is of the breakpoint that stops there, one that is switched on before one that is off', () => {
    const line = { address: 0x808123, breakpoints: [2, 3] } as unknown as CodeLine;
    const off = state({ id: 2, enabled: false, from: 0x8123, to: 0x8123 });
    const on = state({ id: 3, from: 0x8123, to: 0x8123 });
    expect(breakpointOf(line, [state({ id: 1, from: 0x808123, to: 0x808123 }), off, on])).toBe(on);
    expect(breakpointOf(line, [off])).toBe(off);
    expect(breakpointOf(line, [state({ id: 1 })])).toBeUndefined();
  });
});

describe('what panels offer to commands', () => {
  it('goes with its panel, but not with one that has come instead', () => {
    const registry = new PanelRegistry<number>();
    const first = registry.put('memory', 1);
    const second = registry.put('memory', 2);
    first();
    expect(registry.of('memory')).toBe(2);
    second();
    expect([registry.of('memory'), registry.of(null)]).toEqual([null, null]);
  });
});
