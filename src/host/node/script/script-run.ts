import { CartError, type DebugSession, openHeadlessMachine, StateError } from '../../../session/headless-debug.ts';
import type { PadEvent } from '../../../session/input-script.ts';
import { AS_DRAWN, PictureSink } from '../../../session/picture.ts';
import type { ScriptPads } from '../../../session/script-pads.ts';
import { CliError, Exit } from '../errors.ts';
import { type FailureKind, Sandbox, ScriptFailure } from './sandbox.ts';
import { ScriptMachine, type ScriptSink } from './script-machine.ts';

/** Everything a run needs: plain data, so that it can be sent to a thread. */
export interface ScriptJob {
  readonly source: string;
  /** For messages. */
  readonly file: string;
  readonly rom: Uint8Array;
  readonly romName: string;
  readonly symbols: readonly { readonly file: string; readonly text: string }[];
  readonly pads: readonly PadEvent[];
  readonly args: readonly string[];
  readonly seed: number;
  readonly region: 'ntsc' | 'pal' | 'auto';
  readonly sram: Uint8Array | null;
  readonly state: Uint8Array | null;
  readonly files: boolean;
  readonly frames: number | null;
  /** Seconds. */
  readonly seconds: number;
  /** Loops and calls in one turn. */
  readonly turn: number;
  /** Bytes. */
  readonly memory: number;
}

/** Text and files of one run, in bytes. */
const PRINTED = 64 << 20;
const WRITTEN = 1 << 30;

const EXITS: Readonly<Record<FailureKind, Exit>> = { error: Exit.Script, time: Exit.Timeout, budget: Exit.Script };

interface Opened {
  readonly session: DebugSession;
  readonly pads: ScriptPads;
}

function open(job: ScriptJob, pictures: PictureSink): Opened {
  try {
    return openHeadlessMachine(job.rom, {
      seed: job.seed,
      region: job.region,
      script: job.pads,
      video: pictures,
      sram: job.sram,
      state: job.state,
    });
  } catch (error) {
    if (error instanceof CartError) throw new CliError(Exit.Rom, `ROM '${job.romName}': ${error.message}`);
    if (error instanceof StateError) throw new CliError(Exit.Core, `state: ${error.message}`);
    throw error;
  }
}

/** Runs a script with a game to its end, in this thread. @throws CliError */
export async function runScript(job: ScriptJob, sink: ScriptSink): Promise<void> {
  const pictures = new PictureSink(AS_DRAWN);
  const { session, pads } = open(job, pictures);
  for (const { file, text } of job.symbols) {
    try {
      session.call('importSymbols', { text });
    } catch (error) {
      throw new CliError(Exit.File, `symbol file '${file}': ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const machine = new ScriptMachine(session, pictures, pads, sink, { frames: job.frames, printed: PRINTED, written: WRITTEN });
  const end = performance.now() + job.seconds * 1000;
  const sandbox = await Sandbox.open(
    { turn: job.turn, memory: job.memory, timeIsOver: () => performance.now() > end },
    {
      seed: job.seed,
      args: job.args,
      call: (name, argument) => machine.call(name, argument),
      moves: (name) => ScriptMachine.moves(name),
      peek: (memory, address, size) => machine.peek(memory, address, size),
    },
  );
  try {
    sandbox.run(job.source, job.file);
  } catch (error) {
    if (!(error instanceof ScriptFailure)) throw error;
    const [, ...callers] = error.trace;
    const from = callers.slice(0, 8).map((place) => `called from ${place}`);
    throw new CliError(EXITS[error.kind], [error.message, ...from].join('; '));
  } finally {
    session.close();
  }
}
