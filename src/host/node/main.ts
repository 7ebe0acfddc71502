import { main } from './cli.ts';
import { Exit } from './errors.ts';
import { isScriptThread, scriptThread } from './script/script-thread.ts';

/** A reader that closed its end (`dotclock ... | head`) is no fault worth a stack trace. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? Exit.Ok : Exit.File));

if (isScriptThread()) await scriptThread();
else
  process.exitCode = await main(process.argv.slice(2), {
    out: (text) => process.stdout.write(`${text}\n`),
    warn: (text) => process.stderr.write(`dotclock: ${text}\n`),
    program: new URL(import.meta.url),
  });
