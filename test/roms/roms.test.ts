import { describe, expect, test } from 'vitest';
import {
  BATTERY_STATUSES_AT,
  batteryIsDone,
  batteryNames,
  batteryRun,
  buildBattery,
  buildRom,
  readMeta,
  readVerdict,
  romNames,
  runRom,
  STATUS_NAMES,
} from './harness.ts';

const EXPECTED = { pass: 'pass', recorded: 'recorded', 'known failure': 'fail' } as const;

describe('test ROMs', () => {
  test('there are at least 60', () => {
    expect(romNames().length).toBeGreaterThanOrEqual(60);
  });

  test.each(romNames())('%s', (name) => {
    const meta = readMeta(name);
    expect(meta.behaviour.length).toBeGreaterThan(10);
    expect(meta.source.length).toBeGreaterThan(5);
    const rom = buildRom(name);
    const first = readVerdict(runRom(rom, meta));
    expect(first.status, JSON.stringify(first)).toBe(EXPECTED[meta.verdict]);
    const second = readVerdict(runRom(rom, meta, 77));
    expect(second.status, `from another power-on state: ${JSON.stringify(second)}`).toBe(EXPECTED[meta.verdict]);
  });

  test('the same ROM and power-on state give the same measurements', () => {
    const rom = buildRom('irq-position');
    expect(readVerdict(runRom(rom, readMeta('irq-position')))).toEqual(readVerdict(runRom(rom, readMeta('irq-position'))));
  });
});

describe('the battery', () => {
  test('runs every test in one ROM with the verdicts that they have alone', () => {
    const names = batteryNames();
    const wram = runRom(buildBattery(), batteryRun(), 1, batteryIsDone);
    const statuses = names.map((_, i) => STATUS_NAMES[wram[BATTERY_STATUSES_AT + i]] ?? 'none');
    expect(Object.fromEntries(names.map((name, i) => [name, statuses[i]]))).toEqual(
      Object.fromEntries(names.map((name) => [name, EXPECTED[readMeta(name).verdict]])),
    );
    expect(readVerdict(wram).details[0][0]).toBe(statuses.filter((status) => status === 'pass').length);
  });
});
