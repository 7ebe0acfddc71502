import { Clock, LINE_CLOCKS } from '../core/clock.ts';
import type { Snes } from '../core/snes.ts';
import type { NumericArray, StateIO } from '../core/types.ts';
import { isMemoryName, MEMORIES, type MemoryName, readBytes } from '../debug/memories.ts';
import { beamClocks } from '../debug/run/forward.ts';
import type { Rider } from '../debug/run/history.ts';
import { AccessCounters } from '../debug/tools/counters.ts';
import type { ValueSearch } from '../debug/tools/memory-search.ts';
import type { ProcessorName } from '../debug/processors.ts';
import { clocksOf, Profiler } from '../debug/tools/profiler.ts';
import { TraceLog } from '../debug/tools/trace-log.ts';
import type { TraceOptions } from '../debug/tools/trace-options.ts';
import { memoriesOf } from './state-parts.ts';
import type { DebugSession } from './debug-session.ts';
import { TraceStream } from './trace-stream.ts';
import type { ChipState, DebugViewCalls, Sample, SearchState } from './debug-view-protocol.ts';

const FRAME_CLOCKS = 313 * 1364;
const MOST_MOMENTS = 16;

/** What the viewers and tools keep between requests. */
export class DebugTools {
  readonly #session: DebugSession;
  #counters: AccessCounters | null = null;
  #profiler: Profiler | null = null;
  #trace: TraceLog | null = null;
  #traceOptions: TraceOptions | null = null;
  #fileLog: TraceLog | null = null;
  #stream: TraceStream | null = null;
  #search: { readonly memory: MemoryName; readonly search: ValueSearch } | null = null;
  readonly #moments = new Map<string, ReadonlyMap<MemoryName, Uint8Array>>();

  constructor(session: DebugSession) {
    this.#session = session;
    session.debugger.history.timeline.onCut.add((time) => {
      for (const one of [this.#trace, this.#fileLog, this.#counters, this.#profiler]) one?.cut(time);
    });
  }

  get #live(): Rider {
    return this.#session.debugger.history.live;
  }

  /** The machine as it was when the beam was last at a place. */
  sampled(sample: Sample | undefined): Snes {
    const { debugger: one, running, snes } = this.#session;
    if (sample === null || sample === undefined) return snes;
    if (running) return one.sampler.at(sample.line, sample.dot) ?? snes;
    const { scout, timeline } = one.history;
    const { traveller, snes: machine } = scout;
    const here = one.position.time;
    traveller.goTo(Math.max(timeline.start, here - FRAME_CLOCKS - 4 * LINE_CLOCKS));
    const first = traveller.time;
    // Lines are counted, not looked at: a long DMA goes over many in one step.
    const beam = Object.assign(new Clock(), machine.clock);
    let found = -1;
    for (; beam.base + beam.lineStart <= here; beam.nextLine(machine.ppu.interlace)) {
      const at = beam.base + beam.lineStart + beamClocks(sample.dot);
      if (beam.v === sample.line && at >= first && at <= here) found = at;
    }
    traveller.goTo(found >= 0 ? found : here);
    return machine;
  }

  // Switched on and off

  counters(on: boolean, reset: boolean): void {
    const { snes, hub } = this.#live;
    if (on && this.#counters === null) {
      this.#counters = new AccessCounters(snes);
      hub.add(this.#counters);
    } else if (!on && this.#counters !== null) {
      hub.remove(this.#counters);
      this.#counters = null;
    } else if (reset) this.#counters?.reset();
  }

  readCounters(memory: MemoryName, from: number, length: number): ReturnType<AccessCounters['read']> {
    return this.#counters?.read(memory, from, length) ?? null;
  }

  /** Another processor than before begins anew. */
  profiler(on: boolean, reset: boolean, processor: ProcessorName): void {
    const { snes, hub } = this.#live;
    if (on && this.#profiler !== null && this.#profiler.processor !== processor) this.profiler(false, false, processor);
    if (on && this.#profiler === null) {
      this.#profiler = new Profiler(snes, processor);
      this.#profiler.reset();
      hub.add(this.#profiler);
    } else if (!on && this.#profiler !== null) {
      hub.remove(this.#profiler);
      this.#profiler = null;
    } else if (reset) this.#profiler?.reset();
  }

  get profile(): DebugViewCalls['profile'][1] {
    const { labels } = this.#session;
    const rows = this.#profiler?.rows ?? [];
    const processor = this.#profiler?.processor ?? 'cpu';
    return {
      on: this.#profiler !== null,
      processor,
      clocks: clocksOf(this.#live.snes, processor),
      rows: rows.map((row) => ({ ...row, name: labels.at(processor, row.address)?.name ?? '' })),
      spans: this.#profiler?.spans ?? [],
    };
  }

  /** @throws ExpressionError */
  #traceLog(options: TraceOptions): TraceLog {
    const { labels } = this.#session;
    const log = new TraceLog(
      this.#live.snes,
      options,
      (name, processor) => labels.addressOf(name, processor),
      (processor, address) => labels.at(processor, address)?.name || null,
      () => labels.version,
    );
    return log;
  }

  /** What was written before stays when it is switched off. @throws ExpressionError */
  trace(options: TraceOptions | null): TraceLog | null {
    const { hub } = this.#live;
    const trace = options === null ? null : this.#traceLog(options);
    if (this.#trace !== null) hub.remove(this.#trace);
    if (trace !== null) this.#trace = trace;
    this.#traceOptions = options;
    if (trace !== null) hub.add(trace);
    return trace;
  }

  /** Rows for a file, besides those of `trace`; what was not taken yet stays when it ends. @throws ExpressionError */
  traceFile(options: TraceOptions | null): void {
    const { hub } = this.#live;
    const log = options === null ? null : this.#traceLog(options);
    if (this.#fileLog !== null) hub.remove(this.#fileLog);
    this.#fileLog = log;
    if (log === null) {
      this.#session.hold = null;
      return;
    }
    const stream = new TraceStream();
    log.onRow = stream.add;
    this.#stream = stream;
    this.#session.hold = () => stream.full;
    hub.add(log);
  }

  takeTrace(): DebugViewCalls['takeTrace'][1] {
    return { text: this.#stream?.take() ?? '', total: this.#stream?.total ?? 0 };
  }

  traceRows(first: number, most: number): DebugViewCalls['traceRows'][1] {
    return {
      options: this.#traceOptions,
      total: this.#trace?.total ?? 0,
      ...(this.#trace?.rows(first, most) ?? { first: 0, rows: [], places: [] }),
    };
  }

  findTrace({ text, from, back }: DebugViewCalls['findTrace'][0]): DebugViewCalls['findTrace'][1] {
    return this.#trace?.find(text, from, back) ?? null;
  }

  // Searches

  startSearch(memory: MemoryName, search: ValueSearch): SearchState {
    this.#search = { memory, search };
    return this.searchState;
  }

  /** @throws Error without a search */
  get searchState(): SearchState {
    const { count, steps } = this.search.search;
    return { count, steps };
  }

  /** @throws Error without a search */
  get search(): { readonly search: ValueSearch; readonly bytes: Uint8Array } {
    if (this.#search === null) throw new Error('no search has been begun.');
    const { memory, search } = this.#search;
    return { search, bytes: readBytes(this.#session.snes, memory, 0, 1 << 24) };
  }

  get moments(): readonly string[] {
    return [...this.#moments.keys()];
  }

  /** The machine's memories as they are now, or those of a state. @throws StateError */
  keepMoment(name: string, state?: Uint8Array): void {
    const { snes } = this.#session;
    const memories = MEMORIES.filter((memory) => memory !== 'cpu' && memory !== 'smp' && memory !== 'rom');
    const parts: readonly (readonly [MemoryName, Uint8Array])[] =
      state === undefined
        ? memories.map((memory) => [memory, readBytes(snes, memory, 0, 1 << 24)] as const)
        : memoriesOf(state).flatMap((part) => (isMemoryName(part.name) ? [[part.name, part.bytes.slice()] as const] : []));
    this.#moments.delete(name);
    this.#moments.set(name, new Map(parts));
    const [oldest] = this.#moments.keys();
    if (this.#moments.size > MOST_MOMENTS && oldest !== undefined) this.#moments.delete(oldest);
  }

  /** A memory at a kept moment. @throws Error when it was not kept */
  moment(name: string, memory: MemoryName): Uint8Array {
    const bytes = this.#moments.get(name)?.get(memory);
    if (bytes === undefined) throw new Error(`there is no moment '${name}' with ${memory} in it.`);
    return bytes;
  }
}

/** Lists what a part saves, by name. */
class StateLister implements StateIO {
  readonly loading = false;
  readonly version = 1000;
  readonly values: { readonly name: string; readonly value: number | boolean }[] = [];

  #add(name: string, value: number): number {
    this.values.push({ name, value });
    return value;
  }
  u8(name: string, value: number): number {
    return this.#add(name, value);
  }
  u16(name: string, value: number): number {
    return this.#add(name, value);
  }
  i32(name: string, value: number): number {
    return this.#add(name, value);
  }
  f64(name: string, value: number): number {
    return this.#add(name, value);
  }
  bool(name: string, value: boolean): boolean {
    this.values.push({ name, value });
    return value;
  }
  /** Short arrays are registers too. */
  ram(name: string, array: NumericArray): void {
    if (array.length <= 16) array.forEach((value, i) => this.#add(`${name}[${i}]`, value));
  }
}

/** The state of a machine's parts, as they save it. */
export function hardwareState(snes: Snes): ChipState[] {
  const list = (chip: string, part: { serialize(s: StateIO): void }): ChipState => {
    const lister = new StateLister();
    part.serialize(lister);
    return { chip, values: lister.values };
  };
  const { cpu, ppu, clock } = snes;
  return [
    list('clock', clock),
    list('interrupts', cpu.interrupts),
    list('multiplier', cpu.mulDiv),
    list('dma', cpu.dma),
    list('joypad', cpu.joypad),
    list('cpu io', cpu.io),
    list('ppu', ppu.registers),
    list('ppu memory', ppu.memory),
    list('counters', ppu.counters),
    list('apu', snes.apu),
  ];
}
