import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import * as v from 'valibot';
import { LONGEST_NAME, LONGEST_NOTE, MADE_BY, type RecordMeta } from '../../../src/shared/states.ts';
import { crc32 } from '../../../src/session/cart-identity.ts';

const deflated = promisify(deflate);
const inflated = promisify(inflate);

/** "DCRECORD" in ASCII. */
const MAGIC = Buffer.from('DCRECORD', 'ascii');
export const RECORD_FORMAT = 1;
const HEADER_SIZE = 48;
const CHUNK_HEADER_SIZE = 20;
const MOST_CHUNKS = 64;
const PLAIN = 0;
const ZLIB = 1;
const MB = 1 << 20;

/** Tags in the order in which they are written, and the most bytes that each may unpack to. */
const LIMITS = { META: 64 << 10, 'PNG ': 4 * MB, STAT: 16 * MB, SRAM: MB, INPT: 64 * MB } as const;
type Tag = keyof typeof LIMITS;

/** Enough of a file for its header and META. */
export const HEAD_BYTES = HEADER_SIZE + CHUNK_HEADER_SIZE + 8192;
/** A file that is longer than all its parts may be is none. */
export const MOST_BYTES = 96 * MB;

/** A file that is no record, or none that can be read. The message is for the player. */
export class RecordError extends Error {
  override readonly name = 'RecordError';
}

export interface RecordContents {
  readonly meta: RecordMeta;
  readonly state: Uint8Array;
  readonly picture: Uint8Array | null;
  readonly sram: Uint8Array | null;
  readonly inputs: Uint8Array | null;
}

const id = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));
const count = v.pipe(v.number(), v.finite(), v.minValue(0));
const META_SCHEMA = v.object({
  id,
  parent: v.nullable(id),
  name: v.pipe(v.string(), v.maxLength(LONGEST_NAME)),
  note: v.pipe(v.string(), v.maxLength(LONGEST_NOTE)),
  created: v.pipe(count, v.maxValue(8.64e15)),
  playSeconds: count,
  frame: count,
  how: v.picklist(MADE_BY),
  coreVersion: v.pipe(v.string(), v.maxLength(64)),
  romHash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  devices: v.pipe(v.array(v.pipe(v.string(), v.maxLength(32))), v.maxLength(8)),
  anchor: v.nullable(id),
});

/** Null for what is no metadata of a record. */
export function readMeta(value: unknown): RecordMeta | null {
  const parsed = v.safeParse(META_SCHEMA, value);
  return parsed.success ? parsed.output : null;
}

async function chunk(tag: Tag, bytes: Uint8Array): Promise<Buffer[]> {
  if (bytes.length > LIMITS[tag]) throw new RecordError(`the state's part "${tag.trim()}" is too large.`);
  const packed = tag === 'STAT' || tag === 'INPT' || tag === 'SRAM' ? await deflated(bytes, { level: 4 }) : bytes;
  const smaller = packed.length < bytes.length;
  const stored = smaller ? packed : bytes;
  const head = Buffer.alloc(CHUNK_HEADER_SIZE);
  head.write(tag, 0, 'ascii');
  head.writeUInt32LE(smaller ? ZLIB : PLAIN, 4);
  head.writeUInt32LE(stored.length, 8);
  head.writeUInt32LE(bytes.length, 12);
  head.writeUInt32LE(crc32(stored), 16);
  return [head, Buffer.from(stored.buffer, stored.byteOffset, stored.length)];
}

/** A record as one file: docs/state-format.md. @throws RecordError when a part is too large */
export async function packRecord({ meta, state, picture, sram, inputs }: RecordContents): Promise<Uint8Array> {
  const parts = [
    await chunk('META', Buffer.from(JSON.stringify(meta))),
    ...(picture === null ? [] : [await chunk('PNG ', picture)]),
    await chunk('STAT', state),
    ...(sram === null ? [] : [await chunk('SRAM', sram)]),
    ...(inputs === null ? [] : [await chunk('INPT', inputs)]),
  ];
  const body = Buffer.concat(parts.flat());
  const head = Buffer.alloc(HEADER_SIZE);
  MAGIC.copy(head);
  head.writeUInt32LE(RECORD_FORMAT, 8);
  head.writeUInt32LE(parts.length, 12);
  createHash('sha256').update(body).digest().copy(head, 16);
  const file = Buffer.concat([head, body]);
  return new Uint8Array(file.buffer, file.byteOffset, file.length);
}

interface RawChunk {
  readonly tag: string;
  readonly encoding: number;
  readonly plainLength: number;
  readonly bytes: Buffer;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Number of chunks. @throws RecordError */
function checkHeader(file: Buffer): number {
  if (file.length < HEADER_SIZE || !file.subarray(0, 8).equals(MAGIC)) throw new RecordError('this is not a Dotclock state.');
  const format = file.readUInt32LE(8);
  if (format > RECORD_FORMAT) throw new RecordError('the state was made by a newer Dotclock; update to load it.');
  if (format === 0) throw new RecordError('the state is damaged: its format number is 0.');
  const chunks = file.readUInt32LE(12);
  if (chunks === 0 || chunks > MOST_CHUNKS) throw new RecordError('the state is damaged: it has no sensible number of parts.');
  return chunks;
}

function chunkAt(file: Buffer, at: number): RawChunk {
  const cut = new RecordError('the state is damaged: it ends too early. Choose another one.');
  if (at + CHUNK_HEADER_SIZE > file.length) throw cut;
  const length = file.readUInt32LE(at + 8);
  const start = at + CHUNK_HEADER_SIZE;
  if (start + length > file.length) throw cut;
  const bytes = file.subarray(start, start + length);
  if (crc32(bytes) !== file.readUInt32LE(at + 16)) {
    throw new RecordError('the state is damaged: a checksum does not match. Choose another one.');
  }
  return {
    tag: file.toString('latin1', at, at + 4),
    encoding: file.readUInt32LE(at + 4),
    plainLength: file.readUInt32LE(at + 12),
    bytes,
  };
}

async function unpack(raw: RawChunk): Promise<Uint8Array> {
  const most = LIMITS[raw.tag as Tag];
  if (raw.plainLength > most) throw new RecordError(`the state is damaged: its part "${raw.tag.trim()}" is too large.`);
  let plain: Uint8Array = raw.bytes;
  if (raw.encoding === ZLIB) {
    plain = await inflated(raw.bytes, { maxOutputLength: Math.max(1, raw.plainLength) }).catch(() => Buffer.alloc(0));
  } else if (raw.encoding !== PLAIN) {
    throw new RecordError('the state is packed in a way that only a newer Dotclock knows; update to load it.');
  }
  if (plain.length !== raw.plainLength)
    throw new RecordError(`the state is damaged: its part "${raw.tag.trim()}" cannot be unpacked.`);
  return new Uint8Array(plain.buffer, plain.byteOffset, plain.byteLength).slice();
}

async function metaOf(raw: RawChunk): Promise<RecordMeta> {
  let value: unknown = null;
  try {
    value = JSON.parse(Buffer.from(await unpack(raw)).toString('utf8'));
  } catch (error) {
    if (error instanceof RecordError) throw error;
  }
  const meta = readMeta(value);
  if (meta === null) throw new RecordError('the state is damaged: what it says about itself cannot be understood.');
  return meta;
}

/** What a record says about itself, from its first `HEAD_BYTES`. @throws RecordError */
export async function readRecordHead(bytes: Uint8Array): Promise<RecordMeta> {
  const file = asBuffer(bytes);
  checkHeader(file);
  const first = chunkAt(file, HEADER_SIZE);
  if (first.tag !== 'META') throw new RecordError('the state is damaged: what it says about itself is missing.');
  return metaOf(first);
}

/** The PNG in a record's first bytes; null when it has none, or when they end before it does. */
export async function readRecordPicture(bytes: Uint8Array): Promise<Uint8Array | null> {
  const file = asBuffer(bytes);
  checkHeader(file);
  let at = HEADER_SIZE;
  try {
    const meta = chunkAt(file, at);
    at += CHUNK_HEADER_SIZE + meta.bytes.length;
    const picture = chunkAt(file, at);
    return picture.tag === 'PNG ' ? await unpack(picture) : null;
  } catch (error) {
    if (error instanceof RecordError) return null;
    throw error;
  }
}

export function isRecordFile(bytes: Uint8Array): boolean {
  return asBuffer(bytes).subarray(0, 8).equals(MAGIC);
}

/** Everything in a record, checked. @throws RecordError, and no other error whatever the bytes */
export async function unpackRecord(bytes: Uint8Array): Promise<RecordContents> {
  if (bytes.length > MOST_BYTES) throw new RecordError('this file is too large for a state.');
  const file = asBuffer(bytes);
  const chunks = checkHeader(file);
  if (!createHash('sha256').update(file.subarray(HEADER_SIZE)).digest().equals(file.subarray(16, HEADER_SIZE))) {
    throw new RecordError('the state is damaged: a checksum does not match. Choose another one.');
  }
  const found = new Map<string, RawChunk>();
  let at = HEADER_SIZE;
  for (let number = 0; number < chunks; number++) {
    const raw = chunkAt(file, at);
    at += CHUNK_HEADER_SIZE + raw.bytes.length;
    if (found.has(raw.tag)) throw new RecordError(`the state is damaged: its part "${raw.tag.trim()}" is there twice.`);
    if (Object.hasOwn(LIMITS, raw.tag)) found.set(raw.tag, raw);
  }
  if (at !== file.length) throw new RecordError('the state is damaged: something stands behind its end.');
  const part = (tag: Tag): Promise<Uint8Array> | null => {
    const raw = found.get(tag);
    return raw === undefined ? null : unpack(raw);
  };
  const meta = found.get('META');
  const state = await part('STAT');
  if (meta === undefined || state === null) throw new RecordError('the state is damaged: a part of it is missing.');
  return { meta: await metaOf(meta), state, picture: await part('PNG '), sram: await part('SRAM'), inputs: await part('INPT') };
}
