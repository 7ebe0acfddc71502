import { closeSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import {
  ExpressionError,
  FormattedTracer,
  SymbolError,
  Tracer,
  type HeadlessMachine,
  type TraceOptions,
} from '../../session/headless.ts';
import { CliError, Exit, reasonOf } from './errors.ts';

/** How rows look and which are written; without it every instruction in the fixed form. */
export interface TraceForm extends TraceOptions {
  /** Texts of symbol files. */
  readonly symbols: readonly string[];
}

const BUFFER_CHARACTERS = 1 << 20;

/** Writes a machine's trace to a file, which takes its name when it is complete. A pipe or device is written directly. */
export class TraceWriter {
  readonly #path: string;
  readonly #target: string;
  readonly #file: number;
  readonly #tracer: Tracer | FormattedTracer;
  #pending = '';

  constructor(path: string, machine: HeadlessMachine, form: TraceForm | null) {
    this.#path = path;
    this.#tracer = tracerOf(machine, form, (line) => this.#add(line));
    const stats = statSync(path, { throwIfNoEntry: false });
    this.#target = stats !== undefined && !stats.isFile() ? path : `${path}.${process.pid}.tmp`;
    this.#file = this.#guard(() => openSync(this.#target, 'w'));
  }

  #guard<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      throw new CliError(Exit.File, `cannot write '${this.#path}': ${reasonOf(error)}`);
    }
  }

  #add(line: string): void {
    this.#pending += `${line}\n`;
    if (this.#pending.length >= BUFFER_CHARACTERS) this.#flush();
  }

  #flush(): void {
    const bytes = Buffer.from(this.#pending);
    this.#pending = '';
    this.#guard(() => {
      for (let done = 0; done < bytes.length;) done += writeSync(this.#file, bytes, done);
    });
  }

  /** Ends the trace; `keep` false (the run failed) leaves no file. */
  close(keep: boolean): void {
    this.#tracer.close();
    if (keep) this.#flush();
    closeSync(this.#file);
    if (this.#target === this.#path) return;
    if (keep) this.#guard(() => renameSync(this.#target, this.#path));
    else rmSync(this.#target, { force: true });
  }
}

function tracerOf({ snes }: HeadlessMachine, form: TraceForm | null, line: (text: string) => void): Tracer | FormattedTracer {
  if (form === null) return new Tracer(snes, line);
  try {
    return new FormattedTracer(snes, form, form.symbols, line);
  } catch (error) {
    if (error instanceof ExpressionError) throw new CliError(Exit.Usage, `--trace: ${error.message}`);
    if (error instanceof SymbolError) throw new CliError(Exit.File, `symbol file: ${error.message}`);
    throw error;
  }
}
