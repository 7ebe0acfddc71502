import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  packRecord,
  readRecordHead,
  readRecordPicture,
  RecordError,
  unpackRecord,
  type RecordContents,
} from '../../../electron/services/states/record-file.ts';
import { HASH } from './memory-disk.ts';
import { stateOf } from './rig.ts';

const contents: RecordContents = {
  meta: {
    id: '0123456789abcdef',
    parent: null,
    name: 'before the boss',
    note: 'três vidas',
    created: 1_800_000_000_000,
    playSeconds: 3.5,
    frame: 77,
    how: 'manual',
    coreVersion: '0.1.0',
    romHash: HASH,
    devices: ['pad', 'none'],
    anchor: null,
  },
  state: new Uint8Array(5000).fill(7),
  picture: Uint8Array.of(1, 2, 3),
  sram: new Uint8Array(8192).fill(255),
  inputs: Uint8Array.of(9, 9),
};

/** As docs/state-format.md says, without our own reader. */
function readByTheBook(file: Buffer): Record<string, Buffer> {
  expect(file.toString('ascii', 0, 8)).toBe('DCRECORD');
  expect(createHash('sha256').update(file.subarray(48)).digest().equals(file.subarray(16, 48))).toBe(true);
  const parts: Record<string, Buffer> = {};
  let at = 48;
  for (let count = file.readUInt32LE(12); count > 0; count--) {
    const length = file.readUInt32LE(at + 8);
    const bytes = file.subarray(at + 20, at + 20 + length);
    parts[file.toString('ascii', at, at + 4)] = file.readUInt32LE(at + 4) === 1 ? inflateSync(bytes) : bytes;
    at += 20 + length;
  }
  return parts;
}

describe('a record file', () => {
  it('gives back what went in', async () => {
    const file = await packRecord(contents);
    expect(await unpackRecord(file)).toEqual(contents);
    expect(await readRecordHead(file.subarray(0, 2000))).toEqual(contents.meta);
    expect(await readRecordPicture(file)).toEqual(contents.picture);
    const bare = { ...contents, picture: null, sram: null, inputs: null };
    expect(await unpackRecord(await packRecord(bare))).toEqual(bare);
    expect(await readRecordPicture(await packRecord(bare))).toBeNull();
  });

  it('can be read by others, as its documentation says', async () => {
    const parts = readByTheBook(Buffer.from(await packRecord(contents)));
    expect(Object.keys(parts)).toEqual(['META', 'PNG ', 'STAT', 'SRAM', 'INPT']);
    expect(JSON.parse(parts['META'].toString())).toMatchObject({ name: 'before the boss', how: 'manual' });
    expect(new Uint8Array(parts['STAT'])).toEqual(contents.state);
  });

  it('is refused with the reason', async () => {
    const file = await packRecord(contents);
    const changed = (at: number, value: number): Uint8Array => {
      const copy = file.slice();
      copy[at] = value;
      return copy;
    };
    await expect(unpackRecord(Uint8Array.of(1))).rejects.toThrow('not a Dotclock state');
    await expect(unpackRecord(changed(8, 9))).rejects.toThrow('newer Dotclock');
    await expect(unpackRecord(changed(file.length - 1, file.at(-1)! ^ 1))).rejects.toThrow('checksum');
    await expect(unpackRecord(file.subarray(0, file.length - 5))).rejects.toThrow(RecordError);
    await expect(readRecordHead(file.subarray(0, 60))).rejects.toThrow('ends too early');
    await expect(packRecord({ ...contents, sram: new Uint8Array(2 << 20) })).rejects.toThrow('too large');
  });

  it('cannot unpack to more than it says, nor say more than it may', async () => {
    const file = Buffer.from(await packRecord({ ...contents, picture: null, sram: null, inputs: null }));
    const stat = file.indexOf('STAT', 48, 'ascii');
    const reseal = (): Uint8Array => {
      createHash('sha256').update(file.subarray(48)).digest().copy(file, 16);
      return file;
    };
    file.writeUInt32LE(4999, stat + 12);
    await expect(unpackRecord(reseal())).rejects.toThrow('cannot be unpacked');
    file.writeUInt32LE(0x7fff_ffff, stat + 12);
    await expect(unpackRecord(reseal())).rejects.toThrow('too large');
    file.writeUInt32LE(77, stat + 4);
    file.writeUInt32LE(5000, stat + 12);
    await expect(unpackRecord(reseal())).rejects.toThrow('newer Dotclock');
  });

  it('keeps room for parts that a later version adds', async () => {
    const file = Buffer.from(await packRecord(contents));
    file.write('INPX', file.indexOf('INPT', 48, 'ascii'), 'ascii');
    createHash('sha256').update(file.subarray(48)).digest().copy(file, 16);
    expect((await unpackRecord(file)).inputs).toBeNull();
    expect(stateOf(1).length).toBeGreaterThan(56);
  });
});
