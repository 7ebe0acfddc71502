export type SearchSize = 1 | 2 | 3 | 4;

export type SearchTest =
  | { readonly kind: 'equal' | 'not-equal' | 'less' | 'greater'; readonly value: number }
  /** Against what it was at the last search. */
  | { readonly kind: 'changed' | 'unchanged' | 'increased' | 'decreased' }
  | { readonly kind: 'increased-by' | 'decreased-by'; readonly value: number };

/** Steps that can be taken back: at most half a megabyte each, and less the more was ruled out. */
const MOST_STEPS = 50;

/** The places that are left, and the memory at the search that left them. */
interface Step {
  readonly candidates: Int32Array;
  readonly before: Uint8Array;
}

/** A search that is narrowed down step by step: for values that one knows or sees change. Steps can be taken back. */
export class ValueSearch {
  #before: Uint8Array;
  #candidates: Int32Array;
  #steps: Step[] = [];
  readonly size: SearchSize;
  readonly #signed: boolean;

  constructor(bytes: Uint8Array, size: SearchSize, signed: boolean, aligned: boolean) {
    this.#before = bytes.slice();
    this.size = size;
    this.#signed = signed;
    const step = aligned ? size : 1;
    const count = Math.max(0, Math.floor((bytes.length - size) / step) + 1);
    this.#candidates = Int32Array.from({ length: count }, (_, i) => i * step);
  }

  get count(): number {
    return this.#candidates.length;
  }

  #value(bytes: Uint8Array, at: number): number {
    let value = 0;
    for (let i = 0; i < this.size; i++) value += bytes[at + i] * 2 ** (8 * i);
    const limit = 2 ** (8 * this.size - 1);
    return this.#signed && value >= limit ? value - 2 * limit : value;
  }

  /** Keeps the places whose value now passes. */
  narrow(bytes: Uint8Array, test: SearchTest): void {
    const before = this.#before;
    this.#steps = [...this.#steps.slice(1 - MOST_STEPS), { candidates: this.#candidates, before }];
    this.#candidates = this.#candidates.filter((at) => passes(test, this.#value(bytes, at), this.#value(before, at)));
    this.#before = bytes.slice();
  }

  /** How many searches can be taken back. */
  get steps(): number {
    return this.#steps.length;
  }

  /** As it was before the last search. False when there was none. */
  back(): boolean {
    const step = this.#steps.pop();
    if (step === undefined) return false;
    this.#candidates = step.candidates;
    this.#before = step.before;
    return true;
  }

  /** The first so many places with their value now and at the search before. */
  results(bytes: Uint8Array, most: number): { readonly address: number; readonly value: number; readonly before: number }[] {
    return [...this.#candidates.subarray(0, most)].map((address) => ({
      address,
      value: this.#value(bytes, address),
      before: this.#value(this.#before, address),
    }));
  }
}

function passes(test: SearchTest, value: number, before: number): boolean {
  switch (test.kind) {
    case 'equal':
      return value === test.value;
    case 'not-equal':
      return value !== test.value;
    case 'less':
      return value < test.value;
    case 'greater':
      return value > test.value;
    case 'changed':
      return value !== before;
    case 'unchanged':
      return value === before;
    case 'increased':
      return value > before;
    case 'decreased':
      return value < before;
    case 'increased-by':
      return value - before === test.value;
    default:
      return before - value === test.value;
  }
}

/** Places where bytes stand; -1 in the pattern fits anything. */
export function findBytes(bytes: Uint8Array, pattern: readonly number[], most: number): number[] {
  const found: number[] = [];
  if (pattern.length === 0) return found;
  for (let at = 0; at + pattern.length <= bytes.length && found.length < most; at++)
    if (pattern.every((byte, i) => byte < 0 || bytes[at + i] === byte)) found.push(at);
  return found;
}

export interface DifferenceRun {
  readonly address: number;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** Stretches that differ. */
export function differences(before: Uint8Array, after: Uint8Array, most: number): DifferenceRun[] {
  const runs: DifferenceRun[] = [];
  const length = Math.min(before.length, after.length);
  for (let at = 0; at < length && runs.length < most; at++) {
    if (before[at] === after[at]) continue;
    const start = at;
    while (at < length && before[at] !== after[at]) at++;
    runs.push({ address: start, before: before.slice(start, at), after: after.slice(start, at) });
  }
  return runs;
}
