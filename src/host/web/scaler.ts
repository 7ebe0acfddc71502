/** Parts of one that a weight counts. */
const WHOLE = 256;
/** Rounds two products at once. */
const HALVES = 0x80_0080;

/** Where each point of a scaled line comes from: mostly one texel, at the edge between two a mixture. */
class Axis {
  readonly from: Uint16Array;
  readonly to: Uint16Array;
  /** How much of `to` there is in it, 0 to 256. */
  readonly weight: Uint16Array;

  /** `count` texels from `first` on become `length` points; `smooth` mixes over one point at each edge. */
  constructor(first: number, count: number, length: number, smooth: boolean) {
    this.from = new Uint16Array(length);
    this.to = new Uint16Array(length);
    this.weight = new Uint16Array(length);
    const scale = Math.max(length / count, 1);
    const flat = 0.5 - 0.5 / scale;
    for (let point = 0; point < length; point++) {
      const texel = ((point + 0.5) / length) * count;
      const base = Math.floor(texel);
      this.from[point] = this.to[point] = first + base;
      if (!smooth) continue;
      const offset = texel - base - 0.5;
      const at = base + (offset - Math.max(-flat, Math.min(flat, offset))) * scale;
      const left = Math.floor(at);
      this.from[point] = first + Math.max(0, left);
      this.to[point] = first + Math.min(count - 1, left + 1);
      this.weight[point] = Math.round((at - left) * WHOLE);
    }
  }
}

/** Two colours of four bytes, mixed byte by byte. */
function mix(one: number, other: number, weight: number): number {
  const rest = WHOLE - weight;
  const even = (Math.imul(one & 0xff00ff, rest) + Math.imul(other & 0xff00ff, weight) + HALVES) >>> 8;
  const odd = Math.imul((one >>> 8) & 0xff00ff, rest) + Math.imul((other >>> 8) & 0xff00ff, weight) + HALVES;
  return (even & 0xff00ff) | (odd & ~0xff00ff);
}

export interface ScalerPlan {
  /** Texels: columns and rows of the source that are shown. */
  readonly columns: number;
  readonly firstRow: number;
  readonly rows: number;
  /** Points of the result. */
  readonly width: number;
  readonly height: number;
  /** Hard pixels whose edges are smoothed over one point, as the filter of the same name in assets/shaders; else nearest. */
  readonly smooth: boolean;
}

/** Scales pictures by the processor, a line at a time: most points are copies, and most lines are copies of the one before. */
export class Scaler {
  readonly plan: ScalerPlan;
  /** The result, `height` rows of `width`; the source's byte order. */
  readonly points: Uint32Array;
  readonly #across: Axis;
  readonly #down: Axis;
  readonly #lines: readonly [Uint32Array, Uint32Array];
  /** Which row of the source each of `#lines` holds; -1 when none. */
  readonly #held: [number, number] = [-1, -1];

  /** `points` has room for the plan's result. */
  constructor(plan: ScalerPlan, points: Uint32Array) {
    this.plan = plan;
    this.points = points;
    this.#across = new Axis(0, plan.columns, plan.width, plan.smooth);
    this.#down = new Axis(plan.firstRow, plan.rows, plan.height, plan.smooth);
    this.#lines = [new Uint32Array(plan.width), new Uint32Array(plan.width)];
  }

  fits(plan: ScalerPlan): boolean {
    const { columns, firstRow, rows, width, height, smooth } = this.plan;
    return (
      plan.columns === columns &&
      plan.firstRow === firstRow &&
      plan.rows === rows &&
      plan.width === width &&
      plan.height === height &&
      plan.smooth === smooth
    );
  }

  /** `source`: rows of `plan.columns` texels, four bytes each. */
  scale(source: Uint32Array): void {
    const { width, height } = this.plan;
    const { from, to, weight } = this.#down;
    this.#held.fill(-1);
    for (let y = 0; y < height; y++) {
      const share = weight[y];
      const start = y * width;
      if (y > 0 && from[y] === from[y - 1] && share === weight[y - 1]) {
        this.points.copyWithin(start, start - width, start);
        continue;
      }
      const upper = this.#line(source, from[y]);
      if (share === 0) this.points.set(upper, start);
      else this.#mixLines(upper, this.#line(source, to[y]), share, start);
    }
  }

  /** A row of the source in the result's width. Neighbours have different places, so the row before stays. */
  #line(source: Uint32Array, row: number): Uint32Array {
    const place = (row & 1) as 0 | 1;
    const line = this.#lines[place];
    if (this.#held[place] === row) return line;
    this.#held[place] = row;
    const { from, to, weight } = this.#across;
    const start = row * this.plan.columns;
    for (let x = 0; x < line.length; x++) {
      const share = weight[x];
      const texel = source[start + from[x]];
      line[x] = share === 0 ? texel : mix(texel, source[start + to[x]], share);
    }
    return line;
  }

  #mixLines(upper: Uint32Array, lower: Uint32Array, share: number, start: number): void {
    const points = this.points;
    for (let x = 0; x < upper.length; x++) points[start + x] = mix(upper[x], lower[x], share);
  }
}
