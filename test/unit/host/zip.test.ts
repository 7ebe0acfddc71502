import { strToU8, zipSync } from 'fflate';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { CliError, Exit } from '../../../src/host/node/errors.ts';
import { looksLikeText, readRom } from '../../../src/host/node/rom-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'dotclock-zip-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rom = new Uint8Array(32768).map((_, index) => (index * 7) & 0xff);

function file(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

function refusal(path: string): [Exit, string] {
  try {
    readRom(path);
  } catch (error) {
    if (error instanceof CliError) return [error.exit, error.message.replace(`${folder}/`, '')];
    throw error;
  }
  return [Exit.Ok, ''];
}

/** Offset of the central directory's record, whose fields tests falsify. */
function directoryOf(zip: Uint8Array): number {
  for (let at = zip.length - 46; at >= 0; at--)
    if (zip[at] === 0x50 && zip[at + 1] === 0x4b && zip[at + 2] === 1 && zip[at + 3] === 2) return at;
  throw new Error('no directory');
}

describe('ROM files', () => {
  it('takes the one ROM of an archive, packed or stored', () => {
    for (const level of [0, 6] as const) {
      const zip = zipSync({ 'readme.txt': strToU8('hello there'), 'dir/game.SFC': rom }, { level });
      expect(readRom(file(`level${level}.zip`, zip)).bytes).toEqual(Buffer.from(rom));
    }
  });

  it('tells what is wrong with an archive', () => {
    const one = zipSync({ 'game.sfc': rom });
    expect(refusal(file('none.zip', zipSync({ 'readme.txt': strToU8('hello there') })))).toEqual([
      Exit.Rom,
      "ROM 'none.zip': the archive holds no ROM (.sfc, .smc, .swc or .fig)",
    ]);
    expect(refusal(file('two.zip', zipSync({ 'a.sfc': rom, 'b.smc': rom })))[1]).toContain('holds 2 ROMs');
    expect(refusal(file('cut.zip', one.subarray(0, one.length - 100)))[1]).toContain('the archive is broken');
    expect(refusal(file('fake.zip', rom))[1]).toContain('it is no zip file');
    const damaged = Uint8Array.from(one);
    for (let at = 60; at < 120; at++) damaged[at] = 0xff;
    expect(refusal(file('damaged.zip', damaged))).toEqual([Exit.Rom, expect.stringContaining('the archive is broken')]);
  });

  it('refuses an encrypted entry', () => {
    const zip = zipSync({ 'game.sfc': rom });
    const at = directoryOf(zip);
    zip[at + 8] = (zip[at + 8] ?? 0) | 1;
    expect(refusal(file('secret.zip', zip))).toEqual([Exit.Rom, expect.stringContaining('is encrypted')]);
  });

  it('refuses a bomb by what it declares and by what comes out', () => {
    const bomb = zipSync({ 'game.sfc': new Uint8Array(40 << 20) }, { level: 9 });
    expect(refusal(file('bomb.zip', bomb))).toEqual([Exit.Rom, expect.stringContaining('the most is')]);
    const at = directoryOf(bomb);
    new DataView(bomb.buffer, bomb.byteOffset).setUint32(at + 24, 32768, true);
    expect(refusal(file('liar.zip', bomb))).toEqual([Exit.Rom, expect.stringContaining('unpacks to more than the 32768 bytes')]);
  });

  it('tells missing, empty, short, text files and folders apart', () => {
    expect(refusal(join(folder, 'absent.sfc'))).toEqual([Exit.File, "ROM 'absent.sfc': No such file or directory"]);
    expect(refusal(folder)).toEqual([Exit.File, `ROM '${folder}': is a directory`]);
    expect(refusal(file('empty.sfc', new Uint8Array(0)))).toEqual([Exit.Rom, "ROM 'empty.sfc' is empty"]);
    expect(refusal(file('short.sfc', rom.subarray(0, 100)))).toEqual([Exit.Rom, "ROM 'short.sfc' has only 100 bytes"]);
    expect(refusal(file('page.sfc', strToU8('<html> not found </html>\n'.repeat(100))))).toEqual([
      Exit.Rom,
      "ROM 'page.sfc' is a text file, not a ROM image",
    ]);
    expect(looksLikeText(rom)).toBe(false);
  });
});
