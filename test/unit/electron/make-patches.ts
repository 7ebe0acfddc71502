import { crc32 } from 'node:zlib';

export const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));

export function number(value: number): number[] {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128) - 1) {
    if (left < 128) return [...bytes, left | 0x80];
    bytes.push(left % 128);
  }
}

function word32(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24];
}

export function withSums(body: readonly number[], source: Uint8Array, target: Uint8Array): Uint8Array {
  const patch = [...body, ...word32(crc32(source)), ...word32(crc32(target))];
  return Uint8Array.from([...patch, ...word32(crc32(Uint8Array.from(patch)))]);
}

/** A BPS of one action: all bytes from the patch. */
export function bps(source: Uint8Array, target: Uint8Array): Uint8Array {
  const action = target.length === 0 ? [] : [...number((target.length - 1) * 4 + 1), ...target];
  return withSums(
    [...ascii('BPS1'), ...number(source.length), ...number(target.length), ...number(0), ...action],
    source,
    target,
  );
}

export function ups(source: Uint8Array, target: Uint8Array): Uint8Array {
  const body = [...ascii('UPS1'), ...number(source.length), ...number(target.length)];
  const length = Math.max(source.length, target.length);
  let last = 0;
  for (let at = 0; at < length; at++) {
    if ((source[at] ?? 0) === (target[at] ?? 0)) continue;
    body.push(...number(at - last));
    for (; at < length && (source[at] ?? 0) !== (target[at] ?? 0); at++) body.push((source[at] ?? 0) ^ (target[at] ?? 0));
    body.push(0);
    last = at + 1;
  }
  return withSums(body, source, target);
}
