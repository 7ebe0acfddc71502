import { describe, expect, test } from 'vitest';
import { batteryNames, buildBattery, buildRom, readMeta, readVerdict, romNames, runRom, STATUS_NAMES } from './harness.ts';

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
    expect(readVerdict(runRom(rom, meta))).toEqual(first);
  });

  test.each(romNames().filter((name) => readMeta(name).verdict === 'pass'))('%s passes from another power-on state', (name) => {
    const verdict = readVerdict(runRom(buildRom(name), readMeta(name), 77));
    expect(verdict.status, JSON.stringify(verdict)).toBe('pass');
  });
});

describe('the battery', () => {
  /** Where its table of statuses is, one byte a test. */
  const TABLE_AT = 0xf800;

  test('runs every test in one ROM with the verdicts that they have alone', () => {
    const names = batteryNames();
    const wram = runRom(buildBattery(), { frames: 40 * names.length });
    const verdict = readVerdict(wram);
    const statuses = names.map((_, i) => STATUS_NAMES[wram[TABLE_AT + i]] ?? 'none');
    expect(Object.fromEntries(names.map((name, i) => [name, statuses[i]]))).toEqual(
      Object.fromEntries(names.map((name) => [name, EXPECTED[readMeta(name).verdict]])),
    );
    expect(verdict.details[0]?.[0]).toBe(statuses.filter((status) => status === 'pass').length);
  });
});
