import { type Arguments, optionalText, wholeOf } from '../../../session/dap/arguments.ts';
import type { DapDoor, OpenedGame } from '../../../session/dap/adapter.ts';
import { CartError, type DebugSession, openHeadlessDebug } from '../../../session/headless-debug.ts';
import { readRom } from '../rom-file.ts';
import { readSymbols, sourceRootOf } from './symbols.ts';

export interface FileDoorOptions {
  /** ROM and symbol files of the command line; a launch request may name others. */
  readonly rom: string | null;
  readonly symbols: readonly string[];
}

/** Each launch is a game of its own, read from a file, without window; it runs as fast as it can. */
class FileDoor implements DapDoor {
  readonly restarts = true;
  readonly #options: FileDoorOptions;
  #session: DebugSession | null = null;
  #loop: NodeJS.Immediate | null = null;

  constructor(options: FileDoorOptions) {
    this.#options = options;
  }

  open(args: Arguments): OpenedGame {
    const rom = optionalText(args, 'program') || this.#options.rom;
    if (rom === null) throw new Error('no game is named: give its ROM as "program" in launch.json.');
    const symbols = readSymbols(args, this.#options.symbols);
    const file = readRom(rom);
    try {
      this.#session = openHeadlessDebug(file.bytes, { seed: wholeOf(args, 'seed', 1), pieces: true });
    } catch (error) {
      throw error instanceof CartError ? new Error(`ROM '${rom}': ${error.message}`) : error;
    }
    return { session: this.#session, symbols, sourceRoot: sourceRootOf(args, symbols, rom) };
  }

  answered(): void {
    if (this.#loop !== null || this.#session?.running !== true) return;
    this.#loop = setImmediate(() => {
      this.#loop = null;
      this.#session?.frame(() => performance.now());
      this.answered();
    });
  }

  close(session: DebugSession): void {
    session.close();
    if (session !== this.#session) return;
    if (this.#loop !== null) clearImmediate(this.#loop);
    this.#loop = null;
    this.#session = null;
  }
}

export function openFileDoor(options: FileDoorOptions): DapDoor {
  return new FileDoor(options);
}
