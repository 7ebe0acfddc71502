/** A stretch of time, in master clocks since power-on. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Stretches of time, apart from each other and in order. */
export class Spans {
  #all: readonly Span[] = [];

  add(from: number, to: number): void {
    if (to <= from) return;
    const touching = this.#all.filter((one) => one.to >= from && one.from <= to);
    const whole = {
      from: Math.min(from, ...touching.map((one) => one.from)),
      to: Math.max(to, ...touching.map((one) => one.to)),
    };
    this.#all = [...this.#all.filter((one) => !touching.includes(one)), whole].sort((a, b) => a.from - b.from);
  }

  /** Takes away what comes after a time. */
  cut(time: number): void {
    this.#all = this.#all.filter(({ from }) => from < time).map(({ from, to }) => ({ from, to: Math.min(to, time) }));
  }

  /** The one in which a time lies, its ends among it. */
  at(time: number): Span | null {
    return this.#all.find(({ from, to }) => from <= time && to >= time) ?? null;
  }

  /** The last stretch between two times that is in none of these. */
  lastGap(from: number, to: number): Span | null {
    let end = to;
    for (const one of this.#all.toReversed()) {
      if (one.from >= end) continue;
      if (one.to < end) return one.to < from ? gap(from, end) : gap(one.to, end);
      end = one.from;
    }
    return gap(from, end);
  }

  /** How much between two times is in none of these. */
  missing(from: number, to: number): number {
    const covered = this.#all.map((one) => Math.max(0, Math.min(one.to, to) - Math.max(one.from, from)));
    return Math.max(0, to - from) - covered.reduce((sum, one) => sum + one, 0);
  }
}

function gap(from: number, to: number): Span | null {
  return from < to ? { from, to } : null;
}
