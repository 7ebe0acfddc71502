import { type Access, AccessKind, isOfSoundUnit, type ToldPlace, type Watcher } from '../hub.ts';
import type { Snes } from '../../core/snes.ts';
import { type MemoryName, memorySize } from '../memories.ts';
import { FirstTime } from './first-time.ts';

const COUNTED = ['wram', 'rom', 'sram', 'vram', 'oam', 'cgram', 'aram'] as const;
type Counted = (typeof COUNTED)[number];

interface Counts {
  readonly reads: Uint32Array;
  readonly writes: Uint32Array;
  readonly execs: Uint32Array;
  /** Frame of the last read, write and execution; -1 for never. What fades in a heat map. */
  readonly lastRead: Int32Array;
  readonly lastWrite: Int32Array;
  readonly lastExec: Int32Array;
}

/** Counts accesses of every byte, while it is switched on: each once, however often the machine goes back and does it again. */
export class AccessCounters implements Watcher {
  readonly plan;
  readonly records = true;
  readonly #counts = new Map<MemoryName, Counts>();
  readonly #snes: Snes;
  #cpu: FirstTime;
  #sound: FirstTime;

  constructor(snes: Snes) {
    this.#snes = snes;
    const all = (memory: Counted) => ({ memory, from: 0, to: memorySize(snes, memory) - 1, read: true, write: true });
    this.plan = { exec: true, smp: true, ppu: true, io: true, ranges: [all('wram'), all('rom'), all('sram')] };
    this.#cpu = new FirstTime(this.#time);
    this.#sound = new FirstTime(snes.soundTime);
    this.reset();
  }

  get #time(): number {
    const { clock } = this.#snes;
    return clock.base + clock.now;
  }

  reset(): void {
    this.#cpu = new FirstTime(this.#time);
    this.#sound = new FirstTime(this.#snes.soundTime);
    for (const memory of COUNTED) {
      const size = memorySize(this.#snes, memory);
      const zero = (): Uint32Array => new Uint32Array(size);
      const never = (): Int32Array => new Int32Array(size).fill(-1);
      this.#counts.set(memory, {
        reads: zero(),
        writes: zero(),
        execs: zero(),
        lastRead: never(),
        lastWrite: never(),
        lastExec: never(),
      });
    }
  }

  skipped({ time, soundTime }: ToldPlace): void {
    this.#cpu.moved(time, this.#time);
    this.#sound.moved(soundTime, this.#snes.soundTime);
  }

  /** The time after a moment will be another one: what it had is counted already, and stays. */
  cut(time: number): void {
    this.#cpu.cut(time);
    this.#sound.cut(time);
  }

  #isNew({ agent }: Access): boolean {
    return isOfSoundUnit(agent) ? this.#sound.at(this.#snes.soundTime) : this.#cpu.at(this.#time);
  }

  access(access: Access): void {
    const { kind, memory, address } = access;
    const counts = this.#counts.get(memory);
    if (counts === undefined || !this.#isNew(access)) return;
    const { frame } = this.#snes;
    if (kind === AccessKind.Write) {
      counts.writes[address]++;
      counts.lastWrite[address] = frame;
    } else if (kind === AccessKind.Read) {
      counts.reads[address]++;
      counts.lastRead[address] = frame;
    } else {
      counts.execs[address]++;
      counts.lastExec[address] = frame;
    }
  }

  /** A stretch of a memory's counters; null for memories that are not counted. */
  read(memory: MemoryName, from: number, length: number): Counts | null {
    const counts = this.#counts.get(memory);
    if (counts === undefined) return null;
    const cut = <T extends Uint32Array | Int32Array>(array: T): T => array.slice(from, from + length) as T;
    return {
      reads: cut(counts.reads),
      writes: cut(counts.writes),
      execs: cut(counts.execs),
      lastRead: cut(counts.lastRead),
      lastWrite: cut(counts.lastWrite),
      lastExec: cut(counts.lastExec),
    };
  }
}

export type AccessCounts = Counts;
