import { INPUT_VALUES } from '../core/frame-input.ts';
import { StateError } from '../core/state/state-io.ts';

/** More steps than a week of play, and the most bytes that a log may have. */
const MOST_STEPS = 60 * 60 * 60 * 24 * 7;
const MOST_BYTES = 256 << 20;

/**
 * The inputs of one step after the other. In memory as runs of equal inputs; `encode` writes each run as its length and the values that
 * differ from the run before: varint length, u16 mask of the values, and those as i16. Little-endian.
 */
export class InputLog {
  #counts: number[] = [];
  #ends: number[] = [];
  #values = new Int16Array(64 * INPUT_VALUES);

  /** Steps. */
  get length(): number {
    return this.#ends.at(-1) ?? 0;
  }

  append(values: ArrayLike<number>): void {
    const last = this.#counts.length - 1;
    if (last >= 0 && this.#equals(last, values)) {
      this.#counts[last]++;
      this.#ends[last]++;
      return;
    }
    this.#pushRun(1, values);
  }

  #pushRun(count: number, values: ArrayLike<number>): void {
    const at = this.#counts.length * INPUT_VALUES;
    if (at + INPUT_VALUES > this.#values.length) {
      const grown = new Int16Array(this.#values.length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    for (let i = 0; i < INPUT_VALUES; i++) this.#values[at + i] = values[i];
    this.#counts.push(count);
    this.#ends.push(this.length + count);
  }

  #equals(run: number, values: ArrayLike<number>): boolean {
    const at = run * INPUT_VALUES;
    for (let i = 0; i < INPUT_VALUES; i++) if (this.#values[at + i] !== values[i]) return false;
    return true;
  }

  /** Keeps the first `steps` steps. */
  truncate(steps: number): void {
    while (this.#ends.length > 0 && this.length > steps) {
      const last = this.#ends.length - 1;
      const before = last === 0 ? 0 : this.#ends[last - 1];
      if (before >= steps) {
        this.#ends.pop();
        this.#counts.pop();
      } else {
        this.#ends[last] = steps;
        this.#counts[last] = steps - before;
      }
    }
  }

  /** The input of a step, as a view; null when it lies outside. */
  at(step: number): Int16Array | null {
    if (step < 0 || step >= this.length) return null;
    let low = 0;
    let high = this.#ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#ends[middle] > step) high = middle;
      else low = middle + 1;
    }
    return this.#values.subarray(low * INPUT_VALUES, (low + 1) * INPUT_VALUES);
  }

  copy(): InputLog {
    const made = new InputLog();
    made.#counts = [...this.#counts];
    made.#ends = [...this.#ends];
    made.#values = this.#values.slice();
    return made;
  }

  encode(): Uint8Array {
    const bytes: number[] = [];
    const before = new Int16Array(INPUT_VALUES);
    this.#counts.forEach((count, run) => {
      const values = this.#values.subarray(run * INPUT_VALUES, (run + 1) * INPUT_VALUES);
      for (let rest = count; ; rest = Math.floor(rest / 128)) {
        bytes.push((rest & 0x7f) | (rest >= 128 ? 0x80 : 0));
        if (rest < 128) break;
      }
      let mask = 0;
      for (let i = 0; i < INPUT_VALUES; i++) if (values[i] !== before[i]) mask |= 1 << i;
      bytes.push(mask & 0xff, mask >> 8);
      for (let i = 0; i < INPUT_VALUES; i++) if ((mask >> i) & 1) bytes.push(values[i] & 0xff, (values[i] >> 8) & 0xff);
      before.set(values);
    });
    return Uint8Array.from(bytes);
  }

  /** @throws StateError for what `encode` did not write */
  static decode(bytes: Uint8Array): InputLog {
    const log = new InputLog();
    const values = new Int16Array(INPUT_VALUES);
    if (bytes.length > MOST_BYTES) throw new StateError('the inputs are damaged: there are too many.');
    let at = 0;
    const next = (): number => {
      if (at >= bytes.length) throw new StateError('the inputs are damaged: they end within a step.');
      return bytes[at++];
    };
    while (at < bytes.length) {
      let count = 0;
      for (let scale = 1; ; scale *= 128) {
        const byte = next();
        count += (byte & 0x7f) * scale;
        if (byte < 128) break;
        if (scale > MOST_STEPS) throw new StateError('the inputs are damaged: a step lasts for ever.');
      }
      if (count === 0 || log.length + count > MOST_STEPS) throw new StateError('the inputs are damaged: a run has no length.');
      const mask = next() | (next() << 8);
      if (mask >> INPUT_VALUES !== 0) throw new StateError('the inputs are damaged: a value is unknown.');
      for (let i = 0; i < INPUT_VALUES; i++) if ((mask >> i) & 1) values[i] = next() | (next() << 8);
      log.#pushRun(count, values);
    }
    return log;
  }
}
