import { crc32 } from './crc32.ts';
import { StateError } from './state-io.ts';

export { StateError } from './state-io.ts';

/** The first eight bytes, in ASCII, and what the file is called in messages. */
export interface ContainerKind {
  readonly magic: string;
  readonly name: string;
}

export const STATE_KIND: ContainerKind = { magic: 'DOTCLOCK', name: 'save state' };
/** Format of the container, not of the machine: each chunk has its own version. */
export const STATE_FORMAT = 1;
const HEADER_SIZE = 56;
const CHUNK_HEADER_SIZE = 12;

export interface Chunk {
  /** Four ASCII letters. */
  readonly tag: string;
  readonly version: number;
  readonly bytes: Uint8Array;
}

export interface StateHeader {
  /** SHA-256 of the ROM without copier header, 64 hexadecimal digits. */
  readonly romHash: string;
  readonly frame: number;
}

/**
 * A save state: magic (8), u32 format, u32 frame, u32 chunk count, u32 CRC-32 of all that follows the header, ROM SHA-256 (32), then
 * chunks of tag (4), u32 version, u32 length and bytes. Little-endian. See docs/state-format.md.
 */
export function packState(header: StateHeader, chunks: readonly Chunk[], kind = STATE_KIND): Uint8Array {
  let size = HEADER_SIZE;
  for (const chunk of chunks) size += CHUNK_HEADER_SIZE + chunk.bytes.length;
  const out = new Uint8Array(size);
  const view = new DataView(out.buffer);
  for (let i = 0; i < 8; i++) out[i] = kind.magic.charCodeAt(i);
  view.setUint32(8, STATE_FORMAT, true);
  view.setUint32(12, header.frame, true);
  view.setUint32(16, chunks.length, true);
  for (let i = 0; i < 32; i++) out[24 + i] = parseInt(header.romHash.slice(i * 2, i * 2 + 2), 16);
  let at = HEADER_SIZE;
  for (const chunk of chunks) {
    for (let i = 0; i < 4; i++) out[at + i] = chunk.tag.charCodeAt(i);
    view.setUint32(at + 4, chunk.version, true);
    view.setUint32(at + 8, chunk.bytes.length, true);
    out.set(chunk.bytes, at + CHUNK_HEADER_SIZE);
    at += CHUNK_HEADER_SIZE + chunk.bytes.length;
  }
  view.setUint32(20, crc32(out.subarray(HEADER_SIZE)), true);
  return out;
}

/** @throws StateError for what is no whole, undamaged state of a format that we know. */
export function unpackState(bytes: Uint8Array, kind = STATE_KIND): { header: StateHeader; chunks: Chunk[] } {
  if (bytes.length < HEADER_SIZE || String.fromCharCode(...bytes.subarray(0, 8)) !== kind.magic) {
    throw new StateError(`this is not a Dotclock ${kind.name}.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const format = view.getUint32(8, true);
  if (format > STATE_FORMAT)
    throw new StateError(`the ${kind.name} has format ${format}, made by a newer Dotclock; update to load it.`);
  if (format === 0) throw new StateError(`the ${kind.name} is damaged: its format number is 0.`);
  if (view.getUint32(20, true) !== crc32(bytes.subarray(HEADER_SIZE))) {
    throw new StateError(`the ${kind.name} is damaged: its checksum does not match. Choose another one or a backup.`);
  }
  const count = view.getUint32(16, true);
  const chunks: Chunk[] = [];
  let at = HEADER_SIZE;
  for (let i = 0; i < count; i++) {
    if (at + CHUNK_HEADER_SIZE > bytes.length) throw new StateError(`the ${kind.name} is damaged: it ends within a chunk.`);
    const length = view.getUint32(at + 8, true);
    if (at + CHUNK_HEADER_SIZE + length > bytes.length)
      throw new StateError(`the ${kind.name} is damaged: it ends within a chunk.`);
    chunks.push({
      tag: String.fromCharCode(bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]),
      version: view.getUint32(at + 4, true),
      bytes: bytes.subarray(at + CHUNK_HEADER_SIZE, at + CHUNK_HEADER_SIZE + length),
    });
    at += CHUNK_HEADER_SIZE + length;
  }
  let romHash = '';
  for (let i = 0; i < 32; i++) romHash += bytes[24 + i].toString(16).padStart(2, '0');
  return { header: { romHash, frame: view.getUint32(12, true) }, chunks };
}
