import { crc32 } from '../../../src/session/cart-identity.ts';

/** A number of the 7z format, in its longest form. */
function number(value: number): number[] {
  return [0xff, ...long(value)];
}

function long(value: number): number[] {
  return [...word(value), 0, 0, 0, 0];
}

function word(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24];
}

/** The bytes as LZMA2 that packs nothing. */
function lzma2(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += 0x10000) {
    const chunk = bytes.subarray(at, at + 0x10000);
    const size = chunk.length - 1;
    parts.push(Uint8Array.of(at === 0 ? 1 : 2, size >> 8, size & 0xff), chunk);
  }
  return Buffer.concat([...parts, Uint8Array.of(0)]);
}

/** A 7z archive with all files in one block, as 7-Zip makes it by default. */
export function solidSevenZip(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const names = Object.keys(files);
  const contents = Object.values(files);
  const block = Buffer.concat(contents);
  const packed = lzma2(block);
  const written = Buffer.from(names.map((name) => `${name}\0`).join(''), 'utf16le');
  const place = [0x06, ...number(0), ...number(1), 0x09, ...number(packed.length), 0x00];
  const coder = [0x07, 0x0b, ...number(1), 0, 1, 0x21, 0x21, 1, 0x18, 0x0c, ...number(block.length), 0x00];
  const sizes = contents.slice(0, -1).flatMap(({ length }) => number(length));
  const sums = contents.flatMap((one) => word(crc32(one)));
  const parts = [0x08, 0x0d, ...number(names.length), 0x09, ...sizes, 0x0a, 1, ...sums, 0x00];
  const named = [0x05, ...number(names.length), 0x11, ...number(written.length + 1), 0, ...written, 0x00];
  const header = Uint8Array.from([0x01, 0x04, ...place, ...coder, ...parts, 0x00, ...named, 0x00]);
  const start = Uint8Array.from([...long(packed.length), ...long(header.length), ...word(crc32(header))]);
  const mark = [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4];
  return Buffer.concat([Uint8Array.from([...mark, ...word(crc32(start))]), start, packed, header]);
}
