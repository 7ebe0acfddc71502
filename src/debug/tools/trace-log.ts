import type { Snes } from '../../core/snes.ts';
import { compileExpression, compileFormat, type Evaluate } from '../break/expression.ts';
import { type LabelLookup, machineNames } from '../break/machine-names.ts';
import type { Watcher } from '../hub.ts';
import { processorOf, type ProcessorName } from '../processors.ts';

export interface TraceOptions {
  readonly cpu: boolean;
  readonly smp: boolean;
  /** Expressions; empty: always. */
  readonly cpuCondition: string;
  readonly smpCondition: string;
  /** Texts with `{expression}`; `{disassembly}`, `{bytes}` and `{label}` stand for themselves. Empty: the usual one. */
  readonly cpuFormat: string;
  readonly smpFormat: string;
}

export const TRACE_DEFAULTS: TraceOptions = {
  cpu: true,
  smp: false,
  cpuCondition: '',
  smpCondition: '',
  cpuFormat: '',
  smpFormat: '',
};

const CPU_FORMAT =
  '{pc:x6} {bytes} {disassembly} A:{a:x4} X:{x:x4} Y:{y:x4} S:{s:x4} D:{d:x4} DB:{db:x2} P:{p:x2} V:{scanline:d3} H:{hclock:d4}';
const SMP_FORMAT =
  '  {pc:x4} {bytes} {disassembly} A:{a:x2} X:{x:x2} Y:{y:x2} SP:{sp:x2} PSW:{psw:x2} V:{scanline:d3} H:{hclock:d4}';
const WIDTH = { bytes: 11, disassembly: 24, label: 16 } as const;

/** Rows of the ring. */
export const TRACE_ROWS = 100_000;

type RowWriter = (pc: number) => string;

/** Writes a row before each instruction of either processor, into a ring and to whoever listens. Conditions and formats are read when it is made. */
export class TraceLog implements Watcher {
  readonly plan;
  /** Told of every row, for a file. */
  onRow: ((text: string) => void) | null = null;
  readonly #snes: Snes;
  readonly #rows: string[] = [];
  #next = 0;
  #total = 0;
  readonly #cpu: RowWriter | null;
  readonly #smp: RowWriter | null;

  /** @throws ExpressionError */
  constructor(
    snes: Snes,
    options: TraceOptions,
    label: LabelLookup,
    nameOf: (processor: ProcessorName, address: number) => string | null,
  ) {
    this.#snes = snes;
    this.plan = { exec: options.cpu || options.smp, smp: options.smp };
    const writer = (processor: ProcessorName, condition: string, format: string): RowWriter =>
      rowWriter(snes, processor, condition, format, label, nameOf);
    this.#cpu = options.cpu ? writer('cpu', options.cpuCondition, options.cpuFormat || CPU_FORMAT) : null;
    this.#smp = options.smp ? writer('smp', options.smpCondition, options.smpFormat || SMP_FORMAT) : null;
  }

  /** Rows since the beginning. */
  get total(): number {
    return this.#total;
  }

  exec(pc: number): boolean {
    if (this.#smp !== null) this.#snes.catchUpApu();
    if (this.#cpu !== null) this.#add(this.#cpu(pc));
    return false;
  }

  smpExec(pc: number): boolean {
    if (this.#smp !== null) this.#add(this.#smp(pc));
    return false;
  }

  #add(row: string): void {
    if (row === '') return;
    if (this.onRow !== null) this.onRow(row);
    this.#rows[this.#next] = row;
    this.#next = (this.#next + 1) % TRACE_ROWS;
    this.#total++;
  }

  /** The rows with numbers from `first` on, as far as they are kept, at most so many. */
  rows(first: number, most: number): { readonly first: number; readonly rows: readonly string[] } {
    const oldest = Math.max(0, this.#total - TRACE_ROWS);
    const from = Math.max(first, oldest);
    const count = Math.max(0, Math.min(most, this.#total - from));
    return { first: from, rows: Array.from({ length: count }, (_, i) => this.#rows[(from + i) % TRACE_ROWS] ?? '') };
  }

  clear(): void {
    this.#rows.length = 0;
    this.#next = 0;
    this.#total = 0;
  }
}

function rowWriter(
  snes: Snes,
  processor: ProcessorName,
  condition: string,
  format: string,
  label: LabelLookup,
  nameOf: (processor: ProcessorName, address: number) => string | null,
): RowWriter {
  const names = machineNames(snes, processor, { address: 0, value: 0, old: 0, hits: 0 }, label);
  const wanted: Evaluate | null = condition.trim() === '' ? null : compileExpression(condition, names);
  const target = processorOf(processor);
  const parts = format.split(/\{(bytes|disassembly|label)\}/).map((part, i) => (i % 2 === 0 ? compileFormat(part, names) : part));
  return (pc) => {
    if (wanted !== null && wanted() === 0) return '';
    const one = target.disassemble(snes, pc, snes.cpu.p, snes.cpu.fE !== 0, (address) => nameOf(processor, address));
    const texts = {
      bytes: one.bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
      disassembly: one.text,
      label: nameOf(processor, pc) ?? '',
    };
    return parts
      .map((part) =>
        typeof part === 'string' ? texts[part as keyof typeof texts].padEnd(WIDTH[part as keyof typeof WIDTH]) : part(),
      )
      .join('');
  };
}
