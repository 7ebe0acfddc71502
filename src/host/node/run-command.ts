import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { parseInputScript, ScriptError } from '../../session/input-script.ts';
import { CartError, decodeMovie, HeadlessMachine, type Movie, StateError } from '../../session/headless.ts';
import { SAMPLE_RATE } from '../../session/sound.ts';
import { CliError, Exit } from './errors.ts';
import { makeDirectory, readFile, writeFile } from './files.ts';
import { printMachineInfo } from './machine-info.ts';
import { encodePng } from './png.ts';
import { audioRecord, frameRecord, memoryRecord, movieRecord, timeRecord, type Print } from './records.ts';
import { readRom } from './rom-file.ts';
import { parseRunOptions, RUN_USAGE, wantsDump, wantsHash, type RunOptions } from './run-options.ts';
import type { CommandContext } from './command.ts';
import { samplesAsBytes, wavHeader } from './wav.ts';
import { TraceWriter, type TraceForm } from './trace.ts';

const MAX_SCRIPT_BYTES = 16 << 20;
const MAX_SRAM_BYTES = 16 << 20;
const MAX_STATE_BYTES = 64 << 20;
const MAX_MOVIE_BYTES = 256 << 20;
const IPL_BYTES = 64;
const HASHED_MEMORIES = ['wram', 'vram', 'sram'] as const;

function readScript(path: string): ReturnType<typeof parseInputScript> {
  const text = Buffer.from(readFile('input script', path, MAX_SCRIPT_BYTES)).toString('latin1');
  try {
    return parseInputScript(text, path);
  } catch (error) {
    if (error instanceof ScriptError) throw new CliError(Exit.Usage, error.message);
    throw error;
  }
}

function readIpl(path: string): Uint8Array {
  const bytes = readFile('boot program', path, IPL_BYTES);
  if (bytes.length !== IPL_BYTES)
    throw new CliError(Exit.File, `boot program '${path}': it has ${bytes.length} bytes, ${IPL_BYTES} were expected`);
  return bytes;
}

function readMovie(path: string): Movie {
  try {
    return decodeMovie(readFile('movie', path, MAX_MOVIE_BYTES));
  } catch (error) {
    if (error instanceof StateError) throw new CliError(Exit.Core, `movie '${path}': ${error.message}`);
    throw error;
  }
}

/** Null: the fixed form. */
function traceForm({ traceForm: form }: RunOptions): TraceForm | null {
  if (form === null) return null;
  const text = (path: string): string => Buffer.from(readFile('symbol file', path, MAX_SCRIPT_BYTES)).toString('utf8');
  return { ...form, symbols: form.symbols.map(text) };
}

function openMachine(options: RunOptions): HeadlessMachine {
  const script = options.input === null ? [] : readScript(options.input);
  const rom = readRom(options.rom);
  const ipl = options.ipl === null ? null : readIpl(options.ipl);
  const movie = options.movie === null ? null : readMovie(options.movie);
  try {
    return new HeadlessMachine(rom.bytes, {
      region: options.region,
      powerOn: options.ramFill === null ? { seed: options.seed } : { fill: options.ramFill },
      script,
      ipl,
      movie,
      devices: options.devices,
      pictures: { fold: options.fold, rgb5: options.rgb5 },
      recordSound: options.wav !== null || options.hashAudio,
      now: () => performance.now(),
    });
  } catch (error) {
    if (error instanceof CartError) throw new CliError(Exit.Rom, `ROM '${rom.name}': ${error.message}`);
    if (error instanceof StateError) throw new CliError(Exit.Core, `movie '${options.movie}': ${error.message}`);
    throw error;
  }
}

/** One run of the command line's `run`: the machine, what is written when, and the clock. */
class Run {
  readonly #options: RunOptions;
  readonly #context: CommandContext;
  readonly #print: Print;
  readonly #machine: HeadlessMachine;
  readonly #trace: TraceWriter | null;
  readonly #milliseconds: number[] = [];
  #cpuMicroseconds = 0;

  constructor(options: RunOptions, context: CommandContext) {
    this.#options = options;
    this.#context = context;
    this.#print = (record) => context.out(options.json ? JSON.stringify(record.json) : record.line);
    this.#machine = openMachine(options);
    this.#trace = options.trace === null ? null : new TraceWriter(options.trace, this.#machine, traceForm(options));
  }

  run(): void {
    const options = this.#options;
    const deadline = options.timeout === 0 ? Infinity : performance.now() + options.timeout * 1000;
    for (const warning of this.#machine.snes.cart.warnings) this.#context.warn(`ROM '${options.rom}': ${warning}`);
    if (options.out !== null) makeDirectory(options.out);
    if (options.info) printMachineInfo(this.#machine, this.#print);
    if (options.sramLoad !== null) this.#loadSram(options.sramLoad);
    let complete = false;
    try {
      for (let frame = 0; frame < options.frames; frame++) {
        this.#runFrame(frame);
        if (performance.now() > deadline)
          throw new CliError(Exit.Timeout, `--timeout ${options.timeout} s ran out (frame ${frame})`);
      }
      complete = true;
    } finally {
      this.#trace?.close(complete);
    }
    this.#finishSound();
    if (options.time) this.#print(timeRecord(this.#milliseconds, this.#cpuMicroseconds / 1e6));
    const { playback } = this.#machine;
    if (playback === null) return;
    playback.checkNow();
    this.#print(movieRecord(Math.min(options.frames, playback.length), playback.desync));
    if (playback.desync !== null) throw new CliError(Exit.Core, `the movie is out of step from frame ${playback.desync} on`);
  }

  #runFrame(frame: number): void {
    const options = this.#options;
    const { snes, pictures } = this.#machine;
    const hash = wantsHash(options, frame);
    const dump = wantsDump(options, frame);
    if (options.stateLoad?.frame === frame) this.#loadState(options.stateLoad.path);
    if (options.resetAt === frame) snes.reset();
    pictures.wanted = hash || dump;
    this.#timedFrame(options.time && frame >= options.warmup);
    if (hash) this.#hash(frame);
    if (dump) this.#dumpPicture(frame);
    for (const file of options.filesAtFrames) if (file.frame === frame) this.#saveFile(file.what, file.path);
  }

  #timedFrame(timed: boolean): void {
    if (!timed) {
      this.#machine.runFrame();
      return;
    }
    const { pictures } = this.#machine;
    pictures.ownTime = 0;
    const cpuBefore = process.cpuUsage();
    const started = performance.now();
    this.#machine.runFrame();
    const elapsed = performance.now() - started - pictures.ownTime;
    const cpu = process.cpuUsage(cpuBefore);
    this.#milliseconds.push(Math.max(elapsed, 0));
    this.#cpuMicroseconds += Math.max(cpu.user + cpu.system - pictures.ownTime * 1000, 0);
  }

  #hash(frame: number): void {
    const picture = this.#machine.pictures.picture;
    if (picture === null) this.#print(frameRecord(frame, 0, 0, 0));
    else this.#print(frameRecord(frame, picture.width, picture.height, crc32(picture.rgb)));
    if (!this.#options.hashMem) return;
    const crcs = HASHED_MEMORIES.map((name): [string, number | null] => {
      const bytes = this.#machine.memory(name);
      return [name, bytes.length === 0 ? null : crc32(bytes)];
    });
    this.#print(memoryRecord(frame, crcs));
  }

  #dumpPicture(frame: number): void {
    const picture = this.#machine.pictures.picture;
    if (picture === null || this.#options.out === null) return;
    writeFile(join(this.#options.out, `frame_${String(frame).padStart(6, '0')}.png`), encodePng(picture));
  }

  #saveFile(what: RunOptions['filesAtFrames'][number]['what'], path: string): void {
    if (what === 'state') {
      writeFile(path, this.#machine.snes.saveState());
      return;
    }
    const bytes = this.#machine.memory(what);
    if (bytes.length === 0) throw new CliError(Exit.Core, `the cartridge has no ${what}`);
    writeFile(path, bytes);
  }

  #loadState(path: string): void {
    const bytes = readFile('state', path, MAX_STATE_BYTES);
    try {
      this.#machine.snes.loadState(bytes);
    } catch (error) {
      if (error instanceof StateError) throw new CliError(Exit.Core, `state '${path}': ${error.message}`);
      throw error;
    }
  }

  #loadSram(path: string): void {
    const bytes = readFile('SRAM file', path, MAX_SRAM_BYTES);
    const sram = this.#machine.memory('sram');
    if (sram.length === 0) throw new CliError(Exit.Core, 'the cartridge has no RAM');
    if (bytes.length !== sram.length) this.#context.warn(`SRAM file has ${bytes.length} bytes, the cartridge ${sram.length}`);
    sram.set(bytes.subarray(0, sram.length));
  }

  #finishSound(): void {
    const sound = this.#machine.sound;
    if (sound === null) return;
    const bytes = samplesAsBytes(sound.recorded);
    if (this.#options.hashAudio) this.#print(audioRecord(sound.frames, SAMPLE_RATE, crc32(bytes)));
    if (this.#options.wav !== null) writeFile(this.#options.wav, wavHeader(sound.frames, Math.round(SAMPLE_RATE)), bytes);
  }
}

/** `dotclock run`. */
export function runCommand(args: readonly string[], context: CommandContext): void {
  const options = parseRunOptions(args, (path) => readMovie(path).inputs.length);
  if (options.help) context.out(RUN_USAGE.trimEnd());
  else new Run(options, context).run();
}
