import { crc32 } from 'node:zlib';
import type { Breakpoint, DebugCall, DebugCalls, DebugStatus, MemoryName } from '../../../session/debug-protocol.ts';
import { type DebugSession, memoryBytes, NEW_BREAKPOINT } from '../../../session/headless-debug.ts';
import { foldPicture, type Picture, type PictureSink } from '../../../session/picture.ts';
import { encodePng } from '../png.ts';
import { checked, DEBUG_CALL_SCHEMAS, EMU_CALL_SCHEMAS, type EmuArgument, type EmuCall, type WatchSpec } from './call-schemas.ts';
import type { ScriptPads } from '../../../session/script-pads.ts';

/** Where a script's output goes; nothing else of the world is in its reach. */
export interface ScriptSink {
  print(text: string): void;
  /** Null: no folder was named. */
  readonly file: ((name: string, bytes: Uint8Array) => void) | null;
}

/** What a script may do in all. */
export interface ScriptAllowance {
  /** Null: no end. */
  readonly frames: number | null;
  /** Bytes of text and of files. */
  readonly printed: number;
  readonly written: number;
}

/** Breakpoints of handlers have numbers from here on; those that the script sets itself have lower ones. */
const FIRST_WATCH = 1 << 30;
const FILE_NAME = /^[A-Za-z0-9_][A-Za-z0-9_. -]{0,99}$/;
const RESERVED_NAME = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)|[. ]$/i;
/** Requests that take the machine elsewhere: the script has not been idle, its turn begins anew. */
const MOVES: ReadonlySet<string> = new Set(['emu.frame', 'step', 'runTo', 'goTo', 'continueBack']);

/** A budget is used up: the run ends, whatever the script does. */
export class BudgetError extends Error {
  override readonly name = 'BudgetError';
}

type EmuHandlers = { readonly [N in EmuCall]: (argument: EmuArgument<N>) => unknown };

/** Answers a script's requests with a machine and its debugger. All that comes in is checked. */
export class ScriptMachine {
  readonly #session: DebugSession;
  readonly #pictures: PictureSink;
  readonly #pads: ScriptPads;
  readonly #sink: ScriptSink;
  readonly #allowance: ScriptAllowance;
  readonly #watches = new Map<number, Breakpoint>();
  readonly #handlers: EmuHandlers = this.#emuHandlers();
  #users: readonly Breakpoint[] = [];
  #frames = 0;
  #printed = 0;
  #written = 0;
  #log: { readonly breakpoint: number; readonly text: string }[] = [];

  constructor(session: DebugSession, pictures: PictureSink, pads: ScriptPads, sink: ScriptSink, allowance: ScriptAllowance) {
    this.#session = session;
    this.#pictures = pictures;
    this.#pads = pads;
    this.#sink = sink;
    this.#allowance = allowance;
    session.onEvent = (message) => {
      if (message.event === 'debug-log') this.#log.push(...message.lines);
    };
  }

  /** Whether a request begins a new turn of the script. */
  static moves(name: string): boolean {
    return MOVES.has(name.replace(/^debug\./, ''));
  }

  /** @throws Error with words for the script's author; BudgetError */
  call(name: string, argument: unknown): unknown {
    if (Object.hasOwn(this.#handlers, name)) {
      const call = name as EmuCall;
      const handle = this.#handlers[call] as (argument: unknown) => unknown;
      return handle(checked(name, EMU_CALL_SCHEMAS[call], argument));
    }
    const plain = name.startsWith('debug.');
    const request = plain ? name.slice('debug.'.length) : name;
    if (!Object.hasOwn(DEBUG_CALL_SCHEMAS, request))
      throw new TypeError(`debug.call: there is no request '${request}' (docs/scripting.md lists them)`);
    const call = request as DebugCall;
    const right = checked(plain ? `debug.call '${call}'` : `emu.${call}`, DEBUG_CALL_SCHEMAS[call], argument);
    return this.#debug(call, right as DebugCalls[DebugCall][0]);
  }

  /** A number from memory, low byte first; -1 when there is no such place. */
  peek(memory: string, address: number, size: number): number {
    const bytes = Number.isInteger(address) && address >= 0 ? memoryBytes(this.#session, memory, address, size) : null;
    if (bytes === null) return -1;
    let value = 0;
    for (let i = size - 1; i >= 0; i--) value = value * 256 + bytes[i];
    return value;
  }

  #debug<N extends DebugCall>(call: N, argument: DebugCalls[N][0]): unknown {
    this.#still();
    if (call === 'setBreakpoints') return this.#setBreakpoints(argument as readonly Breakpoint[]);
    return this.#session.call(call, argument);
  }

  /** The machine stands still while a script looks at it. */
  #still(): void {
    if (this.#session.running) this.#session.pause();
  }

  // Breakpoints

  #setBreakpoints(list: readonly Breakpoint[]): DebugCalls['setBreakpoints'][1] {
    const high = list.find(({ id }) => id >= FIRST_WATCH);
    if (high !== undefined) throw new RangeError(`debug.call 'setBreakpoints': the id ${high.id} is too high`);
    const wrong = this.#session.call('setBreakpoints', [...list, ...this.#watches.values()]);
    if (wrong === null) this.#users = list;
    return wrong;
  }

  #applyWatches(): void {
    this.#still();
    const wrong = this.#session.call('setBreakpoints', [...this.#users, ...this.#watches.values()]);
    if (wrong === null) return;
    this.#watches.delete(wrong.id - FIRST_WATCH);
    throw new TypeError(`emu.onBreak: ${wrong.field}, column ${wrong.problem.column}: ${wrong.problem.message}`);
  }

  #watch(id: number, spec: WatchSpec): void {
    const { address, from = address, to = from, memory = 'cpu', event, processor, ...rest } = spec;
    if (event === undefined && (from === undefined || to === undefined || to < from))
      throw new TypeError("emu.onBreak: 'address', or 'from' and 'to', or an 'event' is wanted");
    if (event === undefined && spec.execute !== true && spec.read !== true && spec.write !== true)
      throw new TypeError("emu.onBreak: one of 'execute', 'read' and 'write' must be true, or an 'event' given");
    const size = this.#session.info().memories.find(({ name }) => name === memory)?.size ?? 0;
    if (event === undefined && (to ?? 0) >= size)
      throw new RangeError(`emu.onBreak: ${memory} has ${size} bytes, so ${to} is beyond its end`);
    const onSmp = memory === 'smp' || memory === 'aram' || memory === 'dsp';
    const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    this.#watches.set(id, {
      ...NEW_BREAKPOINT,
      ...given,
      id: FIRST_WATCH + id,
      memory,
      event: event ?? null,
      processor: processor ?? (onSmp ? 'smp' : 'cpu'),
      from: from ?? 0,
      to: to ?? 0,
    });
    this.#applyWatches();
  }

  // Time

  #frame(): unknown {
    const { frames } = this.#allowance;
    const session = this.#session;
    if (frames !== null && this.#frames >= frames) return { over: true, stop: null, log: [] };
    session.run(false);
    session.frame();
    if (session.running) this.#frames++;
    const log = this.#log
      .splice(0)
      .map(({ breakpoint, text }) => ({ breakpoint: this.#watchOf(breakpoint) ?? breakpoint, text }));
    return { over: false, stop: session.running ? null : this.#stopped(session.status()), log };
  }

  #watchOf(id: number): number | null {
    return id >= FIRST_WATCH ? id - FIRST_WATCH : null;
  }

  #stopped(status: DebugStatus): object {
    const { stop, position, frame, line, dot } = status;
    const hits = (stop?.hits ?? []).map((hit) => ({ ...hit, watch: this.#watchOf(hit.id), frame, line, dot, position }));
    return { reason: stop?.reason ?? 'pause', hits, position };
  }

  // Pictures and files

  #picture(): Picture {
    this.#still();
    const sink = this.#pictures;
    sink.wanted = true;
    this.#session.show();
    sink.wanted = false;
    const { picture } = sink;
    if (picture === null) throw new Error('emu.picture: the console has drawn nothing yet');
    return foldPicture({ ...picture, rgb: picture.rgb.slice() });
  }

  #write(call: string, name: string, bytes: Uint8Array): void {
    const { file } = this.#sink;
    if (file === null) throw new Error(`${call}: there is no folder for files: name one with --out DIR`);
    checkFileName(call, name);
    this.#written += bytes.length;
    if (this.#written > this.#allowance.written)
      throw new BudgetError(`the script has written more than ${this.#allowance.written >> 20} MB of files`);
    file(name, bytes);
  }

  #print(text: string): void {
    this.#printed += text.length + 1;
    if (this.#printed > this.#allowance.printed)
      throw new BudgetError(`the script has printed more than ${this.#allowance.printed >> 20} MB`);
    this.#sink.print(text);
  }

  #emuHandlers(): EmuHandlers {
    return {
      print: (text) => this.#print(text),
      'emu.frame': () => this.#frame(),
      'emu.framesLeft': () => (this.#allowance.frames === null ? 0 : this.#allowance.frames - this.#frames),
      'emu.status': () => {
        this.#still();
        return this.#session.status();
      },
      'emu.read': ({ memory, address, size }) => {
        const value = this.peek(memory, address, size);
        if (value < 0) throw new RangeError(`emu.read: ${this.#outside(memory, address)}`);
        return value;
      },
      'emu.write': ({ memory, address, size, value }) => {
        if (value >= 256 ** size)
          throw new RangeError(`emu.write: ${value} does not fit into ${size === 1 ? 'a byte' : `${size} bytes`}`);
        if (this.peek(memory, address, size) < 0) throw new RangeError(`emu.write: ${this.#outside(memory, address)}`);
        this.#debug('writeMemory', {
          memory,
          address,
          bytes: Uint8Array.from({ length: size }, (_, i) => (value >> (8 * i)) & 0xff),
        });
      },
      'emu.registers': ({ processor }) => {
        this.#still();
        return this.#session.status().processors.find(({ name }) => name === processor)?.registers;
      },
      'emu.evaluate': (question) => {
        const { value, problem } = this.#session.call('evaluate', question);
        if (problem !== null) throw new TypeError(`emu.evaluate: column ${problem.column}: ${problem.message}`);
        return value;
      },
      'emu.label': ({ name, processor }) => {
        const address = this.#session.labels.addressOf(name, processor);
        if (address === null) throw new RangeError(`emu.label: there is no label '${name}' (--symbols FILE brings labels)`);
        return address;
      },
      'emu.watch': ({ id, spec }) => this.#watch(id, spec),
      'emu.unwatch': ({ id }) => {
        this.#watches.delete(id);
        this.#applyWatches();
      },
      'emu.pad': ({ player, buttons }) => {
        this.#pads.hold(player - 1, buttons);
        this.#branch();
      },
      'emu.reset': () => {
        this.#session.target.snes.reset();
        this.#session.machineChanged();
      },
      'emu.save': () => {
        this.#still();
        return this.#session.target.snes.saveState();
      },
      'emu.load': (bytes) => {
        this.#session.target.snes.loadState(bytes);
        this.#session.machineChanged();
      },
      'emu.screenshot': ({ name }) => {
        const picture = this.#picture();
        this.#write('emu.screenshot', /\.png$/i.test(name) ? name : `${name}.png`, encodePng(picture));
        return { width: picture.width, height: picture.height, crc: crc32(picture.rgb) };
      },
      'emu.picture': () => this.#picture(),
      'emu.saveFile': ({ name, contents }) =>
        this.#write('emu.saveFile', name, typeof contents === 'string' ? Buffer.from(contents) : contents),
    };
  }

  /** Pads that are held in the past make another future. */
  #branch(): void {
    const { history } = this.#session.debugger;
    if (history.end > this.#session.debugger.position.time) history.diverge();
  }

  #outside(memory: MemoryName, address: number): string {
    const size = this.#session.info().memories.find(({ name }) => name === memory)?.size ?? 0;
    return size === 0 ? `the cartridge has no ${memory}` : `${memory} has ${size} bytes, so ${address} is beyond its end`;
  }
}

function checkFileName(call: string, name: string): void {
  if (FILE_NAME.test(name) && !RESERVED_NAME.test(name)) return;
  throw new TypeError(
    `${call}: ${JSON.stringify(name.slice(0, 100))} can't be a file's name: letters, digits, space, '_', '-' and '.' only, at most 100, and no folder`,
  );
}
