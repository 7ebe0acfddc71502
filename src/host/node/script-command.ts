import { basename, join } from 'node:path';
import { parseInputScript, ScriptError } from '../../session/input-script.ts';
import type { CommandContext } from './command.ts';
import { CliError, Exit } from './errors.ts';
import { makeDirectory, readFile, writeFile } from './files.ts';
import { readRom } from './rom-file.ts';
import type { ScriptSink } from './script/script-machine.ts';
import { runScript, type ScriptJob } from './script/script-run.ts';
import { runInThread } from './script/script-thread.ts';

const SCRIPT_USAGE = `usage: dotclock script FILE.js ROM [options] [-- ARGUMENT ...]
  runs JavaScript that drives the game and its debugger, without window and sound; docs/scripting.md
  --frames N         the game runs N frames at most; handlers that the script has left are called until then
  --input FILE       pads along an input script (README.md)
  --out DIR          where the script's pictures and files go (made if missing); without it it can write none
  --symbols FILE     labels and source lines: ca65 .dbg, WLA .sym, Mesen .mlb; may be given more than once
  --state-load FILE  begin at a save state instead of power-on
  --sram-load FILE   fill the cartridge RAM first
  --seed N           the power-on noise of every memory, and the script's chance (1)
  --region WHICH     ntsc, pal or auto (default: by the header)
  --timeout S        the time of the whole run in seconds (600)
  --turn N           millions of loops and calls that the script may make without running the machine (200)
  --memory MB        the script's memory (64)
  -- ARGUMENT ...    the script finds them in 'args'`;

const MAX_SCRIPT_BYTES = 8 << 20;
const MAX_INPUT_BYTES = 16 << 20;
const MAX_SYMBOL_BYTES = 64 << 20;
const MAX_STATE_BYTES = 64 << 20;
const MAX_SRAM_BYTES = 16 << 20;

interface ScriptOptions {
  script: string;
  rom: string;
  input: string | null;
  out: string | null;
  state: string | null;
  sram: string | null;
  region: ScriptJob['region'];
  readonly symbols: string[];
  /** By option. */
  readonly numbers: Map<string, number>;
  args: readonly string[];
}

/** Least, most and default of the options that are numbers. */
const NUMBERS: Readonly<Record<string, readonly [least: number, most: number, default_: number]>> = {
  '--frames': [1, 100_000_000, -1],
  '--seed': [0, 0xffffffff, 1],
  '--timeout': [1, 1_000_000, 600],
  '--turn': [1, 1_000_000, 200],
  '--memory': [1, 1024, 64],
};

function wholeNumber(option: string, text: string): number {
  const [least, most] = NUMBERS[option] ?? [0, 0];
  const value = /^[0-9]+$/.test(text) ? Number(text) : -1;
  if (value < least || value > most)
    throw new CliError(Exit.Usage, `${option}: '${text}' is not a whole number from ${least} to ${most}`);
  return value;
}

function takeOption(options: ScriptOptions, option: string, value: string): void {
  switch (option) {
    case '--input':
      options.input = value;
      break;
    case '--out':
      options.out = value;
      break;
    case '--state-load':
      options.state = value;
      break;
    case '--sram-load':
      options.sram = value;
      break;
    case '--symbols':
      options.symbols.push(value);
      break;
    case '--region':
      if (value !== 'ntsc' && value !== 'pal' && value !== 'auto')
        throw new CliError(Exit.Usage, `--region: '${value}' is not ntsc, pal or auto`);
      options.region = value;
      break;
    default:
      if (!Object.hasOwn(NUMBERS, option)) throw new CliError(Exit.Usage, `unknown option '${option}' (script --help)`);
      options.numbers.set(option, wholeNumber(option, value));
  }
}

function parseOptions(args: readonly string[]): ScriptOptions {
  const files: string[] = [];
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  const options: ScriptOptions = {
    script: '',
    rom: '',
    input: null,
    out: null,
    state: null,
    sram: null,
    region: 'auto',
    symbols: [],
    numbers: new Map(),
    args: end < 0 ? [] : args.slice(end + 1),
  };
  for (let i = 0; i < own.length; i++) {
    const argument = own[i] ?? '';
    if (!argument.startsWith('-')) {
      files.push(argument);
      continue;
    }
    const value = own[++i];
    if (value === undefined || value === '') throw new CliError(Exit.Usage, `${argument} needs a value (script --help)`);
    takeOption(options, argument, value);
  }
  const [script, rom, more] = files;
  if (script === undefined || rom === undefined)
    throw new CliError(Exit.Usage, 'a script and a ROM are wanted: dotclock script FILE.js ROM (script --help)');
  if (more !== undefined)
    throw new CliError(Exit.Usage, `'${more}': one script and one ROM (the script's own arguments come after --)`);
  return { ...options, script, rom };
}

function textOf(what: string, path: string, most: number): string {
  const bytes = readFile(what, path, most);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CliError(Exit.Usage, `${what} '${path}': not a text file in UTF-8`);
  }
}

function padsOf(path: string | null): ScriptJob['pads'] {
  if (path === null) return [];
  try {
    return parseInputScript(Buffer.from(readFile('input script', path, MAX_INPUT_BYTES)).toString('latin1'), path);
  } catch (error) {
    if (error instanceof ScriptError) throw new CliError(Exit.Usage, error.message);
    throw error;
  }
}

function jobOf(options: ScriptOptions): ScriptJob {
  const number = (option: string): number => options.numbers.get(option) ?? NUMBERS[option]?.[2] ?? 0;
  const rom = readRom(options.rom);
  const frames = number('--frames');
  return {
    source: textOf('script', options.script, MAX_SCRIPT_BYTES),
    file: basename(options.script),
    rom: rom.bytes,
    romName: rom.name,
    symbols: options.symbols.map((file) => ({ file, text: textOf('symbol file', file, MAX_SYMBOL_BYTES) })),
    pads: padsOf(options.input),
    args: options.args,
    seed: number('--seed'),
    region: options.region,
    sram: options.sram === null ? null : readFile('SRAM file', options.sram, MAX_SRAM_BYTES),
    state: options.state === null ? null : readFile('state', options.state, MAX_STATE_BYTES),
    files: options.out !== null,
    frames: frames < 0 ? null : frames,
    seconds: number('--timeout'),
    turn: number('--turn') * 1e6,
    memory: number('--memory') << 20,
  };
}

/** `dotclock script`. */
export async function scriptCommand(args: readonly string[], context: CommandContext): Promise<void> {
  const [first] = args;
  if (first === '--help' || first === '-h') {
    context.out(SCRIPT_USAGE);
    return;
  }
  const options = parseOptions(args);
  const { out } = options;
  const job = jobOf(options);
  if (out !== null) makeDirectory(out);
  const sink: ScriptSink = {
    print: (text) => context.out(text),
    file: out === null ? null : (name, bytes) => writeFile(join(out, basename(name)), bytes),
  };
  // Without a program file of its own (in tests) there is no thread to start.
  await (context.program === undefined ? runScript(job, sink) : runInThread(context.program, job, sink));
}
