import { randomNumbers } from './programs.ts';

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Changes a file as a bad disk, a bad sync or a bad person would: bytes, ranges, lengths, ends. */
export function mutated(bytes: Uint8Array, next: () => number): Uint8Array {
  let copy = Uint8Array.from(bytes);
  for (let n = 1 + (next() % 6); n > 0; n--) {
    const at = copy.length === 0 ? 0 : next() % copy.length;
    switch (next() % 7) {
      case 0:
        copy[at] = next() & 0xff;
        break;
      case 1:
        copy[at] ^= 1 << (next() & 7);
        break;
      case 2:
        copy = copy.slice(0, at);
        break;
      case 3:
        copy.fill(next() & 0xff, at, at + (next() % 64));
        break;
      case 4: {
        const number = [0, 0xffffffff, 0x7fffffff, next(), bytes.length][next() % 5];
        for (let byte = 0; byte < 4; byte++) if (at + byte < copy.length) copy[at + byte] = number >>> (8 * byte);
        break;
      }
      case 5:
        copy = joined(copy.subarray(0, at), copy.subarray(Math.min(copy.length, at + (next() % 40))));
        break;
      default:
        copy = joined(copy.subarray(0, at), copy.subarray(at, at + (next() % 40)), copy.subarray(at));
    }
  }
  return copy;
}

export { randomNumbers };
