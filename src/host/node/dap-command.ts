import { randomBytes } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import { DapAdapter } from '../../session/dap/adapter.ts';
import type { CommandContext } from './command.ts';
import { type FileDoorOptions, openFileDoor } from './dap/file-door.ts';
import { type GateOptions, serveClient } from './dap/gate.ts';
import { type DapServer, startTcpServer } from './dap/tcp-server.ts';
import { CliError, Exit, reasonOf } from './errors.ts';

export type { DapServer } from './dap/tcp-server.ts';

const DAP_USAGE = `usage: dotclock dap [ROM] [--symbols FILE] [--port N [--token TEXT]]
  a debug adapter for editors (Debug Adapter Protocol); docs/dap.md says how VS Code uses it
  ROM              the game, unless the editor's launch request names one
  --symbols FILE   labels and source lines: ca65 .dbg, WLA .sym, Mesen .mlb, lines of dotclock asm; may be
                   given more than once
  --port N         wait on this port of 127.0.0.1 instead of standard input (0: any free one)
  --token TEXT     what the client must say; without it one is made up and printed`;

const WRONG_TOKEN = 'the token is wrong: give the one that dotclock dap has printed as "token" in launch.json.';

export interface AdapterOptions extends FileDoorOptions {
  /** What launch and attach must say; null: nothing is asked. */
  readonly token: string | null;
}

interface DapOptions extends AdapterOptions {
  readonly port: number | null;
}

function parseOptions(args: readonly string[]): DapOptions {
  let [rom, token]: (string | null)[] = [null, null];
  const symbols: string[] = [];
  let port: number | null = null;
  for (let i = 0; i < args.length; i++) {
    const argument = args[i] ?? '';
    const value = (): string => {
      const next = args[++i];
      if (next === undefined || next === '') throw new CliError(Exit.Usage, `${argument} needs a value (dap --help)`);
      return next;
    };
    if (argument === '--symbols') symbols.push(value());
    else if (argument === '--token') token = value();
    else if (argument === '--port') {
      port = Number(value());
      if (!Number.isInteger(port) || port < 0 || port > 65535)
        throw new CliError(Exit.Usage, '--port: a number from 0 to 65535 is wanted');
    } else if (argument.startsWith('-')) throw new CliError(Exit.Usage, `unknown option '${argument}' (dap --help)`);
    else if (rom !== null) throw new CliError(Exit.Usage, `'${argument}': one ROM at a time`);
    else rom = argument;
  }
  if (token !== null && port === null) throw new CliError(Exit.Usage, '--token is for --port (dap --help)');
  return { rom, symbols, port, token: port === null ? null : (token ?? randomBytes(16).toString('hex')) };
}

function gateOf(options: AdapterOptions, warn: (text: string) => void): GateOptions {
  const connect: GateOptions['connect'] = (send) => new DapAdapter(openFileDoor(options), send);
  return { token: options.token, wrongToken: WRONG_TOKEN, warn, connect };
}

/** Connects a client's streams to a game of its own; resolves when the client is done. */
export function serve(input: Readable, output: Writable, options: AdapterOptions, warn: (text: string) => void): Promise<void> {
  return serveClient(input, output, gateOf(options, warn));
}

/** Waits for one client at a time on 127.0.0.1. @param port 0: any free one */
export async function startDapServer(options: AdapterOptions, port: number, warn: (text: string) => void): Promise<DapServer> {
  try {
    return await startTcpServer(port, gateOf(options, warn));
  } catch (error) {
    throw new CliError(Exit.File, `cannot wait on port ${port}: ${reasonOf(error)}`);
  }
}

/** `dotclock dap`. */
export async function dapCommand(args: readonly string[], context: CommandContext): Promise<void> {
  if (args.includes('--help') || args.includes('-h')) {
    context.out(DAP_USAGE);
    return;
  }
  const options = parseOptions(args);
  if (options.port !== null) {
    const { port } = await startDapServer(options, options.port, (text) => context.warn(text));
    context.out(`dap port ${port} token ${options.token ?? ''}`);
  } else {
    await serve(process.stdin, process.stdout, options, (text) => context.warn(text));
    process.stdin.destroy();
  }
}
