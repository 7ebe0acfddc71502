import { INPUT_VALUES } from '../frame-input.ts';
import { PackedSnapshots } from './packed-snapshots.ts';
import type { Snapshot } from './snapshot.ts';

/** What the history belongs to. */
export interface HistoryMachine {
  takeSnapshot(into: Snapshot): void;
  restoreSnapshot(from: Snapshot): void;
  /** Runs the step that begins now with this input, as it was run the first time; nothing is shown or heard unless its caller wants it. */
  replayStep(input: Int16Array): void;
}

export interface HistoryOptions {
  /** Bytes that snapshots and inputs may take. */
  readonly budget: number;
  /** Steps from one snapshot to the next. */
  readonly spacing: number;
}

export const HISTORY_DEFAULTS: HistoryOptions = { budget: 256 << 20, spacing: 15 };
/** Inputs are kept in chunks of this many steps. */
const INPUT_CHUNK = 4096;

/**
 * What a machine has done, step by step (a step is one call of `runFrame`): the input of each, and a snapshot before every fifteenth. Any
 * step is reached again from the snapshot before it by running what lies between with the same inputs.
 *
 * `position` is the number of the step that comes next. Going back forgets nothing; the steps ahead are given up when a new one is recorded.
 */
export class History {
  readonly #machine: HistoryMachine;
  readonly #options: HistoryOptions;
  readonly #snapshots: PackedSnapshots;
  #inputs = new Map<number, Int16Array>();
  #position = 0;
  #end = 0;
  /** The next step needs a snapshot: something other than a step has changed the machine. */
  #cut = true;

  constructor(machine: HistoryMachine, options: HistoryOptions = HISTORY_DEFAULTS) {
    this.#machine = machine;
    this.#options = options;
    this.#snapshots = new PackedSnapshots(options.budget);
  }

  get position(): number {
    return this.#position;
  }

  /** The oldest position that can be reached. */
  get first(): number {
    return this.#snapshots.first ?? this.#position;
  }

  /** The position after the newest step. */
  get end(): number {
    return this.#end;
  }

  /** Bytes in use. */
  get size(): number {
    return this.#snapshots.size + this.#inputs.size * INPUT_CHUNK * INPUT_VALUES * 2;
  }

  /** Before a step is run for the first time. What lay ahead is given up. `before` is the machine as it is, when it was taken already. */
  record(input: Int16Array, before: Snapshot | null = null): void {
    const step = this.#position;
    if (step < this.#end || this.#cut) this.#giveUp(step);
    const last = this.#snapshots.last;
    if (this.#cut || last === null || step - last >= this.#options.spacing) this.#keep(step, before);
    this.#cut = false;
    this.#inputChunk(step).set(input, (step % INPUT_CHUNK) * INPUT_VALUES);
    this.#position = this.#end = step + 1;
  }

  #keep(step: number, before: Snapshot | null): void {
    if (before !== null) this.#snapshots.add(step, before);
    else {
      this.#machine.takeSnapshot(this.#snapshots.scratch);
      this.#snapshots.add(step, this.#snapshots.scratch);
    }
    const oldest = Math.floor(this.first / INPUT_CHUNK);
    for (const chunk of this.#inputs.keys()) if (chunk < oldest) this.#inputs.delete(chunk);
  }

  #giveUp(step: number): void {
    this.#snapshots.dropFrom(step);
    this.#end = step;
  }

  #inputChunk(step: number): Int16Array {
    const index = Math.floor(step / INPUT_CHUNK);
    let chunk = this.#inputs.get(index);
    if (chunk === undefined) {
      chunk = new Int16Array(INPUT_CHUNK * INPUT_VALUES);
      this.#inputs.set(index, chunk);
    }
    return chunk;
  }

  /** The input of a recorded step. A view. */
  inputOf(step: number): Int16Array {
    const at = (step % INPUT_CHUNK) * INPUT_VALUES;
    return this.#inputChunk(step).subarray(at, at + INPUT_VALUES);
  }

  /** Something other than a step changes the machine: a reset, a loaded state, a written byte. Steps before stay reachable. */
  cut(): void {
    this.#cut = true;
  }

  /** The last position with a snapshot, at or before `position`; null when there is none. */
  snapshotAt(position: number): number | null {
    return this.#snapshots.before(position);
  }

  /** Brings the machine to the snapshot at or before `position`, and returns where that is. @throws RangeError when it lies before `first` */
  seekSnapshot(position: number): number {
    const from = this.#snapshots.before(position);
    if (from === null || position > this.#end)
      throw new RangeError(`step ${position} is not kept; ${this.first} to ${this.#end} are.`);
    this.#machine.restoreSnapshot(this.#snapshots.unpack(from));
    this.#position = from;
    this.#cut = false;
    return from;
  }

  /** Runs the next recorded step again. False at the end. */
  replayNext(): boolean {
    if (this.#position >= this.#end) return false;
    this.#machine.replayStep(this.inputOf(this.#position));
    this.#position++;
    return true;
  }

  /** Brings the machine to the beginning of a step. @throws RangeError when it is not kept */
  seek(position: number): void {
    this.seekSnapshot(position);
    while (this.#position < position) this.replayNext();
  }

  /** Forgets everything; the machine stays as it is. */
  clear(): void {
    this.#snapshots.clear();
    this.#inputs = new Map();
    this.#position = this.#end = 0;
    this.#cut = true;
  }
}
