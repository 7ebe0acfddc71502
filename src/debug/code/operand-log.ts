/** Stretches that are kept apart for one instruction; of more the nearest are joined. */
const MOST_SPANS = 64;

interface Seen {
  /** Address on the bus, the last time. */
  last: number;
  /** Bytes that it touched, as pairs of first and last place, in order and apart. */
  readonly spans: number[];
}

/**
 * Where the operands of instructions lay when they were executed. Instructions are known by their place in memory; what they touched by the byte or
 * register behind the address (`shownAt`), so that mirrors are one.
 */
export class OperandLog {
  readonly #seen = new Map<number, Seen>();

  /** The instruction at `place` used `bytes` bytes from `address` on, which shows `shown`. `older`: what is known was later. */
  note(place: number, address: number, shown: number, bytes: number, older: boolean): void {
    const seen = this.#seen.get(place);
    if (seen === undefined) this.#seen.set(place, { last: address, spans: [shown, shown + bytes - 1] });
    else if (seen.last !== address) {
      if (!older) seen.last = address;
      addSpan(seen.spans, shown, shown + bytes - 1);
    }
  }

  /** The address that it used the last time; -1 when it was not seen. */
  lastOf(place: number): number {
    return this.#seen.get(place)?.last ?? -1;
  }

  touches(place: number, shown: number): boolean {
    const spans = this.#seen.get(place)?.spans ?? [];
    for (let i = 0; i < spans.length; i += 2) if (shown >= spans[i] && shown <= spans[i + 1]) return true;
    return false;
  }

  /** What instructions at places from `from` to before `to` used, as differences of numbers in groups of seven bits. */
  pack(from: number, to: number): number[] {
    const places = [...this.#seen.keys()].filter((place) => place >= from && place < to).sort((a, b) => a - b);
    const bytes: number[] = [];
    putNumber(bytes, places.length);
    let before = from;
    for (const place of places) {
      const { last, spans } = this.#seen.get(place)!;
      putNumber(bytes, place - before);
      putNumber(bytes, last);
      putNumber(bytes, spans.length);
      let at = 0;
      for (const one of spans) {
        putNumber(bytes, one - at);
        at = one;
      }
      before = place;
    }
    return bytes;
  }

  /** Adds what `pack` gave. False when it is damaged; nothing has changed then. */
  unpack(bytes: Uint8Array, from: number, to: number): boolean {
    const reader = new NumberReader(bytes);
    const found = new Map<number, Seen>();
    let place = from;
    for (let count = reader.next(); count > 0; count--) {
      place += reader.next();
      const last = reader.next();
      const length = reader.next();
      if (length > 2 * MOST_SPANS || (length & 1) !== 0 || place >= to) return false;
      let at = 0;
      found.set(place, { last, spans: Array.from({ length }, () => (at += reader.next())) });
      if (reader.failed) return false;
    }
    if (reader.failed) return false;
    for (const [one, seen] of found) {
      const known = this.#seen.get(one);
      if (known === undefined) this.#seen.set(one, seen);
      else for (let i = 0; i < seen.spans.length; i += 2) addSpan(known.spans, seen.spans[i], seen.spans[i + 1]);
    }
    return true;
  }
}

function addSpan(spans: number[], first: number, last: number): void {
  let i = 0;
  while (i < spans.length && spans[i + 1] < first - 1) i += 2;
  if (i < spans.length && spans[i] <= first && spans[i + 1] >= last) return;
  let [from, to] = [first, last];
  let end = i;
  for (; end < spans.length && spans[end] <= last + 1; end += 2) {
    from = Math.min(from, spans[end]);
    to = Math.max(to, spans[end + 1]);
  }
  spans.splice(i, end - i, from, to);
  if (spans.length > 2 * MOST_SPANS) joinNearest(spans);
}

function joinNearest(spans: number[]): void {
  let at = 1;
  for (let i = 3; i + 1 < spans.length; i += 2) if (spans[i + 1] - spans[i] < spans[at + 1] - spans[at]) at = i;
  spans.splice(at, 2);
}

function putNumber(bytes: number[], value: number): void {
  let rest = value;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest);
}

class NumberReader {
  failed = false;
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  next(): number {
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) break;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    this.failed = true;
    return 0;
  }
}
