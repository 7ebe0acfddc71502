import { randomBytes } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import type { CommandContext } from './command.ts';
import { DapAdapter, type AdapterOptions } from './dap/adapter.ts';
import { encodeMessage, FramingError, RequestReader } from './dap/framing.ts';
import { CliError, Exit, reasonOf } from './errors.ts';

const DAP_USAGE = `usage: dotclock dap [ROM] [--symbols FILE] [--port N [--token TEXT]]
  a debug adapter for editors (Debug Adapter Protocol); docs/dap.md says how VS Code uses it
  ROM              the game, unless the editor's launch request names one
  --symbols FILE   labels and source lines: ca65 .dbg, WLA .sym, Mesen .mlb, lines of dotclock asm; may be
                   given more than once
  --port N         wait on this port of 127.0.0.1 instead of standard input (0: any free one)
  --token TEXT     what the client must say; without it one is made up and printed`;

/** A client that has not said the token by then is sent away. */
const PATIENCE_MS = 20_000;

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

/** Connects a client's streams to an adapter; resolves when it is done. Bytes that are no messages end it with a complaint. */
export function serve(input: Readable, output: Writable, options: AdapterOptions, warn: (text: string) => void): Promise<void> {
  return new Promise((done) => {
    const reader = new RequestReader();
    const adapter = new DapAdapter(options, (message) => output.write(encodeMessage(message)));
    const finish = (): void => {
      clearTimeout(timer);
      adapter.close();
      done();
    };
    const timer = setTimeout(() => {
      if (adapter.authorised) return;
      warn('a client did not say the token in time');
      finish();
    }, PATIENCE_MS);
    timer.unref();
    adapter.onClose = finish;
    input.on('data', (bytes: Buffer) => {
      try {
        for (const request of reader.push(bytes)) adapter.handle(request);
      } catch (error) {
        if (!(error instanceof FramingError)) throw error;
        const event = { type: 'event', event: 'output', body: { category: 'stderr', output: `dotclock: ${error.message}\n` } };
        output.write(encodeMessage({ seq: 0, ...event }));
        warn(error.message);
        finish();
      }
    });
    input.on('end', finish);
    input.on('error', finish);
    input.on('close', finish);
    output.on('error', finish);
  });
}

function refuse(socket: Socket): void {
  const output = 'dotclock: another client is attached already\n';
  socket.end(encodeMessage({ seq: 1, type: 'event', event: 'output', body: { category: 'stderr', output } }));
  socket.on('error', () => {});
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((done, failed) => {
    server.once('error', (error) => failed(new CliError(Exit.File, `cannot wait on port ${port}: ${reasonOf(error)}`)));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      done(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

export interface DapServer {
  readonly port: number;
  close(): void;
}

/** Waits for one client at a time on 127.0.0.1. @param port 0: any free one */
export async function startDapServer(options: AdapterOptions, port: number, warn: (text: string) => void): Promise<DapServer> {
  let client: Socket | null = null;
  const take = async (socket: Socket): Promise<void> => {
    client = socket;
    await serve(socket, socket, options, warn);
    client = null;
    socket.end();
  };
  const server = createServer((socket) => {
    if (client === null) void take(socket);
    else refuse(socket);
  });
  const real = await listen(server, port);
  return {
    port: real,
    close: () => {
      client?.destroy();
      server.close();
    },
  };
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
