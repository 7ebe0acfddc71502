import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDataFolder, startFaultWords } from '../../../electron/services/start-fault.ts';
import { servicesIn } from './fake-host.ts';

let folder = '';
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'dotclock-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function faultOf(work: () => void): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
}

describe('a start that cannot be', () => {
  it('names the data folder and what to do, when a file is in its way', () => {
    const data = join(folder, 'data');
    writeFileSync(data, 'in the way');
    expect(
      startFaultWords(
        faultOf(() => makeDataFolder(data)),
        data,
      ),
    ).toBe(
      `Dotclock cannot use its data folder: a file stands where a folder must be. Move it away; then start again. Or name another data folder in DOTCLOCK_DATA (it is "${data}" now).`,
    );
  });

  it('names a file that cannot be read', async () => {
    const { services, places } = servicesIn(folder);
    makeDataFolder(join(places.data, 'library.json'));
    const fault: unknown = await services.open(null).then(
      () => null,
      (error: unknown) => error,
    );
    expect(startFaultWords(fault, places.data)).toContain('"library.json"');
    const denied = Object.assign(new Error('EACCES'), { code: 'EACCES', path: join(places.data, 'library.json') });
    expect(startFaultWords(denied, places.data)).toMatch(/"library.json" in ".*": you may not read or write it/);
  });

  it.skipIf(process.getuid === undefined || process.getuid() === 0)('names a data folder in which nothing may be written', () => {
    const data = join(folder, 'data');
    mkdirSync(data, { mode: 0o500 });
    expect(
      startFaultWords(
        faultOf(() => makeDataFolder(data)),
        data,
      ),
    ).toContain('you may not read or write it');
  });

  it('says what nobody expected as it is', () => {
    expect(startFaultWords(new Error('no'), folder)).toBe('Dotclock cannot start: no');
    expect(startFaultWords('no', folder)).toBe('Dotclock cannot start: no');
  });
});
