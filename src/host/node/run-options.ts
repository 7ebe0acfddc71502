import { MEMORY_NAMES, type MemoryName, type PortDevice, type TraceOptions } from '../../session/headless.ts';
import { CliError, Exit } from './errors.ts';

/** `every` > 0: every multiple of it; else first to last, both included. */
export interface FrameRange {
  readonly first: number;
  readonly last: number;
  readonly every: number;
}

/** A file that is written after a frame. */
export interface FileAtFrame {
  readonly what: MemoryName | 'state';
  readonly path: string;
  readonly frame: number;
}

export interface RunTraceForm extends TraceOptions {
  readonly symbols: readonly string[];
}

export interface RunOptions {
  rom: string;
  frames: number;
  input: string | null;
  movie: string | null;
  hashEvery: number;
  hashMem: boolean;
  hashAudio: boolean;
  fold: boolean;
  rgb5: boolean;
  dumpRanges: readonly FrameRange[];
  dumpLast: boolean;
  out: string | null;
  wav: string | null;
  filesAtFrames: readonly FileAtFrame[];
  stateLoad: { readonly path: string; readonly frame: number } | null;
  sramLoad: string | null;
  /** Frame before which the reset button is pressed, or -1. */
  resetAt: number;
  devices: readonly [PortDevice, PortDevice];
  time: boolean;
  warmup: number;
  /** Seconds, or 0 for no limit. */
  timeout: number;
  info: boolean;
  region: 'ntsc' | 'pal' | 'auto';
  /** Power-on byte, or null for noise from `seed`. */
  ramFill: number | null;
  seed: number;
  /** File of the sound unit's boot program, or null for ours. */
  ipl: string | null;
  trace: string | null;
  /** Null: the fixed form. `symbols` are paths. */
  traceForm: RunTraceForm | null;
  json: boolean;
  help: boolean;
}

export const RUN_USAGE = `usage: dotclock run ROM --frames N [options]
  ROM, --rom FILE        the ROM image: .sfc .smc .swc .fig, or a .zip that holds one
  --frames N             run frames 0 .. N-1
  --input FILE           scripted joypad input (README.md has the format)
  --movie FILE           play a movie (.dcm); --frames may then be left out; says whether it stayed in step
  --hash-every K         print 'frame N WxH crc32' for N = 0, K, 2K, ... and the last frame
  --hash-mem             with each hash line, also 'mem N wram CRC vram CRC sram CRC'
  --hash-audio           print one final 'audio FRAMES RATE crc32' line
  --fold                 halve a picture whose columns (lines) are equal in pairs (hashes and PNGs)
  --rgb5                 cut every colour channel to 5 bits first (hashes and PNGs)
  --dump-frames LIST     PNGs: comma list of N, A-B, every:K, last (needs --out)
  --out DIR              where PNGs go, as frame_NNNNNN.png (made if missing)
  --wav FILE             all audio, 16-bit stereo, 32041 Hz
  --wram/--vram/--sram/--oam/--cgram/--aram FILE[@FRAME]   dump that memory after FRAME (default: last)
  --state-save FILE[@FRAME]   save state after FRAME (default: last)
  --state-load FILE[@FRAME]   load state before FRAME (default: 0)
  --sram-load FILE       fill the cartridge RAM before frame 0
  --region WHICH         ntsc, pal or auto (default: by the header)
  --ram-fill BYTE        every memory starts with this byte (192, 0xC0 or $C0)
  --ipl FILE             a dump of the sound unit's boot program, 64 bytes (default: ours)
  --seed N               the power-on noise of every memory (default 1)
  --reset-at N           press the reset button before frame N
  --device PORT=TYPE     PORT 1 or 2; none, joypad, mouse, multitap, superscope
  --trace FILE           every instruction of both processors, with registers and the beam's H and V
  --trace-only WHICH     cpu or smp; with one of these --trace writes the debugger's rows (docs/debugger.md):
  --trace-format TEXT    an S-CPU row: {disassembly} {bytes} {label} {expression:x4}
  --trace-smp-format TEXT  a row of the sound processor
  --trace-if EXPRESSION  only S-CPU rows for which it holds; --trace-smp-if for the sound processor's
  --trace-symbols FILE   labels for rows and expressions; may be given more than once
  --time                 report frames/second of the machine alone
  --warmup N             leave the first N frames out of --time
  --info                 print machine, geometry, timing, memory sizes
  --json                 print records as JSON, one object a line
  --timeout S            give up (exit 7) after S seconds
exit: 0 ok, 2 usage or script, 3 file, 4 machine, 5 ROM refused, 6 internal fault, 7 timeout
`;

const DEVICES: ReadonlyMap<string, PortDevice> = new Map<string, PortDevice>([
  ['none', 'none'],
  ['joypad', 'pad'],
  ['mouse', 'mouse'],
  ['multitap', 'multitap'],
  ['superscope', 'superscope'],
]);

function usage(message: string): never {
  throw new CliError(Exit.Usage, message);
}

/** A decimal number from 0, or null. */
export function parseWhole(text: string): number | null {
  if (!/^[0-9]+$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : null;
}

/** FILE[@FRAME]; the part after the last @ counts only if it is a whole number. Frame -1: none named. */
export function parseFileAtFrame(text: string): { path: string; frame: number } {
  const separator = text.lastIndexOf('@');
  const frame = separator < 0 ? null : parseWhole(text.slice(separator + 1));
  const path = frame === null ? text : text.slice(0, separator);
  if (path === '') usage(`no file name in '${text}'`);
  return { path, frame: frame ?? -1 };
}

function parseRange(text: string): FrameRange {
  if (text.startsWith('every:')) {
    const every = parseWhole(text.slice(6));
    if (every === null || every < 1) usage(`--dump-frames: '${text}' is not every:K with K >= 1`);
    return { first: 0, last: Infinity, every };
  }
  const dash = text.indexOf('-');
  if (dash >= 0) {
    const first = parseWhole(text.slice(0, dash));
    const last = parseWhole(text.slice(dash + 1));
    if (first === null || last === null || last < first) usage(`--dump-frames: '${text}' is not a range A-B`);
    return { first, last, every: 0 };
  }
  const frame = parseWhole(text);
  if (frame === null) usage(`--dump-frames: '${text}' is not a frame number, A-B, every:K or last`);
  return { first: frame, last: frame, every: 0 };
}

function parseDevice(text: string): { port: 0 | 1; device: PortDevice } {
  const match = /^([12])=(.*)$/s.exec(text);
  if (match === null) usage(`--device: '${text}' is not PORT=TYPE with PORT 1 or 2`);
  const device = DEVICES.get(match[2] ?? '');
  if (device === undefined) usage(`--device: unknown type '${match[2] ?? ''}'`);
  return { port: match[1] === '1' ? 0 : 1, device };
}

/** A byte as 192, 0xC0 or $C0. */
function parseByte(option: string, text: string): number {
  const hex = /^(?:0x|\$)([0-9a-f]{1,2})$/i.exec(text);
  const value = hex === null ? parseWhole(text) : Number.parseInt(hex[1] ?? '', 16);
  if (value === null || value > 255) usage(`${option}: '${text}' is not a byte (0 to 255, 0x00 to 0xFF)`);
  return value;
}

/** Collects the options of one command line; `finish` checks them against each other. */
class RunOptionsParser {
  readonly #args: readonly string[];
  #at = 0;
  readonly #memoryFiles: { what: MemoryName | 'state'; path: string; frame: number }[] = [];
  readonly #ranges: FrameRange[] = [];
  readonly #devices: [PortDevice, PortDevice] = ['pad', 'pad'];
  #rom: string | null = null;
  #frames = -1;
  readonly #options: RunOptions = {
    rom: '',
    frames: 0,
    input: null,
    movie: null,
    hashEvery: 0,
    hashMem: false,
    hashAudio: false,
    fold: false,
    rgb5: false,
    dumpRanges: this.#ranges,
    dumpLast: false,
    out: null,
    wav: null,
    filesAtFrames: this.#memoryFiles,
    stateLoad: null,
    sramLoad: null,
    resetAt: -1,
    devices: this.#devices,
    time: false,
    warmup: 0,
    timeout: 0,
    info: false,
    region: 'auto',
    ramFill: null,
    seed: 1,
    ipl: null,
    trace: null,
    traceForm: null,
    json: false,
    help: false,
  };

  readonly #lengthOf: (movie: string) => number;

  constructor(args: readonly string[], lengthOf: (movie: string) => number) {
    this.#args = args;
    this.#lengthOf = lengthOf;
  }

  parse(): RunOptions {
    while (this.#at < this.#args.length) {
      const argument = this.#args[this.#at++] ?? '';
      if (argument === '--help' || argument === '-h') return { ...this.#options, help: true };
      if (this.#flag(argument) || this.#text(argument) || this.#number(argument) || this.#other(argument)) continue;
      if (argument.startsWith('-') && argument !== '-') usage(`unknown option '${argument}' (--help lists the options)`);
      this.#setRom(argument);
    }
    return this.#finish();
  }

  #setRom(path: string): void {
    if (this.#rom !== null) usage(`'${path}': one ROM at a time, '${this.#rom}' is named already`);
    this.#rom = path;
  }

  #value(option: string): string {
    const value = this.#args[this.#at++];
    if (value === undefined) usage(`${option} needs a value (--help lists the options)`);
    return value;
  }

  #whole(option: string, least: number): number {
    const text = this.#value(option);
    const value = parseWhole(text);
    if (value === null || value < least) usage(`${option}: '${text}' is not a whole number >= ${least}`);
    return value;
  }

  #flag(option: string): boolean {
    const options = this.#options;
    switch (option) {
      case '--time':
        options.time = true;
        return true;
      case '--info':
        options.info = true;
        return true;
      case '--hash-audio':
        options.hashAudio = true;
        return true;
      case '--hash-mem':
        options.hashMem = true;
        return true;
      case '--rgb5':
        options.rgb5 = true;
        return true;
      case '--fold':
        options.fold = true;
        return true;
      case '--json':
        options.json = true;
        return true;
      default:
        return false;
    }
  }

  #text(option: string): boolean {
    const options = this.#options;
    switch (option) {
      case '--rom':
        this.#setRom(this.#value(option));
        return true;
      case '--movie':
        options.movie = this.#value(option);
        return true;
      case '--input':
        options.input = this.#value(option);
        return true;
      case '--out':
        options.out = this.#value(option);
        return true;
      case '--wav':
        options.wav = this.#value(option);
        return true;
      case '--sram-load':
        options.sramLoad = this.#value(option);
        return true;
      case '--trace':
        options.trace = this.#value(option);
        return true;
      default:
        return this.#traceText(option);
    }
  }

  #traceText(option: string): boolean {
    const { traceForm } = this.#options;
    const form: RunTraceForm = traceForm ?? {
      cpu: true,
      smp: true,
      cpuCondition: '',
      smpCondition: '',
      cpuFormat: '',
      smpFormat: '',
      symbols: [],
    };
    const more = (given: Partial<RunTraceForm>): true => {
      this.#options.traceForm = { ...form, ...given };
      return true;
    };
    switch (option) {
      case '--trace-only': {
        const which = this.#value(option);
        if (which !== 'cpu' && which !== 'smp') usage(`--trace-only: '${which}' is not cpu or smp`);
        return more({ cpu: which === 'cpu', smp: which === 'smp' });
      }
      case '--trace-format':
        return more({ cpuFormat: this.#value(option) });
      case '--trace-smp-format':
        return more({ smpFormat: this.#value(option) });
      case '--trace-if':
        return more({ cpuCondition: this.#value(option) });
      case '--trace-smp-if':
        return more({ smpCondition: this.#value(option) });
      case '--trace-symbols':
        return more({ symbols: [...form.symbols, this.#value(option)] });
      default:
        return false;
    }
  }

  #number(option: string): boolean {
    const options = this.#options;
    switch (option) {
      case '--frames':
        this.#frames = this.#whole(option, 1);
        return true;
      case '--hash-every':
        options.hashEvery = this.#whole(option, 1);
        return true;
      case '--warmup':
        options.warmup = this.#whole(option, 0);
        return true;
      case '--timeout':
        options.timeout = this.#whole(option, 1);
        return true;
      case '--reset-at':
        options.resetAt = this.#whole(option, 0);
        return true;
      case '--seed':
        options.seed = this.#whole(option, 0);
        return true;
      case '--ipl':
        options.ipl = this.#value(option);
        return true;
      case '--ram-fill':
        options.ramFill = parseByte(option, this.#value(option));
        return true;
      default:
        return false;
    }
  }

  #other(option: string): boolean {
    const options = this.#options;
    const memory = MEMORY_NAMES.find((name) => option === `--${name}`);
    if (memory !== undefined || option === '--state-save') {
      this.#memoryFiles.push({ what: memory ?? 'state', ...parseFileAtFrame(this.#value(option)) });
      return true;
    }
    switch (option) {
      case '--state-load': {
        const { path, frame } = parseFileAtFrame(this.#value(option));
        options.stateLoad = { path, frame: Math.max(frame, 0) };
        return true;
      }
      case '--dump-frames':
        for (const part of this.#value(option)
          .split(',')
          .filter((text) => text !== '')) {
          if (part === 'last') options.dumpLast = true;
          else this.#ranges.push(parseRange(part));
        }
        return true;
      case '--device': {
        const { port, device } = parseDevice(this.#value(option));
        this.#devices[port] = device;
        return true;
      }
      case '--region': {
        const region = this.#value(option).toLowerCase();
        if (region !== 'ntsc' && region !== 'pal' && region !== 'auto') usage(`--region: '${region}' is not ntsc, pal or auto`);
        options.region = region;
        return true;
      }
      default:
        return false;
    }
  }

  #finish(): RunOptions {
    const options = this.#options;
    if (this.#rom === null) usage('the ROM is missing (--help lists the options)');
    const forMovies = [
      '--region',
      '--ram-fill',
      '--seed',
      '--ipl',
      '--device',
      '--input',
      '--sram-load',
      '--state-load',
      '--reset-at',
    ];
    const unfit = options.movie === null ? undefined : this.#args.find((argument) => forMovies.includes(argument));
    if (unfit !== undefined) usage(`${unfit} cannot go with --movie: a movie has its own beginning and its own input`);
    if (this.#frames < 0 && options.movie !== null) this.#frames = this.#lengthOf(options.movie);
    if (this.#frames < 0) usage('--frames is missing (--help lists the options)');
    options.rom = this.#rom;
    options.frames = this.#frames;
    const last = options.frames - 1;
    const past = (what: string, frame: number): void => {
      if (frame > last) usage(`${what}: frame ${frame} is past the last frame, ${last}`);
    };
    if ((this.#ranges.length > 0 || options.dumpLast) && options.out === null) usage('--dump-frames needs --out DIR');
    if (options.traceForm !== null && options.trace === null) usage('--trace-... options need --trace FILE');
    if (options.time && options.warmup >= options.frames)
      usage(`--warmup ${options.warmup} leaves no frame of ${options.frames} to time`);
    for (const range of this.#ranges) if (range.every === 0) past('--dump-frames', range.last);
    if (options.stateLoad !== null) past('--state-load', options.stateLoad.frame);
    past('--reset-at', options.resetAt);
    for (const file of this.#memoryFiles) {
      if (file.frame < 0) file.frame = last;
      past(file.path, file.frame);
    }
    return options;
  }
}

/** Reads the arguments after `run`. `lengthOf`: frames of a movie's file, for when --frames is left out. Throws CliError(Usage). */
export function parseRunOptions(args: readonly string[], lengthOf: (movie: string) => number = () => -1): RunOptions {
  return new RunOptionsParser(args, lengthOf).parse();
}

export function wantsDump(options: RunOptions, frame: number): boolean {
  if (options.dumpLast && frame === options.frames - 1) return true;
  return options.dumpRanges.some((range) =>
    range.every > 0 ? frame % range.every === 0 : frame >= range.first && frame <= range.last,
  );
}

export function wantsHash(options: RunOptions, frame: number): boolean {
  return options.hashEvery > 0 && (frame % options.hashEvery === 0 || frame === options.frames - 1);
}
