import type { Snes } from '../../core/snes.ts';
import { widthsAfter } from '../disassembler/w65c816.ts';
import type { Disassembled } from '../disassembler/instruction.ts';
import { type MemoryName, placeOf } from '../memories.ts';
import { processorOf, type ProcessorName } from '../processors.ts';
import { CodeFlag, type CodeLog } from './code-log.ts';
import { type EffectiveAddress, effectiveAddress, valueAt } from './effective-address.ts';
import type { Labels } from './labels.ts';
import { StaticFlow } from './static-flow.ts';

/** One row of a disassembly. */
export interface ListingLine {
  readonly address: number;
  readonly bytes: readonly number[];
  /** Empty for data that was never executed. */
  readonly text: string;
  /** `probable`: never executed, but code that was leads there. */
  readonly kind: 'code' | 'probable' | 'data' | 'unknown';
  readonly label: string;
  readonly comment: string;
  /** Where a branch, jump or call goes; null without one. */
  readonly target: number | null;
  /** Where the operand lies: of the instruction at which the machine stands with the registers as they are, of others when they were last executed. Null when it has none. */
  readonly effective: { readonly address: number; readonly value: number; readonly label: string; readonly bytes: 1 | 2 } | null;
  /** Widths that the row was read with: 8 or 16. */
  readonly accumulator: number;
  readonly index: number;
  /** M and X are known because it was executed. */
  readonly executed: boolean;
  /** The memory behind the address. */
  readonly place: { readonly memory: MemoryName; readonly address: number } | null;
  readonly source: { readonly file: string; readonly line: number } | null;
}

export type SourceLookup = (processor: ProcessorName, address: number) => { readonly file: string; readonly line: number } | null;

const FLAG_M = 0x20;
const FLAG_X = 0x10;
/** More than one question asks for, with as many instructions before it as bytes can make. */
const MOST_ROWS = 0x4000;

interface Mode {
  readonly flags: number;
  readonly emulation: boolean;
}

/** What a row says. */
export interface RowText {
  readonly address: number;
  readonly text: string;
  readonly label: string;
  readonly comment: string;
}

type ReadRow = Pick<ListingLine, 'bytes' | 'text' | 'kind'> & {
  readonly one: Disassembled;
  /** It is an instruction with all its bytes. */
  readonly whole: boolean;
};

/** Turns memory into rows, with what execution has shown. */
export class Listing {
  readonly #log: CodeLog;
  readonly #labels: Labels;
  readonly #source: SourceLookup;
  readonly #flow: StaticFlow;

  readonly #running: () => boolean;

  /** `running`: the machine runs and there is little time. */
  constructor(log: CodeLog, labels: Labels, source: SourceLookup, running: () => boolean) {
    this.#log = log;
    this.#flow = new StaticFlow(log);
    this.#labels = labels;
    this.#source = source;
    this.#running = running;
  }

  /** `before` rows, the one at `address` and `after` rows. */
  around(snes: Snes, processor: ProcessorName, address: number, before: number, after: number): ListingLine[] {
    const start = before === 0 ? address : this.#start(snes, processor, address, before);
    const rows: ListingLine[] = [];
    let mode = this.#modeAt(snes, processor, start, this.#now(snes));
    let at = start;
    let later = 0;
    while (later < after + 1 && rows.length < MOST_ROWS) {
      mode = this.#modeAt(snes, processor, at, mode);
      const read = this.#read(snes, processor, at, mode);
      const row = this.#row(snes, processor, read, mode);
      rows.push(row);
      if (read.whole) mode = this.#modeAfter(processor, read.one, mode);
      at = this.#next(processor, at, row.bytes.length);
      if (later > 0 || row.address >= address) later++;
      else if (at < row.address) break;
    }
    const here = rows.findIndex((row) => row.address >= address);
    return here < 0 ? rows.slice(-before - 1) : rows.slice(Math.max(0, here - before), here + after + 1);
  }

  /** What the rows from one address to another say, in their order. */
  *rows(snes: Snes, processor: ProcessorName, from: number, to: number): Generator<RowText, void> {
    let mode = this.#now(snes);
    let at = from;
    while (at <= to) {
      mode = this.#modeAt(snes, processor, at, mode);
      const { one, bytes, text, whole } = this.#read(snes, processor, at, mode);
      const label = this.#labels.at(processor, at);
      yield { address: at, text, label: label?.name ?? '', comment: label?.comment ?? '' };
      if (whole) mode = this.#modeAfter(processor, one, mode);
      at += bytes.length;
    }
  }

  /** An instruction, or a byte where data is or where an instruction would run into one that was executed. */
  #read(snes: Snes, processor: ProcessorName, address: number, mode: Mode): ReadRow {
    const one = processorOf(processor).disassemble(snes, address, mode.flags, mode.emulation, (target) =>
      this.#nameOf(processor, target),
    );
    const known = this.#known(snes, processor, address);
    const executed = (known & CodeFlag.Opcode) !== 0;
    const data = !executed && (known & CodeFlag.Data) !== 0;
    const whole = executed || (!data && !one.bytes.some((_, i) => i > 0 && this.#begins(snes, processor, address + i)));
    return {
      one,
      whole,
      bytes: whole ? one.bytes : one.bytes.slice(0, 1),
      text: whole ? one.text : `.byte $${one.bytes[0].toString(16).padStart(2, '0')}`,
      kind: executed ? 'code' : data ? 'data' : this.#leadsTo(snes, processor, address) ? 'probable' : 'unknown',
    };
  }

  #known(snes: Snes, processor: ProcessorName, address: number): number {
    return processor === 'cpu' ? this.#log.at(snes, address) : this.#log.audio[address & 0xffff];
  }

  #begins(snes: Snes, processor: ProcessorName, address: number): boolean {
    return (this.#known(snes, processor, address) & CodeFlag.Opcode) !== 0 || this.#leadsTo(snes, processor, address);
  }

  #leadsTo(snes: Snes, processor: ProcessorName, address: number): boolean {
    return processor === 'cpu' && this.#flow.at(snes, address, this.#running()) !== null;
  }

  #next(processor: ProcessorName, address: number, length: number): number {
    return processor === 'smp' ? (address + length) & 0xffff : (address & 0xff0000) | ((address + length) & 0xffff);
  }

  #now({ cpu }: Snes): Mode {
    return { flags: cpu.p, emulation: cpu.fE !== 0 };
  }

  #modeAt(snes: Snes, processor: ProcessorName, address: number, before: Mode): Mode {
    if (processor === 'smp') return before;
    if (address === ((snes.cpu.pbr << 16) | snes.cpu.pc)) return this.#now(snes);
    const known = this.#log.at(snes, address);
    if ((known & CodeFlag.Opcode) === 0) return this.#modeByFlow(snes, address, before);
    const flags = ((known & CodeFlag.M) !== 0 ? FLAG_M : 0) | ((known & CodeFlag.X) !== 0 ? FLAG_X : 0);
    return { flags, emulation: (known & CodeFlag.E) !== 0 };
  }

  /** Of what is not known, no instruction's length depends where code leads to; it stays as it is. */
  #modeByFlow(snes: Snes, address: number, before: Mode): Mode {
    const state = this.#flow.at(snes, address, this.#running());
    if (state === null) return before;
    const bit = (known: 0 | 1 | null, flag: number): number => (known === null ? before.flags & flag : known * flag);
    return { flags: bit(state.m, FLAG_M) | bit(state.x, FLAG_X), emulation: state.e === null ? before.emulation : state.e === 1 };
  }

  #modeAfter(processor: ProcessorName, one: Disassembled, mode: Mode): Mode {
    if (processor === 'smp') return mode;
    const widths = widthsAfter(one, {
      accumulator: (mode.flags & FLAG_M) !== 0 ? 1 : 2,
      index: (mode.flags & FLAG_X) !== 0 ? 1 : 2,
    });
    return { ...mode, flags: (widths.accumulator === 1 ? FLAG_M : 0) | (widths.index === 1 ? FLAG_X : 0) };
  }

  /** An address from which instructions come out at `address`: what was executed leads there, else the most likely guess. */
  #start(snes: Snes, processor: ProcessorName, address: number, before: number): number {
    const low = processor === 'smp' ? 0 : address & 0xff0000;
    const far = Math.max(low, address - before * 3 - 8);
    let best = address;
    for (let at = far; at < address; at++) {
      if (!this.#meets(snes, processor, at, address)) continue;
      best = at;
      break;
    }
    return best;
  }

  #meets(snes: Snes, processor: ProcessorName, from: number, to: number): boolean {
    let mode = this.#modeAt(snes, processor, from, this.#now(snes));
    let at = from;
    while (at < to) {
      mode = this.#modeAt(snes, processor, at, mode);
      const one = processorOf(processor).disassemble(snes, at, mode.flags, mode.emulation, () => null);
      for (let i = 1; i < one.bytes.length; i++) if (processor === 'cpu' && this.#begins(snes, processor, at + i)) return false;
      mode = this.#modeAfter(processor, one, mode);
      at += one.bytes.length;
    }
    return at === to;
  }

  #nameOf(processor: ProcessorName, address: number): string | null {
    const label = this.#labels.at(processor, address);
    return label === null || label.name === '' ? null : label.name;
  }

  #row(snes: Snes, processor: ProcessorName, read: ReadRow, mode: Mode): ListingLine {
    const { one, bytes, text, kind, whole } = read;
    const label = this.#labels.at(processor, one.address);
    const effective = !whole ? null : this.#effective(snes, processor, one, mode);
    return {
      address: one.address,
      bytes,
      text,
      kind,
      label: label?.name ?? '',
      comment: label?.comment ?? '',
      target: whole ? one.target : null,
      effective: effective === null ? null : { ...effective, label: this.#nameOf(processor, effective.address) ?? '' },
      accumulator: mode.emulation || (mode.flags & FLAG_M) !== 0 ? 8 : 16,
      index: mode.emulation || (mode.flags & FLAG_X) !== 0 ? 8 : 16,
      executed: kind === 'code',
      place: processor === 'cpu' ? placeOf(snes, one.address) : { memory: 'aram', address: one.address },
      source: this.#source(processor, one.address),
    };
  }

  #effective(snes: Snes, processor: ProcessorName, one: Disassembled, { flags }: Mode): EffectiveAddress | null {
    const cpu = processor === 'cpu';
    const place = cpu ? snes.bus.mappedAt(one.address) : one.address;
    const last = (cpu ? this.#log.operands : this.#log.audioOperands).lastOf(place);
    if (last < 0 || one.address === processorOf(processor).pc(snes)) return effectiveAddress(snes, processor, one, flags);
    return valueAt(snes, processor, last, one, flags);
  }
}
