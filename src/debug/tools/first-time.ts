/** A stretch of time that was told whole. */
interface Told {
  readonly from: number;
  readonly to: number;
  /** When the last thing happened in it: at its very end another may still come. */
  readonly last: number;
}

/**
 * Which of the things that a machine does, it does for the first time: it goes back and forth, and what it does again is not to be counted again.
 * It is only ever moved between two of its steps (or of the sound unit's cycles), so what was told, was told whole.
 */
export class FirstTime {
  /** In their order, with gaps between. */
  #told: Told[] = [];
  /** Since when it has been told without a gap, and of the last new thing. */
  #since: number;
  #last = -Infinity;
  /** What is known: up to here, and again from there on. */
  #knownTo = -Infinity;
  #knownFrom = Infinity;
  /** End of the stretch in which the last new thing was; null: it is of another past. */
  #newest: number | null = null;
  /** Nothing new was told since it was moved, to the stretch that ends here. */
  #movedTo: number | null = null;
  #follows = true;

  constructor(now: number) {
    this.#since = now;
  }

  /** The new thing that was told last comes right after the one before it. */
  get follows(): boolean {
    return this.#follows;
  }

  /** Something happens; true when it was never told. */
  at(time: number): boolean {
    if (time <= this.#knownTo) return false;
    if (time >= this.#knownFrom) {
      this.moved(this.#knownFrom, time);
      if (time <= this.#knownTo) return false;
    }
    this.#follows = this.#movedTo === null || this.#movedTo === this.#newest;
    if (this.#movedTo !== null) this.#newest = null;
    this.#movedTo = null;
    this.#last = time;
    return true;
  }

  /** It was told of all up to `from`, and then moved to `now`. */
  moved(from: number, now: number): void {
    this.#add(Math.max(from, this.#since, this.#last));
    const here = this.#told.find((one) => one.from <= now && now <= one.to);
    this.#knownTo = here?.last ?? -Infinity;
    this.#knownFrom = this.#told.find((one) => one.from > now)?.from ?? Infinity;
    this.#since = now;
    this.#last = -Infinity;
    this.#movedTo = here?.to ?? -1;
  }

  /** Keeps the stretch since it was moved last. */
  #add(end: number): void {
    const span = { from: this.#since, to: end };
    const apart = this.#told.filter(({ from, to }) => to < span.from || from > span.to);
    const joined = this.#told.filter((one) => !apart.includes(one));
    const to = Math.max(end, ...joined.map((one) => one.to));
    const last = Math.max(this.#last, ...joined.map((one) => one.last));
    this.#told = [...apart, { from: Math.min(span.from, ...joined.map((one) => one.from)), to, last }].sort(
      (a, b) => a.from - b.from,
    );
    if (this.#movedTo === null || joined.some((one) => one.to === this.#newest)) this.#newest = to;
  }

  /** What comes after `time`, where the machine is, will be another future. True when that had been told. */
  cut(time: number): boolean {
    const known = this.#last > time || this.#told.some(({ to }) => to > time);
    if (!known) return false;
    this.#last = Math.min(this.#last, time);
    this.moved(time, time);
    this.#told = this.#told
      .filter(({ from }) => from <= time)
      .map(({ from, to, last }) => ({ from, to: Math.min(to, time), last: Math.min(last, time) }));
    this.#knownTo = Math.min(this.#knownTo, time);
    this.#knownFrom = Infinity;
    this.#newest = null;
    this.#movedTo = -1;
    return true;
  }
}
