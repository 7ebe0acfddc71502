import type { Snes } from '../../core/snes.ts';
import { compileExpression, compileFormat, type Evaluate, type Names } from '../break/expression.ts';
import { type Asked, type LabelLookup, machineNames, noting } from '../break/machine-names.ts';
import type { StandPlace, Watcher } from '../hub.ts';
import { processorOf, type ProcessorName } from '../processors.ts';
import type { TraceOptions } from './trace-options.ts';

const CPU_FORMAT =
  '{pc:x6} {bytes} {disassembly} A:{a:x4} X:{x:x4} Y:{y:x4} S:{s:x4} D:{d:x4} DB:{db:x2} P:{p:x2} V:{scanline:d3} H:{hclock:d4}';
const SMP_FORMAT =
  '  {pc:x4} {bytes} {disassembly} A:{a:x2} X:{x:x2} Y:{y:x2} SP:{sp:x2} PSW:{psw:x2} V:{scanline:d3} H:{hclock:d4}';
const WIDTH = { bytes: 11, disassembly: 24, label: 16 } as const;

/** Rows of the ring. */
export const TRACE_ROWS = 100_000;
/** Rows of the two processors may stand in another order than their times by a cycle of the sound processor at its slowest. */
const SLACK = 500;

/** No access is looked at. */
const NO_MOMENT = { address: 0, value: 0, old: 0, hits: 0 };

function nothingAsked(): Asked {
  return { hits: false, cpu: false, sound: false };
}

type RowWriter = (pc: number) => string;

/** The instruction of a row. */
export interface TracePlace {
  readonly processor: ProcessorName;
  readonly pc: number;
  /** Master clocks since power-on, where that is a place on the timeline: the S-CPU's. */
  readonly time: number | null;
}

export interface TraceRows {
  /** Number of the first row. */
  readonly first: number;
  readonly rows: readonly string[];
  /** A place for each row. */
  readonly places: readonly TracePlace[];
}

/** Writes a row before each instruction of either processor, into a ring and to whoever listens. Conditions and formats are read when it is made. */
export class TraceLog implements Watcher {
  readonly plan;
  readonly records = true;
  /** Takes every row instead of the ring, for a file. */
  onRow: ((text: string) => void) | null = null;
  readonly #snes: Snes;
  readonly #rows: string[] = [];
  /** When each row's instruction begins; of the sound processor's rows below 0, when its first cycle ends. */
  readonly #times = new Float64Array(TRACE_ROWS);
  readonly #pcs = new Int32Array(TRACE_ROWS);
  #next = 0;
  #total = 0;
  /** Rows in the ring. */
  #kept = 0;
  /** Of the last rows that went elsewhere, of both processors: they can't be taken back, and are not written again. */
  #given = -1;
  #givenSound = -1;
  readonly #cpu: RowWriter | null;
  readonly #smp: RowWriter | null;
  /** The sound unit is brought up to each instruction of the S-CPU: its rows are written, or those of the S-CPU ask for it. */
  readonly #withSound: boolean;

  /** @throws ExpressionError */
  constructor(
    snes: Snes,
    options: TraceOptions,
    label: LabelLookup,
    nameOf: (processor: ProcessorName, address: number) => string | null,
    namesVersion: () => number = () => 0,
  ) {
    this.#snes = snes;
    const asked = { cpu: nothingAsked(), smp: nothingAsked() };
    const writer = (processor: ProcessorName, condition: string, format: string): RowWriter => {
      const names = noting(machineNames(snes, processor, NO_MOMENT, label), processor, asked[processor]);
      return rowWriter(
        new CodeTexts(snes, processor, (address) => nameOf(processor, address), namesVersion),
        condition,
        format,
        names,
      );
    };
    this.#cpu = options.cpu ? writer('cpu', options.cpuCondition, options.cpuFormat || CPU_FORMAT) : null;
    this.#smp = options.smp ? writer('smp', options.smpCondition, options.smpFormat || SMP_FORMAT) : null;
    this.#withSound = options.smp || asked.cpu.sound;
    this.plan = { exec: options.cpu || options.smp, smp: options.smp, together: asked.smp.cpu };
  }

  /** Rows since the beginning. */
  get total(): number {
    return this.#total;
  }

  exec(pc: number): boolean {
    if (this.#withSound) this.#snes.catchUpApu();
    if (this.#cpu === null) return false;
    const { clock } = this.#snes;
    const time = clock.base + clock.now;
    if (this.onRow === null) this.#add(this.#cpu(pc), time, pc);
    else if (time > this.#given) {
      this.#given = time;
      this.#give(this.#cpu(pc));
    }
    return false;
  }

  smpExec(pc: number): boolean {
    if (this.#smp === null) return false;
    const time = this.#snes.soundTime;
    if (this.onRow === null) this.#add(this.#smp(pc), -time, pc);
    else if (time > this.#givenSound) {
      this.#givenSound = time;
      this.#give(this.#smp(pc));
    }
    return false;
  }

  #give(row: string): void {
    if (row === '') return;
    this.#total++;
    this.onRow?.(row);
  }

  #add(row: string, time: number, pc: number): void {
    if (row === '') return;
    this.#total++;
    this.#rows[this.#next] = row;
    this.#times[this.#next] = time;
    this.#pcs[this.#next] = pc;
    this.#next = (this.#next + 1) % TRACE_ROWS;
    if (this.#kept < TRACE_ROWS) this.#kept++;
  }

  /** Rows behind the place where the machine stands are taken back: they come again. */
  arrived({ time, soundTime, told }: StandPlace): void {
    const before = Math.min(time, soundTime) - SLACK;
    const again: { readonly row: string; readonly time: number; readonly pc: number }[] = [];
    while (this.#kept > 0) {
      const at = (this.#next + TRACE_ROWS - 1) % TRACE_ROWS;
      const when = this.#times[at];
      if (Math.abs(when) < before) break;
      if (when < 0 ? -when <= soundTime : when < time || (when === time && told))
        again.push({ row: this.#rows[at], time: when, pc: this.#pcs[at] });
      this.#next = at;
      this.#kept--;
      this.#total--;
    }
    for (const one of again.toReversed()) this.#add(one.row, one.time, one.pc);
  }

  /** The time after a moment will be another one; -Infinity: all of it is. */
  cut(time: number): void {
    if (time === -Infinity) this.#times.fill(0);
    this.#given = Math.min(this.#given, time);
    this.#givenSound = Math.min(this.#givenSound, time);
  }

  /** The rows with numbers from `first` on, as far as they are kept, at most so many. */
  rows(first: number, most: number): TraceRows {
    const oldest = this.#total - this.#kept;
    const from = Math.max(first, oldest);
    const count = Math.max(0, Math.min(most, this.#total - from));
    const at = this.#next + TRACE_ROWS - (this.#total - from);
    const slots = Array.from({ length: count }, (_, i) => (at + i) % TRACE_ROWS);
    return {
      first: from,
      rows: slots.map((slot) => this.#rows[slot] ?? ''),
      places: slots.map((slot) => {
        const time = this.#times[slot];
        return { processor: time < 0 ? 'smp' : 'cpu', pc: this.#pcs[slot], time: time > 0 ? time : null };
      }),
    };
  }

  /** The number of the next row behind `from` that has a text in it, or of the last one before it; around to that row itself. Capitals do not matter. */
  find(text: string, from: number, back: boolean): { readonly row: number; readonly wrapped: boolean } | null {
    const wanted = text.toLowerCase();
    const oldest = this.#total - this.#kept;
    const kept = from >= oldest && from < this.#total;
    const start = kept ? from : back ? this.#total : oldest - 1;
    const by = back ? -1 : 1;
    for (let i = 1; i <= this.#kept; i++) {
      const on = start + by * i;
      const wrapped = on < oldest || on >= this.#total;
      const row = wrapped ? on - by * this.#kept : on;
      const slot = (this.#next + TRACE_ROWS - (this.#total - row)) % TRACE_ROWS;
      if ((this.#rows[slot] ?? '').toLowerCase().includes(wanted)) return { row, wrapped };
    }
    return null;
  }

  clear(): void {
    this.#rows.length = 0;
    this.#next = 0;
    this.#total = 0;
    this.#kept = 0;
  }
}

/** An instruction as it was written the last time at a place. */
interface WrittenCode {
  readonly address: number;
  readonly widths: number;
  readonly opcodes: readonly number[];
  readonly bytes: string;
  readonly disassembly: string;
  readonly label: string;
}

/** Places whose texts are kept; a place that another one takes is taken apart again. */
const KEPT_PLACES = 1 << 14;

/** Instructions as texts. A text is used again while the same bytes are at its place. */
class CodeTexts {
  readonly #snes: Snes;
  readonly #processor: ProcessorName;
  readonly #nameOf: (address: number) => string | null;
  readonly #namesVersion: () => number;
  readonly #kept: (WrittenCode | undefined)[] = Array.from({ length: KEPT_PLACES });
  #version = 0;

  constructor(snes: Snes, processor: ProcessorName, nameOf: (address: number) => string | null, namesVersion: () => number) {
    this.#namesVersion = namesVersion;
    this.#snes = snes;
    this.#processor = processor;
    this.#nameOf = nameOf;
  }

  at(pc: number): WrittenCode {
    const version = this.#namesVersion();
    if (version !== this.#version) this.#kept.fill(undefined);
    this.#version = version;
    const { cpu } = this.#snes;
    const widths = this.#processor === 'cpu' ? (cpu.p & 0x30) | cpu.fE : 0;
    const slot = (pc ^ (pc >> 14) ^ (widths << 8)) & (KEPT_PLACES - 1);
    const kept = this.#kept[slot];
    if (kept !== undefined && kept.address === pc && kept.widths === widths && this.#same(kept)) return kept;
    const one = processorOf(this.#processor).disassemble(this.#snes, pc, cpu.p, cpu.fE !== 0, this.#nameOf);
    const bytes = one.bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const written: WrittenCode = {
      address: pc,
      widths,
      opcodes: one.bytes,
      bytes: bytes.padEnd(WIDTH.bytes),
      disassembly: one.text.padEnd(WIDTH.disassembly),
      label: (this.#nameOf(pc) ?? '').padEnd(WIDTH.label),
    };
    this.#kept[slot] = written;
    return written;
  }

  #same({ address, opcodes }: WrittenCode): boolean {
    const { cpu, apu } = this.#snes;
    const onCpu = this.#processor === 'cpu';
    for (let i = 0; i < opcodes.length; i++) {
      const at = (address & 0xff0000) | ((address + i) & 0xffff);
      if ((onCpu ? cpu.peek(at) : apu.peek(at)) !== opcodes[i]) return false;
    }
    return true;
  }
}

function rowWriter(texts: CodeTexts, condition: string, format: string, names: Names): RowWriter {
  const wanted: Evaluate | null = condition.trim() === '' ? null : compileExpression(condition, names);
  const parts = format
    .split(/\{(bytes|disassembly|label)\}/)
    .map((part, i) => (i % 2 === 0 ? compileFormat(part, names) : (part as keyof typeof WIDTH)));
  return (pc) => {
    if (wanted !== null && wanted() === 0) return '';
    const code = texts.at(pc);
    let row = '';
    for (const part of parts) row += typeof part === 'string' ? code[part] : part();
    return row;
  };
}
