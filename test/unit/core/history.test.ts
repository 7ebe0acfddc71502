import { describe, expect, it } from 'vitest';
import { FrameInput, INPUT_VALUES } from '../../../src/core/frame-input.ts';
import type { Snes } from '../../../src/core/snes.ts';
import { crc32 } from '../../../src/core/state/crc32.ts';
import { History, type HistoryOptions } from '../../../src/core/state/history.ts';
import { PackedSnapshots } from '../../../src/core/state/packed-snapshots.ts';
import { Snapshot } from '../../../src/core/state/snapshot.ts';
import { boot } from './machine.ts';

/** Counts in $10 as fast as it can and mixes the pad into $20 in every frame. */
const MIXER = {
  // SEI CLC XCE LDA #$81 STA $4200 / INC $10 BRA -4
  code: [0x78, 0x18, 0xfb, 0xa9, 0x81, 0x8d, 0x00, 0x42, 0xe6, 0x10, 0x80, 0xfc],
  // REP #$20 LDA $4218 CLC ADC $20 ROL EOR $10 STA $20 SEP #$20 LDA $4210 RTI
  at: {
    0x8100: [0xc2, 0x20, 0xad, 0x18, 0x42, 0x18, 0x65, 0x20, 0x2a, 0x45, 0x10, 0x85, 0x20, 0xe2, 0x20, 0xad, 0x10, 0x42, 0x40],
  },
  nmi: 0x8100,
};

class Rig {
  readonly input = new FrameInput();
  readonly snes: Snes = boot(MIXER, { input: this.input });
  readonly history: History;

  constructor(options: Partial<HistoryOptions> = {}) {
    this.history = new History(
      {
        takeSnapshot: (into) => this.snes.takeSnapshot(into),
        restoreSnapshot: (from) => this.snes.restoreSnapshot(from),
        replayStep: (input) => {
          this.input.replay(input);
          this.snes.runFrame();
        },
      },
      { budget: 1 << 28, spacing: 15, ...options },
    );
  }

  step(pad: number): void {
    this.input.sample({ pad: (index) => (index === 0 ? pad : 0), pointer: () => ({ x: 0, y: 0, buttons: 0 }) });
    this.history.record(this.input.values);
    this.snes.runFrame();
  }

  get sum(): number {
    return crc32(this.snes.saveState());
  }

  /** The state's sum before each step and after the last. */
  run(steps: number): number[] {
    const sums = [this.sum];
    for (let i = 0; i < steps; i++) {
      this.step(Math.imul(i + 1, 0x9e3779b1) >>> 16);
      sums.push(this.sum);
    }
    return sums;
  }
}

describe('snapshots in memory', () => {
  it('are the whole machine', () => {
    const rig = new Rig();
    rig.run(5);
    const snapshot = new Snapshot();
    rig.snes.takeSnapshot(snapshot);
    const state = rig.sum;
    rig.run(3);
    expect(rig.sum).not.toBe(state);
    rig.snes.restoreSnapshot(snapshot);
    expect(rig.sum).toBe(state);
    const again = new Snapshot();
    rig.snes.takeSnapshot(again);
    expect(again.equals(snapshot)).toBe(true);
  });

  it('of another machine are refused', () => {
    const rig = new Rig();
    const snapshot = new Snapshot();
    rig.snes.takeSnapshot(snapshot);
    const more = new Snapshot();
    more.copyFrom(snapshot);
    more.numberCount++;
    expect(() => rig.snes.restoreSnapshot(more)).toThrow(/another machine/);
    more.copyFrom(snapshot);
    more.length -= 1000;
    expect(() => rig.snes.restoreSnapshot(more)).toThrow(/another machine/);
  });
});

describe('history', () => {
  it('reaches every step again, in any order', () => {
    const rig = new Rig();
    const sums = rig.run(100);
    expect(new Set(sums).size).toBe(101);
    for (const position of [100, 3, 99, 0, 45, 44, 46, 15, 14, 61]) {
      rig.history.seek(position);
      expect(rig.history.position).toBe(position);
      expect(rig.sum).toBe(sums[position]);
    }
  });

  it('gives up what lay ahead when play goes on from an earlier step', () => {
    const rig = new Rig();
    const sums = rig.run(60);
    rig.history.seek(40);
    rig.step(0x1230);
    expect(rig.history.end).toBe(41);
    const other = rig.sum;
    rig.step(0);
    rig.history.seek(41);
    expect(rig.sum).toBe(other);
    rig.history.seek(39);
    expect(rig.sum).toBe(sums[39]);
    expect(() => rig.history.seek(50)).toThrow(/not kept/);
  });

  it('takes a snapshot after a change from outside and never runs across it', () => {
    const rig = new Rig();
    rig.run(20);
    rig.snes.wram[0x20] ^= 0x55;
    rig.history.cut();
    const changed = rig.sum;
    const sums = rig.run(20);
    rig.history.seek(20);
    expect(rig.sum).toBe(changed);
    rig.history.seek(33);
    expect(rig.sum).toBe(sums[13]);
  });

  it('keeps to its budget by forgetting the oldest', () => {
    const rig = new Rig({ budget: 1_500_000, spacing: 1 });
    const sums = rig.run(200);
    const { first } = rig.history;
    expect(first).toBeGreaterThan(0);
    expect(rig.history.size).toBeLessThan(2_000_000);
    rig.history.seek(first);
    expect(rig.sum).toBe(sums[first]);
    expect(() => rig.history.seek(first - 1)).toThrow(RangeError);
  });

  it('keeps fewer snapshots of what is more than a minute ago', () => {
    const packed = new PackedSnapshots(1 << 28);
    const snapshot = new Snapshot();
    snapshot.length = 4096;
    snapshot.numberCount = 1;
    for (let position = 0; position < 6000; position += 15) {
      snapshot.bytes.fill(position & 0xff, 0, 100);
      snapshot.numbers[0] = position;
      packed.add(position, snapshot);
    }
    expect(packed.before(100)).toBe(60);
    expect(packed.before(5999)).toBe(5985);
    for (const position of [0, 60, 5985, 3600]) {
      const back = packed.unpack(packed.before(position)!);
      expect([back.numbers[0], back.bytes[99], back.length]).toEqual([position, position & 0xff, 4096]);
    }
  });
});

describe('input of a frame', () => {
  const pointer = (x: number, y: number) => ({ pad: () => 0x8000, pointer: () => ({ x, y, buttons: 1 }) });

  it('gives a movement once and keeps what nobody read', () => {
    const input = new FrameInput();
    input.pointers[0] = 'movement';
    input.pointers[1] = 'place';
    input.sample(pointer(3, -2));
    input.finish();
    input.sample(pointer(4, 0));
    expect({ ...input.pointer(0) }).toEqual({ x: 7, y: -2, buttons: 1 });
    expect({ ...input.pointer(0) }).toEqual({ x: 0, y: 0, buttons: 1 });
    input.finish();
    input.sample(pointer(1, 1));
    expect({ ...input.pointer(0) }).toEqual({ x: 1, y: 1, buttons: 1 });
    expect({ ...input.pointer(1) }).toEqual({ x: 1, y: 1, buttons: 1 });
    expect({ ...input.pointer(1) }).toEqual({ x: 1, y: 1, buttons: 1 });
    expect(input.pad(0)).toBe(0x8000);
  });

  it('is the same when it is given again', () => {
    const input = new FrameInput();
    input.pointers[1] = 'place';
    input.sample(pointer(40000, -40000));
    const kept = input.values.slice();
    const again = new FrameInput();
    again.replay(kept);
    expect(kept.length).toBe(INPUT_VALUES);
    expect({ ...again.pointer(1) }).toEqual({ x: 32767, y: -32768, buttons: 1 });
  });
});
