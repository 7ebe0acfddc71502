import { describe, expect, it } from 'vitest';
import type { ListingLine } from '../../../src/session/debug-protocol.ts';
import { byteEntries, codeEntries, commandEntry, operandEntries } from '../../../src/ui/debugger/pointed/row-entries.ts';
import { FakeApp } from './fake-app.ts';

function opened(): { app: FakeApp['app']; shown: string[]; asked: unknown[] } {
  const { app } = new FakeApp();
  const [shown, asked]: [string[], unknown[]] = [[], []];
  app.debug.dock = { show: (panel: string) => void shown.push(panel) } as never;
  app.debug.addBreakpoint = (wanted) => Promise.resolve(void asked.push(wanted));
  return { app, shown, asked };
}

async function run(entries: ReturnType<typeof operandEntries>, text: string): Promise<void> {
  const found = entries.find((one) => one !== 'line' && one.text === text);
  if (found === undefined || found === 'line') throw new Error(`no entry ${text}`);
  found.run();
  await new Promise((resolve) => setTimeout(resolve, 0));
}

describe('menus of rows', () => {
  it('ask about the bytes that a row names', async () => {
    const { app, shown, asked } = opened();
    const entries = byteEntries(app, 'lives', () => ({ memory: 'wram', from: 0x1f, to: 0x20 }));
    await run(entries, 'Who wrote lives?');
    expect([shown, app.debug.memoryGoal.value]).toEqual([
      ['memory'],
      { memory: 'wram', address: 0x1f, to: 0x20, ask: 'whoWrote' },
    ]);
    await run(entries, 'Break when lives is written');
    expect(asked).toEqual([{ processor: 'cpu', memory: 'wram', from: 0x1f, to: 0x20, write: true }]);
  });

  it('have an instruction’s operand, by its label where it has one', async () => {
    const { app } = opened();
    const effective = { address: 0x7e0010, value: 1, label: 'frames', bytes: 2 };
    const line = { effective } as Partial<ListingLine> as ListingLine;
    await run(operandEntries(app, 'cpu', line), 'Watch frames');
    expect(app.debug.notes.watches.value).toMatchObject([{ text: '$7E0010', name: 'frames', memory: 'cpu', type: 'u16' }]);
    expect(operandEntries(app, 'cpu', undefined)).toEqual([]);
    expect(operandEntries(app, 'cpu', { ...line, effective: null })).toEqual([]);
  });

  it('lead to code, and name the keys that commands have', async () => {
    const { app, shown } = opened();
    await run(codeEntries(app, 'smp', 0x264), 'Show in disassembly');
    expect([shown, app.debug.processor.value, app.debug.cursor.value]).toEqual([['disassembly'], 'smp', 0x264]);
    expect(commandEntry(app, 'debugBreakpoint').hint).toBe('F9');
    expect(commandEntry(app, 'debugCoverage').hint).toBeUndefined();
  });
});
