import { crc32 } from '../../src/session/cart-identity.ts';

/** What is wrong with a patch; the message is for the player. */
export class PatchError extends Error {
  override readonly name = 'PatchError';
}

/** The most that a patch may make: what a cartridge map reaches, twice. */
const LARGEST_RESULT = 24 << 20;

export type PatchKind = 'ips' | 'bps' | 'ups';

function startsWith(bytes: Uint8Array, text: string): boolean {
  return bytes.length >= text.length && Array.from(text).every((letter, index) => bytes[index] === letter.charCodeAt(0));
}

/** Which patch format the bytes are, by their first letters; null for none. */
export function patchKind(bytes: Uint8Array): PatchKind | null {
  if (startsWith(bytes, 'PATCH')) return 'ips';
  if (startsWith(bytes, 'BPS1')) return 'bps';
  return startsWith(bytes, 'UPS1') ? 'ups' : null;
}

/** Reads numbers and runs, and refuses to read past the end. */
class Reader {
  at: number;
  readonly #bytes: Uint8Array;
  readonly #end: number;

  constructor(bytes: Uint8Array, start: number, end = bytes.length) {
    this.#bytes = bytes;
    this.at = start;
    this.#end = end;
  }

  get left(): number {
    return this.#end - this.at;
  }

  byte(): number {
    if (this.at >= this.#end) throw new PatchError('the patch is cut short.');
    return this.#bytes[this.at++];
  }

  bigEndian(count: number): number {
    let value = 0;
    for (let index = 0; index < count; index++) value = value * 256 + this.byte();
    return value;
  }

  /** The variable-length number of BPS and UPS: seven bits a byte, each further byte counts from one more. */
  number(): number {
    let value = 0;
    let shift = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * shift;
      if ((byte & 0x80) !== 0) return value;
      shift *= 128;
      value += shift;
      if (value > Number.MAX_SAFE_INTEGER / 256) throw new PatchError('the patch is damaged: a number is too large.');
    }
  }

  /** A signed distance: the lowest bit is the sign. */
  distance(): number {
    const value = this.number();
    return value % 2 === 1 ? -Math.floor(value / 2) : value / 2;
  }
}

function checkSize(size: number): number {
  if (size > LARGEST_RESULT) throw new PatchError(`the patch would make ${size} bytes, more than any cartridge has.`);
  return size;
}

/** IPS: records of offset, length and bytes (length 0: a run of one byte), closed by "EOF" and maybe the length to cut to. No sums. */
function applyIps(source: Uint8Array, patch: Uint8Array): Uint8Array {
  const records: { offset: number; bytes: Uint8Array }[] = [];
  const reader = new Reader(patch, 5);
  let size = source.length;
  for (;;) {
    const offset = reader.bigEndian(3);
    if (offset === 0x454f46 && (reader.left === 0 || reader.left === 3)) break;
    const length = reader.bigEndian(2);
    let bytes: Uint8Array;
    if (length === 0) {
      const run = reader.bigEndian(2);
      bytes = new Uint8Array(run).fill(reader.byte());
    } else {
      if (reader.left < length) throw new PatchError('the patch is cut short.');
      bytes = patch.subarray(reader.at, reader.at + length);
      reader.at += length;
    }
    records.push({ offset, bytes });
    size = checkSize(Math.max(size, offset + bytes.length));
  }
  const result = new Uint8Array(size);
  result.set(source);
  for (const { offset, bytes } of records) result.set(bytes, offset);
  return reader.left === 3 ? result.subarray(0, Math.min(size, reader.bigEndian(3))) : result;
}

interface Sums {
  readonly source: number;
  readonly target: number;
}

/** Mark, two sizes of a byte or more, three sums: a UPS patch that changes nothing. */
const SHORTEST = 18;

/** The three sums at the end of BPS and UPS; the patch's own is checked at once. */
function sumsOf(patch: Uint8Array): Sums {
  if (patch.length < SHORTEST) throw new PatchError('the patch is cut short.');
  const view = new DataView(patch.buffer, patch.byteOffset, patch.byteLength);
  const own = view.getUint32(patch.length - 4, true);
  if (crc32(patch.subarray(0, -4)) !== own)
    throw new PatchError('the patch file is damaged: its checksum is wrong. Get it again.');
  return { source: view.getUint32(patch.length - 12, true), target: view.getUint32(patch.length - 8, true) };
}

/** CRC-32 of the ROM that the patch was made for; null for IPS, which does not say. Throws PatchError. */
export function patchSourceCrc(patch: Uint8Array): number | null {
  const kind = patchKind(patch);
  if (kind === null) throw new PatchError('this is no IPS, BPS or UPS patch.');
  return kind === 'ips' ? null : sumsOf(patch).source;
}

function checkSource(source: Uint8Array, size: number, crc: number): void {
  if (source.length !== size || crc32(source) !== crc) {
    throw new PatchError(
      "the patch was made for another ROM (its size or checksum differs). Look in the patch's readme for the right one.",
    );
  }
}

function checkTarget(target: Uint8Array, crc: number): void {
  if (crc32(target) !== crc) throw new PatchError('the patched ROM has the wrong checksum; the patch is damaged.');
}

/** BPS: actions that copy from the source, the patch, or what is made already. */
function applyBps(source: Uint8Array, patch: Uint8Array): Uint8Array {
  const sums = sumsOf(patch);
  const reader = new Reader(patch, 4, patch.length - 12);
  checkSource(source, reader.number(), sums.source);
  const target = new Uint8Array(checkSize(reader.number()));
  const metadata = reader.number();
  reader.at += metadata;
  let out = 0;
  let sourceAt = 0;
  let targetAt = 0;
  while (reader.left > 0) {
    const word = reader.number();
    const length = Math.floor(word / 4) + 1;
    if (out + length > target.length) throw new PatchError('the patch is damaged: it writes past its end.');
    const action = word % 4;
    if (action === 2) sourceAt += reader.distance();
    if (action === 3) targetAt += reader.distance();
    for (let index = 0; index < length; index++, out++) {
      let byte: number | undefined;
      if (action === 0) byte = source[out];
      else if (action === 1) byte = reader.byte();
      else if (action === 2) byte = source[sourceAt++];
      else byte = targetAt < out ? target[targetAt++] : undefined;
      if (byte === undefined) throw new PatchError('the patch is damaged: it copies from nowhere.');
      target[out] = byte;
    }
  }
  checkTarget(target, sums.target);
  return target;
}

/** UPS: stretches of bytes to be flipped. It works in both directions. */
function applyUps(source: Uint8Array, patch: Uint8Array): Uint8Array {
  const sums = sumsOf(patch);
  const reader = new Reader(patch, 4, patch.length - 12);
  const sourceSize = reader.number();
  const targetSize = reader.number();
  const backwards = source.length === targetSize && crc32(source) === sums.target;
  if (!backwards) checkSource(source, sourceSize, sums.source);
  const target = new Uint8Array(checkSize(backwards ? sourceSize : targetSize));
  target.set(source.subarray(0, target.length));
  for (let at = 0; reader.left > 0; at++) {
    at += reader.number();
    for (let flip = reader.byte(); flip !== 0; flip = reader.byte(), at++) {
      if (at < target.length) target[at] = (source[at] ?? 0) ^ flip;
    }
  }
  checkTarget(target, backwards ? sums.source : sums.target);
  return target;
}

/** The patched image; `source` (without copier header) is not changed. Throws PatchError. */
export function applyPatch(source: Uint8Array, patch: Uint8Array): Uint8Array {
  switch (patchKind(patch)) {
    case 'ips':
      return applyIps(source, patch);
    case 'bps':
      return applyBps(source, patch);
    case 'ups':
      return applyUps(source, patch);
    default:
      throw new PatchError('this is no IPS, BPS or UPS patch.');
  }
}
