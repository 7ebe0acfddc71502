import { parseInputScript } from '../../../src/session/input-script.ts';
import { CliError, type Exit } from '../../../src/host/node/errors.ts';
import { runScript, type ScriptJob } from '../../../src/host/node/script/script-run.ts';
import { romOf } from '../core/machine.ts';

export interface ScriptResult {
  /** Null: it ended well. */
  readonly exit: Exit | null;
  readonly message: string;
  readonly printed: readonly string[];
  readonly files: ReadonlyMap<string, Uint8Array>;
}

// clc / xce / rep #$20 / loop: inc $10 / jsr sub / bra loop; sub: lda $10 / sta $1234 / rts
const LOOP = [0x18, 0xfb, 0xc2, 0x20, 0xe6, 0x10, 0x20, 0x0b, 0x80, 0x80, 0xf9, 0xa5, 0x10, 0x8d, 0x34, 0x12, 0x60];
export const SMALL_ROM = romOf({ code: LOOP });

/** Runs a script in this thread. Another error than a CliError is thrown on. */
export async function script(
  source: string,
  options: Partial<ScriptJob> & { readonly input?: string } = {},
): Promise<ScriptResult> {
  const printed: string[] = [];
  const files = new Map<string, Uint8Array>();
  const { input = '', ...rest } = options;
  const job: ScriptJob = {
    source,
    file: 'test.js',
    rom: SMALL_ROM,
    romName: 'loop.sfc',
    symbols: [],
    pads: parseInputScript(input, 'input'),
    args: [],
    seed: 1,
    region: 'auto',
    sram: null,
    state: null,
    files: true,
    frames: null,
    seconds: 60,
    turn: 5e6,
    memory: 16 << 20,
    ...rest,
  };
  const sink = {
    print: (text: string) => void printed.push(text),
    file: (name: string, bytes: Uint8Array) => void files.set(name, bytes),
  };
  try {
    await runScript(job, job.files ? sink : { ...sink, file: null });
    return { exit: null, message: '', printed, files };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { exit: error.exit, message: error.message, printed, files };
  }
}
