import { Snapshot } from './snapshot.ts';

/** Memories are compared in blocks of this many bytes. */
const BLOCK = 128;
const BLOCK_WORDS = BLOCK / 4;
/** Snapshots that stand on one whole snapshot. */
const GROUP = 24;
/** A minute, in steps: older groups keep fewer snapshots. */
const RECENT = 3600;
/** Of an older group's snapshots one in this many stays. */
const THIN = 4;

/** What differs from the group's whole snapshot. */
interface Difference {
  readonly position: number;
  readonly numbers: Float64Array;
  readonly length: number;
  /** Numbers of the blocks that differ, and their bytes. */
  readonly blocks: Uint16Array;
  readonly bytes: Uint8Array;
}

interface Group {
  readonly position: number;
  readonly base: Snapshot;
  differences: Difference[];
  thinned: boolean;
}

function sizeOf(difference: Difference): number {
  return difference.numbers.byteLength + difference.blocks.byteLength + difference.bytes.byteLength;
}

/**
 * Snapshots by position, oldest first: one in twenty-four whole, the others as the blocks of memory in which they differ from it. Beyond a
 * minute three of four are given up, beyond the budget the oldest.
 */
export class PackedSnapshots {
  /** To take a snapshot into before it is added. */
  readonly scratch = new Snapshot();
  readonly #budget: number;
  readonly #unpacked = new Snapshot();
  #groups: Group[] = [];
  #size = 0;
  #changed = new Uint16Array(0);

  constructor(budget: number) {
    this.#budget = budget;
  }

  get size(): number {
    return this.#size;
  }

  get first(): number | null {
    return this.#groups[0]?.position ?? null;
  }

  get last(): number | null {
    const group = this.#groups.at(-1);
    return group === undefined ? null : (group.differences.at(-1)?.position ?? group.position);
  }

  /** Positions only grow. */
  add(position: number, snapshot: Snapshot): void {
    const group = this.#groups.at(-1);
    const packed =
      group === undefined || group.differences.length >= GROUP - 1 ? null : this.#differ(position, group.base, snapshot);
    if (packed === null || group === undefined) this.#begin(position, snapshot);
    else {
      group.differences.push(packed);
      this.#size += sizeOf(packed);
    }
    this.#thin(position - RECENT);
    while (this.#size > this.#budget && this.#groups.length > 1) this.#dropGroup(this.#groups.shift());
  }

  #begin(position: number, snapshot: Snapshot): void {
    const base = new Snapshot(Math.ceil(snapshot.length / BLOCK) * BLOCK);
    base.numbers = snapshot.numbers.slice(0, snapshot.numberCount);
    base.bytes.set(snapshot.bytes.subarray(0, snapshot.length));
    base.numberCount = snapshot.numberCount;
    base.length = snapshot.length;
    this.#groups.push({ position, base, differences: [], thinned: false });
    this.#size += base.size;
  }

  /** Null when a whole snapshot is better. */
  #differ(position: number, base: Snapshot, snapshot: Snapshot): Difference | null {
    const { length } = base;
    if (snapshot.length !== length || snapshot.numberCount !== base.numberCount) return null;
    const blocks = Math.ceil(length / BLOCK);
    if (snapshot.bytes.length < blocks * BLOCK) return null;
    if (this.#changed.length < blocks) this.#changed = new Uint16Array(blocks);
    // What lies behind the end of a snapshot's bytes is not compared: it is made equal.
    snapshot.bytes.fill(0, length, blocks * BLOCK);
    const count = findChanged(base.bytes, snapshot.bytes, blocks, this.#changed);
    if (count * 2 > blocks) return null;
    const bytes = new Uint8Array(count * BLOCK);
    for (let i = 0; i < count; i++) {
      const from = this.#changed[i] * BLOCK;
      bytes.set(snapshot.bytes.subarray(from, from + BLOCK), i * BLOCK);
    }
    const numbers = snapshot.numbers.slice(0, snapshot.numberCount);
    return { position, numbers, length, blocks: this.#changed.slice(0, count), bytes };
  }

  #thin(before: number): void {
    for (let i = 0; i + 1 < this.#groups.length && this.#groups[i + 1].position < before; i++) {
      const group = this.#groups[i];
      if (group.thinned) continue;
      group.thinned = true;
      const kept = group.differences.filter((_, at) => (at + 1) % THIN === 0);
      for (const one of group.differences) if (!kept.includes(one)) this.#size -= sizeOf(one);
      group.differences = kept;
    }
  }

  #dropGroup(group: Group | undefined): void {
    if (group === undefined) return;
    this.#size -= group.base.size;
    for (const difference of group.differences) this.#size -= sizeOf(difference);
  }

  /** Gives up what lies at `position` and after. */
  dropFrom(position: number): void {
    while (this.#groups.length > 0 && this.#groups.at(-1)!.position >= position) this.#dropGroup(this.#groups.pop());
    const group = this.#groups.at(-1);
    if (group === undefined) return;
    const kept = group.differences.filter((one) => one.position < position);
    for (const one of group.differences.slice(kept.length)) this.#size -= sizeOf(one);
    group.differences = kept;
  }

  /** The last position at or before `position`. */
  before(position: number): number | null {
    const group = this.#groupOf(position);
    if (group === undefined) return null;
    return group.differences.findLast((one) => one.position <= position)?.position ?? group.position;
  }

  #groupOf(position: number): Group | undefined {
    return this.#groups.findLast((group) => group.position <= position);
  }

  /** The snapshot of a position that `before` gave; valid until the next call. */
  unpack(position: number): Snapshot {
    const group = this.#groupOf(position);
    if (group === undefined) throw new RangeError(`no snapshot at ${position}.`);
    if (group.position === position) return group.base;
    const difference = group.differences.find((one) => one.position === position);
    if (difference === undefined) throw new RangeError(`no snapshot at ${position}.`);
    const into = this.#unpacked;
    into.copyFrom(group.base);
    into.reserve(difference.numbers.length, group.base.bytes.length);
    into.bytes.set(group.base.bytes);
    into.numbers.set(difference.numbers);
    for (let i = 0; i < difference.blocks.length; i++) {
      into.bytes.set(difference.bytes.subarray(i * BLOCK, (i + 1) * BLOCK), difference.blocks[i] * BLOCK);
    }
    return into;
  }

  clear(): void {
    this.#groups = [];
    this.#size = 0;
  }
}

/** Writes the numbers of the blocks that differ to `changed`; how many they are. */
function findChanged(base: Uint8Array, now: Uint8Array, blocks: number, changed: Uint16Array): number {
  const a = new Int32Array(base.buffer, base.byteOffset, blocks * BLOCK_WORDS);
  const b = new Int32Array(now.buffer, now.byteOffset, blocks * BLOCK_WORDS);
  let count = 0;
  for (let block = 0; block < blocks; block++) {
    const end = (block + 1) * BLOCK_WORDS;
    let i = block * BLOCK_WORDS;
    while (i < end && a[i] === b[i]) i++;
    if (i < end) changed[count++] = block;
  }
  return count;
}
