import { COLOR_WINDOW, type Registers } from './registers.ts';

/** The line cut at the windows' edges: at most five segments, each with one answer per layer. */
export class Windows {
  private readonly registers: Registers;
  /** Set by a write to any window register. */
  stale = true;
  count = 1;
  /** Segment i is pixels start[i] to start[i + 1] - 1. */
  readonly start = new Int32Array(8);
  /** Bit n: the segment is inside the window of layer n (0-3 backgrounds, 4 sprites, 5 colour). */
  readonly inside = new Uint8Array(8);

  constructor(registers: Registers) {
    this.registers = registers;
  }

  /** `inside` at pixel x. */
  insideAt(x: number): number {
    let i = 0;
    while (i + 1 < this.count && this.start[i + 1] <= x) i++;
    return this.inside[i];
  }

  update(): void {
    const r = this.registers;
    this.stale = false;
    let used = 0;
    for (let layer = 0; layer <= COLOR_WINDOW; layer++) used |= r.windowSelect[layer];
    this.count = 1;
    this.start[0] = 0;
    this.start[1] = 256;
    if (used & 0x02 && r.window1Left <= r.window1Right) {
      this.cut(r.window1Left);
      this.cut(r.window1Right + 1);
    }
    if (used & 0x08 && r.window2Left <= r.window2Right) {
      this.cut(r.window2Left);
      this.cut(r.window2Right + 1);
    }
    for (let i = 0; i < this.count; i++) {
      const x = this.start[i];
      // A left edge beyond the right one makes an empty window. [fullsnes: $2126-2129]
      const in1 = x >= r.window1Left && x <= r.window1Right ? 1 : 0;
      const in2 = x >= r.window2Left && x <= r.window2Right ? 1 : 0;
      let bits = 0;
      for (let layer = 0; layer <= COLOR_WINDOW; layer++) {
        if (this.test(r.windowSelect[layer], r.windowLogic[layer], in1, in2)) bits |= 1 << layer;
      }
      this.inside[i] = bits;
    }
  }

  /** [fullsnes: $2123-2125, $212A-212B] A layer with both windows off is outside everywhere. */
  private test(select: number, logic: number, in1: number, in2: number): boolean {
    const one = in1 ^ (select & 1);
    const two = in2 ^ ((select >> 2) & 1);
    switch (select & 0x0a) {
      case 0x00:
        return false;
      case 0x02:
        return one !== 0;
      case 0x08:
        return two !== 0;
      default:
    }
    switch (logic) {
      case 0:
        return (one | two) !== 0;
      case 1:
        return (one & two) !== 0;
      case 2:
        return one !== two;
      default:
        return one === two;
    }
  }

  /** Adds an edge, keeping the starts sorted. */
  private cut(x: number): void {
    if (x > 255) return;
    const start = this.start;
    let i = 0;
    while (start[i] < x) i++;
    if (start[i] === x) return;
    for (let j = this.count; j >= i; j--) start[j + 1] = start[j]!;
    start[i] = x;
    this.count++;
  }
}
