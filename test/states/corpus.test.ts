import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unpackRecord } from '../../electron/services/states/record-file.ts';
import { compareStates } from '../../electron/services/states/compare.ts';
import { HeadlessMachine, MEMORY_NAMES } from '../../src/session/headless.ts';
import { memoriesOf } from '../../src/session/state-parts.ts';
import { VERSION } from '../../src/host/node/version.ts';

const folder = new URL('corpus', import.meta.url).pathname;
const versions = readdirSync(folder).sort();

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}

/** States of every released version load for ever: their memories are what they were, and the machine runs on. */
describe.each(versions)('states of version %s', (version) => {
  const place = join(folder, version);
  const rom = gunzipSync(readFileSync(join(place, 'rom.sfc.gz')));
  const memories = JSON.parse(readFileSync(join(place, 'memories.json'), 'utf8')) as Record<string, Record<string, string>>;
  const names = readdirSync(place).flatMap((name) => (name.endsWith('.dcstate') ? [name.replace('.dcstate', '')] : []));

  it.each(names)('%s', async (name) => {
    const { meta, state, picture, sram } = await unpackRecord(readFileSync(join(place, `${name}.dcstate`)));
    expect(meta).toMatchObject({ name, coreVersion: version });
    expect(picture?.subarray(1, 4)).toEqual(Uint8Array.from(Buffer.from('PNG')));
    const machine = new HeadlessMachine(rom);
    machine.snes.loadState(state);
    expect(machine.snes.frame).toBe(meta.frame);
    for (const memory of MEMORY_NAMES) expect(hash(machine.memory(memory)), memory).toBe(memories[name][memory]);
    for (const memory of memoriesOf(state)) expect(hash(memory.bytes), memory.name).toBe(memories[name][memory.name]);
    expect(hash(sram!)).toBe(memories[name]['sram']);
    expect(compareStates(state, state).memories.every(({ changed }) => changed === 0)).toBe(true);
    for (let frame = 0; frame < 60; frame++) machine.runFrame();
    expect(machine.snes.frame).toBe(meta.frame + 60);
    const again = new HeadlessMachine(rom);
    again.snes.loadState(state);
    for (let frame = 0; frame < 60; frame++) again.runFrame();
    expect(hash(again.snes.saveState())).toBe(hash(machine.snes.saveState()));
  });
});

it('there are states of the version that is in work', () => {
  expect(versions).toContain(VERSION);
});
