import { closeSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { Tracer, type HeadlessMachine } from '../../session/headless.ts';
import { CliError, Exit, reasonOf } from './errors.ts';

const BUFFER_CHARACTERS = 1 << 20;

/** Writes a machine's trace to a file, which takes its name when it is complete. A pipe or device is written directly. */
export class TraceWriter {
  readonly #path: string;
  readonly #target: string;
  readonly #file: number;
  readonly #tracer: Tracer;
  #pending = '';

  constructor(path: string, machine: HeadlessMachine) {
    this.#path = path;
    const stats = statSync(path, { throwIfNoEntry: false });
    this.#target = stats !== undefined && !stats.isFile() ? path : `${path}.${process.pid}.tmp`;
    this.#file = this.#guard(() => openSync(this.#target, 'w'));
    this.#tracer = new Tracer(machine.snes, (line) => this.#add(line));
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
