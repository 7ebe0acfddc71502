import { crc32, inflateRawSync } from 'node:zlib';

/** What is wrong with an archive. */
export class ZipError extends Error {
  override readonly name = 'ZipError';
}

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly packedSize: number;
  /** As the archive declares it. */
  readonly size: number;
  /** Where the entry's own header stands. */
  readonly offset: number;
}

const END_RECORD = 0x06054b50;
const DIRECTORY_RECORD = 0x02014b50;
const LOCAL_RECORD = 0x04034b50;
const END_RECORD_SIZE = 22;
const MAX_COMMENT = 0xffff;
const MAX_ENTRIES = 4096;
const STORED = 0;
const DEFLATED = 8;

export function isZip(bytes: Uint8Array): boolean {
  return (
    bytes.length >= 4 &&
    bytes[0] === 0x50 &&
    bytes[1] === 0x4b &&
    (bytes[2] === 3 || bytes[2] === 5) &&
    bytes[3] === (bytes[2] ?? 0) + 1
  );
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function findEndRecord(view: DataView): number {
  const lowest = Math.max(0, view.byteLength - END_RECORD_SIZE - MAX_COMMENT);
  for (let at = view.byteLength - END_RECORD_SIZE; at >= lowest; at--) {
    if (view.getUint32(at, true) === END_RECORD) return at;
  }
  throw new ZipError('the archive is broken: it has no directory at its end (cut short?)');
}

/** The archive's directory. Throws ZipError. */
export function listZip(bytes: Uint8Array): ZipEntry[] {
  const view = viewOf(bytes);
  if (view.byteLength < END_RECORD_SIZE) throw new ZipError('the archive is broken: it is too short');
  const end = findEndRecord(view);
  const count = view.getUint16(end + 10, true);
  if (count > MAX_ENTRIES) throw new ZipError(`the archive has ${count} files; a ROM archive has one`);
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  const names = new TextDecoder('utf-8');
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== DIRECTORY_RECORD)
      throw new ZipError('the archive is broken: its directory is damaged');
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    entries.push({
      name: names.decode(bytes.subarray(at + 46, at + 46 + nameLength)),
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) !== 0,
      crc: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + extraLength;
  }
  return entries;
}

function packedBytes(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  const view = viewOf(bytes);
  const at = entry.offset;
  if (at + 30 > view.byteLength || view.getUint32(at, true) !== LOCAL_RECORD) {
    throw new ZipError(`the archive is broken: '${entry.name}' is not where its directory says`);
  }
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  if (start + entry.packedSize > view.byteLength) throw new ZipError(`the archive is broken: '${entry.name}' is cut short`);
  return bytes.subarray(start, start + entry.packedSize);
}

function inflate(packed: Uint8Array, entry: ZipEntry): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(entry.size, 1) });
  } catch (error) {
    const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    throw new ZipError(
      tooLarge
        ? `the archive is refused: '${entry.name}' unpacks to more than the ${entry.size} bytes it declares`
        : `the archive is broken: '${entry.name}' cannot be unpacked`,
    );
  }
}

/** Unpacks one entry of at most `maxBytes`, by what it declares and by what comes out. Throws ZipError. */
export function unzipEntry(bytes: Uint8Array, entry: ZipEntry, maxBytes: number): Uint8Array {
  if (entry.encrypted) throw new ZipError(`'${entry.name}' is encrypted; unpack it with its password first`);
  if (entry.size > maxBytes)
    throw new ZipError(`the archive is refused: '${entry.name}' has ${entry.size} bytes, the most is ${maxBytes}`);
  if (entry.method !== STORED && entry.method !== DEFLATED) {
    throw new ZipError(`'${entry.name}' is packed by method ${entry.method}; only stored and deflated files can be read`);
  }
  const packed = packedBytes(bytes, entry);
  const unpacked = entry.method === STORED ? packed : inflate(packed, entry);
  if (unpacked.length !== entry.size) {
    throw new ZipError(`the archive is broken: '${entry.name}' has ${unpacked.length} bytes, not the ${entry.size} it declares`);
  }
  if (crc32(unpacked) !== entry.crc) throw new ZipError(`the archive is broken: the checksum of '${entry.name}' is wrong`);
  return unpacked;
}
