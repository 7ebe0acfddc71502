import type { NumericArray, StateIO } from '../types.ts';
import { StateError } from './state-io.ts';

/**
 * A machine's state in memory: numbers and memories in the order in which the parts name them, without names, checks or copies in between.
 * Only the machine that took it, or one made alike, can take it back. Files are `saveState`'s.
 */
export class Snapshot {
  /** `numberCount` entries are filled. */
  numbers = new Float64Array(2048);
  numberCount = 0;
  length = 0;
  #bytes: Uint8Array;
  #words: Uint32Array;

  /** `room`: bytes for the memories; it grows. */
  constructor(room = 0x58000) {
    this.#bytes = new Uint8Array((room + 3) & ~3);
    this.#words = new Uint32Array(this.#bytes.buffer);
  }

  /** The memories one after the other; `length` bytes are filled. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** The same memory in the machine's byte order. */
  get words(): Uint32Array {
    return this.#words;
  }

  /** Bytes of memory that it holds. */
  get size(): number {
    return this.numbers.byteLength + this.bytes.byteLength;
  }

  copyFrom(other: Snapshot): void {
    this.reserve(other.numberCount, other.length);
    this.numbers.set(other.numbers.subarray(0, other.numberCount));
    this.bytes.set(other.bytes.subarray(0, other.length));
    this.numberCount = other.numberCount;
    this.length = other.length;
  }

  /** Makes room; what was in it may be lost. */
  reserve(numbers: number, bytes: number): void {
    if (this.numbers.length < numbers) this.numbers = new Float64Array(numbers);
    if (this.bytes.length < bytes) this.#replace(bytes);
  }

  /** Makes room for memories and keeps what is there. */
  grow(bytes: number): void {
    const before = this.bytes;
    this.#replace(Math.max(bytes, before.length * 2));
    this.bytes.set(before.subarray(0, this.length));
  }

  #replace(bytes: number): void {
    this.#bytes = new Uint8Array((bytes + 3) & ~3);
    this.#words = new Uint32Array(this.#bytes.buffer);
  }

  equals(other: Snapshot): boolean {
    if (this.numberCount !== other.numberCount || this.length !== other.length) return false;
    for (let i = 0; i < this.numberCount; i++) if (!Object.is(this.numbers[i], other.numbers[i])) return false;
    for (let i = 0; i < this.length; i++) if (this.bytes[i] !== other.bytes[i]) return false;
    return true;
  }
}

function bytesOf(array: NumericArray): Uint8Array {
  return array instanceof Uint8Array ? array : new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

/** Fills a snapshot. */
export class SnapshotWriter implements StateIO {
  readonly loading = false;
  version = 0;
  #target: Snapshot = new Snapshot();

  begin(target: Snapshot): void {
    this.#target = target;
    target.numberCount = 0;
    target.length = 0;
  }

  #number(value: number): number {
    const target = this.#target;
    if (target.numberCount === target.numbers.length) {
      const grown = new Float64Array(target.numbers.length * 2);
      grown.set(target.numbers);
      target.numbers = grown;
    }
    target.numbers[target.numberCount++] = value;
    return value;
  }

  u8(_name: string, value: number): number {
    return this.#number(value);
  }

  u16(_name: string, value: number): number {
    return this.#number(value);
  }

  i32(_name: string, value: number): number {
    return this.#number(value);
  }

  f64(_name: string, value: number): number {
    return this.#number(value);
  }

  bool(_name: string, value: boolean): boolean {
    this.#number(value ? 1 : 0);
    return value;
  }

  ram(_name: string, array: NumericArray): void {
    const target = this.#target;
    const end = target.length + array.byteLength;
    if (end > target.bytes.length) target.grow(end);
    if (array instanceof Uint32Array && (target.length & 3) === 0) target.words.set(array, target.length >> 2);
    else target.bytes.set(bytesOf(array), target.length);
    target.length = end;
  }
}

/** Gives a snapshot back. @throws StateError when it is another machine's */
export class SnapshotReader implements StateIO {
  readonly loading = true;
  version = 0;
  #source: Snapshot = new Snapshot();
  #number = 0;
  #byte = 0;

  begin(source: Snapshot): void {
    this.#source = source;
    this.#number = 0;
    this.#byte = 0;
  }

  /** @throws StateError when something is left */
  end(): void {
    if (this.#number !== this.#source.numberCount || this.#byte !== this.#source.length) this.#refuse();
  }

  #refuse(): never {
    throw new StateError('the snapshot belongs to another machine.');
  }

  u8(): number {
    return this.#source.numbers[this.#number++];
  }

  u16(): number {
    return this.#source.numbers[this.#number++];
  }

  i32(): number {
    return this.#source.numbers[this.#number++];
  }

  f64(): number {
    return this.#source.numbers[this.#number++];
  }

  bool(): boolean {
    return this.#source.numbers[this.#number++] !== 0;
  }

  ram(_name: string, array: NumericArray): void {
    const end = this.#byte + array.byteLength;
    if (end > this.#source.length) this.#refuse();
    const { bytes, words } = this.#source;
    if (array instanceof Uint32Array && (this.#byte & 3) === 0) array.set(words.subarray(this.#byte >> 2, end >> 2));
    else bytesOf(array).set(bytes.subarray(this.#byte, end));
    this.#byte = end;
  }
}
