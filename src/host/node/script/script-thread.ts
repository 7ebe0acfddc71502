import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { CliError, type Exit } from '../errors.ts';
import { Exit as Exits } from '../errors.ts';
import type { ScriptSink } from './script-machine.ts';
import { runScript, type ScriptJob } from './script-run.ts';

const THREAD = 'dotclock-script';
/** What the thread is given beyond the time of the run to end by itself, with a message that knows the line. */
const GRACE_MS = 3000;
/** The machine, its history and the debugger's tools; the script's own heap lies outside. */
const HEAP_MB = 2048;

type Told =
  | { readonly what: 'print'; readonly text: string }
  | { readonly what: 'file'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly what: 'end'; readonly exit: Exit; readonly message: string; readonly stack: string | null };

/** Whether this is a thread that `runInThread` has started. */
export function isScriptThread(): boolean {
  return !isMainThread && (workerData as { readonly thread?: string } | null)?.thread === THREAD;
}

/** The thread's side: runs the job that it was started with. */
export async function scriptThread(): Promise<void> {
  const port = parentPort;
  if (port === null) return;
  const { job } = workerData as { readonly job: ScriptJob };
  const tell = (message: Told): void => port.postMessage(message);
  try {
    await runScript(job, {
      print: (text) => tell({ what: 'print', text }),
      file: job.files ? (name, bytes) => tell({ what: 'file', name, bytes }) : null,
    });
    tell({ what: 'end', exit: Exits.Ok, message: '', stack: null });
  } catch (error) {
    if (error instanceof CliError) tell({ what: 'end', exit: error.exit, message: error.message, stack: null });
    else
      tell({
        what: 'end',
        exit: Exits.Crash,
        message: String(error),
        stack: error instanceof Error ? (error.stack ?? null) : null,
      });
  }
}

/** Runs a script in a thread of its own, which is ended when its time is over, whatever it does. @throws CliError */
export function runInThread(program: URL, job: ScriptJob, sink: ScriptSink): Promise<void> {
  return new Promise((done, failed) => {
    const thread = new Worker(program, {
      workerData: { thread: THREAD, job },
      env: {},
      execArgv: [],
      argv: [],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    const finish = (error: Error | null): void => {
      clearTimeout(timer);
      void thread.terminate();
      if (error === null) done();
      else failed(error);
    };
    const late = `${job.file}: the time of the run, ${job.seconds} s, is over in the middle of a request (--timeout gives more)`;
    const timer = setTimeout(() => finish(new CliError(Exits.Timeout, late)), job.seconds * 1000 + GRACE_MS);
    thread.on('message', (told: Told) => {
      try {
        if (told.what === 'print') sink.print(told.text);
        else if (told.what === 'file') sink.file?.(told.name, told.bytes);
        else if (told.exit === Exits.Ok) finish(null);
        else if (told.stack === null) finish(new CliError(told.exit, told.message));
        else finish(Object.assign(new Error(told.message), { stack: told.stack }));
      } catch (error) {
        finish(error instanceof Error ? error : new Error(String(error)));
      }
    });
    thread.on('error', (error: NodeJS.ErrnoException) => {
      const full = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      finish(
        full ? new CliError(Exits.Script, `${job.file}: the machine's side of the run needs more than ${HEAP_MB} MB`) : error,
      );
    });
    thread.on('exit', (code) => finish(new Error(`the script's thread ended by itself (${code})`)));
  });
}
