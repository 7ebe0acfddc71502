import { DebugEvent } from '../../core/hooks.ts';
import type { Snes } from '../../core/snes.ts';
import { type Access, AccessKind, isOfSoundUnit, type Watcher, type WatchPlan, type WatchRange } from '../hub.ts';
import { isUnmapped, type MemoryName, peek } from '../memories.ts';
import type { ProcessorName } from '../processors.ts';
import { hasOwnRegister } from '../sound/own-registers.ts';
import { BusRange, shownAt } from './bus-range.ts';
import type { FirstWrites } from './first-writes.ts';
import { compileExpression, compileFormat, type Evaluate } from './expression.ts';
import { type Asked, type LabelLookup, machineNames, type Moment, noting } from './machine-names.ts';

export const BREAK_EVENTS = ['nmi', 'irq', 'dma', 'hdma', 'brk', 'cop', 'wdm', 'stp', 'uninitialised', 'invalid'] as const;
export type BreakEvent = (typeof BREAK_EVENTS)[number];

/** A breakpoint as it is kept: plain data. */
export interface Breakpoint {
  readonly id: number;
  readonly enabled: boolean;
  /** Group name; groups are switched on and off together. Empty: none. */
  readonly group: string;
  /** Whose instructions or accesses, and whose registers the condition names. */
  readonly processor: ProcessorName;
  /** An event instead of an address range; null for ranges. */
  readonly event: BreakEvent | null;
  readonly memory: MemoryName;
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
  readonly execute: boolean;
  readonly read: boolean;
  readonly write: boolean;
  /** Expression; empty: always. */
  readonly condition: string;
  /** Text with `{expression}` that is written to the log when it is hit; empty: none. */
  readonly log: string;
  /** False: only logs and counts. */
  readonly stops: boolean;
  /** Ignored this many times first. */
  readonly ignore: number;
  /** Goes away when it has stopped the machine. */
  readonly temporary: boolean;
  /** Inside its range nothing else stops. */
  readonly forbid: boolean;
}

export const NEW_BREAKPOINT: Omit<Breakpoint, 'id'> = {
  enabled: true,
  group: '',
  processor: 'cpu',
  event: null,
  memory: 'cpu',
  from: 0,
  to: 0,
  execute: false,
  read: false,
  write: false,
  condition: '',
  log: '',
  stops: true,
  ignore: 0,
  temporary: false,
  forbid: false,
};

export interface BreakHit {
  readonly id: number;
  readonly kind: 'execute' | 'read' | 'write' | BreakEvent;
  readonly memory: MemoryName;
  readonly address: number;
  readonly value: number;
  /** Address of the instruction under way. */
  readonly pc: number;
}

/** How often a breakpoint was reached, whether its condition held or not. */
export interface Reached {
  /** Master clocks since power-on when it was set; what was before does not count. */
  readonly since: number;
  /** Another one for each way in which it was set. */
  readonly revision: number;
  readonly count: number;
}

interface Armed {
  readonly breakpoint: Breakpoint;
  readonly condition: Evaluate | null;
  readonly log: (() => string) | null;
  /** What its condition or its log asks for. */
  readonly asks: Asked;
  hits: number;
  reached: number;
  readonly since: number;
  readonly revision: number;
  /** Where on the S-CPU's bus it lies; null where it is about something else. */
  readonly where: BusRange | null;
}

/** Whose program or accesses a breakpoint is about: that of its memory, where only one has it. */
export function watchedProcessor({ processor, event, memory }: Breakpoint): ProcessorName {
  if (event !== null) return processor === 'smp' && SMP_EVENTS.has(event) ? 'smp' : 'cpu';
  if (memory === 'smp' || memory === 'aram' || memory === 'dsp') return 'smp';
  return 'cpu';
}

/** Whether it watches writes of registers that the S-DSP writes by itself. */
function isOfDspItself({ memory, write, from, to }: Breakpoint): boolean {
  return memory === 'dsp' && write && hasOwnRegister(from, to);
}

/** Whether a hit is the sound processor's. */
export function isOfSound({ memory }: BreakHit): boolean {
  return memory === 'smp' || memory === 'aram' || memory === 'dsp';
}

/** Whether a hit stops before an instruction: its own, or the one that an event is about. */
export function isExecution({ kind }: BreakHit): boolean {
  return kind === 'execute' || kind === 'brk' || kind === 'cop' || kind === 'wdm' || kind === 'stp';
}

/** What makes it another breakpoint, which counts anew. */
function sameReach(a: Breakpoint, b: Breakpoint): boolean {
  return (
    a.event === b.event &&
    a.processor === b.processor &&
    a.memory === b.memory &&
    a.from === b.from &&
    a.to === b.to &&
    a.execute === b.execute &&
    a.read === b.read &&
    a.write === b.write
  );
}

/** An access of WRAM through WMDATA. */
function isWramPort({ memory, bus }: Access): boolean {
  return memory === 'wram' && (bus & 0x40ffff) === 0x2180;
}

export interface BreakSink {
  /** Called when a breakpoint that stops is hit. For `execute` the machine is before the instruction. */
  stop(hit: BreakHit): void;
  /** `late`: of an access or event of the S-CPU, at which the machine stops after the step. */
  log(id: number, text: string, late: boolean): void;
  /** A read of a byte that was never written, as far as is known: whether that is not certain. It is told then of what stops if it is so. */
  doubt?(read: DoubtfulRead): boolean;
}

/** A read of a byte that may have been written before, while nobody watched; and what breakpoints have to say if it was not. */
export interface DoubtfulRead {
  readonly address: number;
  /** Master clocks since power-on. */
  readonly time: number;
  readonly told: readonly { readonly hit: BreakHit; readonly log: string | null }[];
}

/** What the machine does: of the sound processor or the S-CPU, and whether it is about to execute an instruction. */
export interface Occasion {
  readonly sound: boolean;
  readonly execution: boolean;
}

const CPU_EXECUTES: Occasion = { sound: false, execution: true };
const CPU_OTHERWISE: Occasion = { sound: false, execution: false };
const SMP_EXECUTES: Occasion = { sound: true, execution: true };
const SMP_OTHERWISE: Occasion = { sound: true, execution: false };

const EVENT_OF: Readonly<Record<number, BreakEvent>> = {
  [DebugEvent.Nmi]: 'nmi',
  [DebugEvent.Irq]: 'irq',
  [DebugEvent.Dma]: 'dma',
  [DebugEvent.Hdma]: 'hdma',
};

const OPCODE_EVENTS: Readonly<Record<number, BreakEvent>> = { 0x00: 'brk', 0x02: 'cop', 0x42: 'wdm', 0xdb: 'stp' };
const SMP_OPCODE_EVENTS: Readonly<Record<number, BreakEvent>> = { 0x0f: 'brk', 0xff: 'stp' };
/** Events that the sound processor has, too. */
export const SMP_EVENTS: ReadonlySet<BreakEvent> = new Set(Object.values(SMP_OPCODE_EVENTS));

/**
 * Breakpoints on one machine. Conditions are compiled when they are set; what no breakpoint asks for is not watched.
 * @throws ExpressionError from `set`
 */
export class BreakpointWatcher implements Watcher {
  plan: WatchPlan = {};
  /** What has been told of already, or will be again: it neither stops nor writes to the log. */
  isTold: ((occasion: Occasion) => boolean) | null = null;
  readonly #snes: Snes;
  readonly #sink: BreakSink;
  readonly #label: LabelLookup;
  readonly #moment: Moment = { address: 0, value: 0, old: 0, hits: 0 };
  #cpuExec: Armed[] = [];
  #smpExec: Armed[] = [];
  #access: Armed[] = [];
  #forbidden: Armed[] = [];
  readonly #events = new Map<BreakEvent, Armed[]>();
  readonly #smpEvents = new Map<BreakEvent, Armed[]>();
  #opcodes = false;
  #smpPc = 0;
  /** Known only where somebody asks for reads of what was never written. */
  readonly #written: FirstWrites | null;
  #armed: readonly Armed[] = [];
  #revision = 0;

  /** `written`: for reads of what was never written; without it there are none. */
  constructor(snes: Snes, sink: BreakSink, label: LabelLookup, written: FirstWrites | null = null) {
    this.#snes = snes;
    this.#written = written;
    this.#sink = sink;
    this.#label = label;
  }

  /** By breakpoint: how often it was reached and its condition held. */
  get hits(): ReadonlyMap<number, number> {
    return new Map(this.#armed.map(({ breakpoint, hits }) => [breakpoint.id, hits]));
  }

  /** Whether a condition or a log asks for `hits`. */
  get asksForHits(): boolean {
    return this.#armed.some(({ asks }) => asks.hits);
  }

  /** What `hits` is, of the breakpoints that ask for it. */
  get reached(): ReadonlyMap<number, Reached> {
    const asking = this.#armed.filter(({ asks }) => asks.hits);
    return new Map(
      asking.map(({ breakpoint, since, revision, reached }) => [breakpoint.id, { since, revision, count: reached }]),
    );
  }

  set reached(all: ReadonlyMap<number, Reached>) {
    this.#place(
      this.#armed.map((one) => {
        const known = all.get(one.breakpoint.id);
        return known === undefined ? one : { ...one, since: known.since, revision: known.revision, reached: known.count };
      }),
    );
  }

  /** Whether reads of what was never written are looked for. */
  get asksForWrites(): boolean {
    return this.#events.has('uninitialised');
  }

  /** Whether a condition or a log asks how many of these reads there were. */
  get countsNeverWritten(): boolean {
    return this.#events.get('uninitialised')?.some(({ asks }) => asks.hits) === true;
  }

  /** Time begins anew: what was counted stays. */
  restart(): void {
    this.#place(this.#armed.map((one) => ({ ...one, since: this.#now })));
  }

  get #now(): number {
    const { clock } = this.#snes;
    return clock.base + clock.now;
  }

  set(breakpoints: readonly Breakpoint[]): void {
    const before = new Map(this.#armed.map((one) => [one.breakpoint.id, one]));
    const armed = breakpoints.filter(({ enabled }) => enabled).map((one) => this.#arm(one, before.get(one.id)));
    this.#place(armed);
    this.plan = this.#makePlan(armed);
  }

  /** Each to where it is looked for. */
  #place(armed: readonly Armed[]): void {
    this.#armed = armed;
    const ranges = armed.filter(({ breakpoint }) => breakpoint.event === null);
    const stopping = ranges.filter(({ breakpoint }) => !breakpoint.forbid);
    this.#forbidden = ranges.filter(({ breakpoint }) => breakpoint.forbid);
    this.#cpuExec = stopping.filter(({ breakpoint }) => breakpoint.execute && watchedProcessor(breakpoint) === 'cpu');
    this.#smpExec = stopping.filter(({ breakpoint }) => breakpoint.execute && watchedProcessor(breakpoint) === 'smp');
    this.#access = stopping.filter(({ breakpoint }) => breakpoint.read || breakpoint.write);
    this.#events.clear();
    this.#smpEvents.clear();
    for (const one of armed) {
      const { event } = one.breakpoint;
      if (event === null) continue;
      const events = watchedProcessor(one.breakpoint) === 'cpu' ? this.#events : this.#smpEvents;
      events.set(event, [...(events.get(event) ?? []), one]);
    }
    this.#opcodes = Object.values(OPCODE_EVENTS).some((event) => this.#events.has(event));
  }

  #arm(breakpoint: Breakpoint, before: Armed | undefined): Armed {
    const processor = watchedProcessor(breakpoint);
    const asks: Asked = { hits: false, cpu: false, sound: false };
    const names = noting(machineNames(this.#snes, processor, this.#moment, this.#label), processor, asks);
    const condition = breakpoint.condition.trim() === '' ? null : compileExpression(breakpoint.condition, names);
    const log = breakpoint.log === '' ? null : compileFormat(breakpoint.log, names);
    const kept =
      before !== undefined && before.asks.hits === asks.hits && sameReach(before.breakpoint, breakpoint) ? before : null;
    return {
      breakpoint,
      condition,
      log,
      asks,
      hits: before?.hits ?? 0,
      reached: kept?.reached ?? 0,
      since: kept?.since ?? this.#now,
      revision: kept?.revision ?? ++this.#revision,
      where: this.#placeOf(breakpoint),
    };
  }

  /** Executions, and accesses to the S-CPU's bus itself. The other memories' accesses are told with their own addresses. */
  #placeOf(breakpoint: Breakpoint): BusRange | null {
    const { event, memory, from, to, execute, forbid } = breakpoint;
    if (event !== null || watchedProcessor(breakpoint) === 'smp') return null;
    return memory === 'cpu' || execute || forbid ? new BusRange(this.#snes, memory, from, to) : null;
  }

  #makePlan(armed: readonly Armed[]): WatchPlan {
    const accesses = armed.filter(
      ({ breakpoint: { event, forbid, read, write } }) => event === null && !forbid && (read || write),
    );
    const memories = new Set(accesses.map(({ breakpoint }) => breakpoint.memory));
    const ranges = accesses.flatMap((one) => this.#watched(one));
    if (this.asksForWrites) ranges.push({ memory: 'wram', from: 0, to: 0x1ffff, read: true, write: true });
    return {
      exec: this.#cpuExec.length > 0 || this.#opcodes,
      smp:
        this.#smpExec.length > 0 ||
        this.#smpEvents.size > 0 ||
        memories.has('smp') ||
        memories.has('aram') ||
        memories.has('dsp'),
      dsp: accesses.some(({ breakpoint }) => isOfDspItself(breakpoint)),
      together: armed.some(({ breakpoint, asks }) => asks.cpu && watchedProcessor(breakpoint) === 'smp'),
      ppu: memories.has('vram') || memories.has('oam') || memories.has('cgram') || this.#events.has('invalid'),
      io: this.#events.size > 0 || accesses.length > 0,
      ranges,
    };
  }

  #watched({ breakpoint: { memory, from, to, read, write }, where }: Armed): WatchRange[] {
    if (memory === 'cpu' && where !== null) return where.ranges(this.#snes, read, write);
    return memory === 'wram' || memory === 'rom' || memory === 'sram' ? [{ memory, from, to, read, write }] : [];
  }

  /** What lies in a range that forbids neither counts nor stops. */
  #isForbidden(pc: number, processor: ProcessorName): boolean {
    const forbidden = this.#forbidden;
    if (forbidden.length === 0) return false;
    const shown = processor === 'cpu' ? shownAt(this.#snes, pc) : 0;
    return forbidden.some(({ breakpoint, where }) => {
      if (watchedProcessor(breakpoint) !== processor) return false;
      return where === null ? pc >= breakpoint.from && pc <= breakpoint.to : where.contains(shown);
    });
  }

  /** What a condition and a log text may look at is that of now. */
  #look({ asks }: Armed, address: number, value: number, occasion: Occasion): void {
    // What the sound unit does until now may be looked at itself.
    if (asks.sound && !occasion.sound) this.#snes.catchUpApu();
    this.#moment.address = address;
    this.#moment.value = value;
  }

  /** Counts, logs and tells whether it stops. */
  #hit(armed: Armed, address: number, value: number, occasion: Occasion): boolean {
    const { breakpoint } = armed;
    this.#look(armed, address, value, occasion);
    if (armed.asks.hits && this.#now > armed.since) armed.reached++;
    this.#moment.hits = armed.reached;
    if (this.isTold?.(occasion) === true) return false;
    if (armed.condition !== null && armed.condition() === 0) return false;
    if (++armed.hits <= breakpoint.ignore) return false;
    if (armed.log !== null) this.#sink.log(breakpoint.id, armed.log(), occasion === CPU_OTHERWISE);
    return breakpoint.stops;
  }

  exec(pc: number): boolean {
    if (this.#isForbidden(pc, 'cpu')) return false;
    const list = this.#cpuExec;
    let stop = false;
    if (list.length > 0) {
      const shown = shownAt(this.#snes, pc);
      for (let i = 0; i < list.length; i++) {
        const armed = list[i];
        if (armed.where?.contains(shown) === true && this.#hit(armed, pc, 0, CPU_EXECUTES))
          stop = this.#stop(armed, 'execute', 'cpu', pc, 0, pc);
      }
    }
    const event = this.#opcodes ? OPCODE_EVENTS[this.#snes.cpu.peek(pc)] : undefined;
    return event !== undefined && this.#event(this.#events, event, pc, 0, 'cpu', CPU_EXECUTES) ? true : stop;
  }

  smpExec(pc: number): boolean {
    this.#smpPc = pc;
    if (this.#isForbidden(pc, 'smp')) return false;
    let stop = false;
    for (const armed of this.#smpExec) {
      const { from, to } = armed.breakpoint;
      if (pc >= from && pc <= to && this.#hit(armed, pc, 0, SMP_EXECUTES)) stop = this.#stop(armed, 'execute', 'smp', pc, 0, pc);
    }
    const event = this.#smpEvents.size > 0 ? SMP_OPCODE_EVENTS[this.#snes.apu.peek(pc)] : undefined;
    return event !== undefined && this.#event(this.#smpEvents, event, pc, 0, 'smp', SMP_EXECUTES) ? true : stop;
  }

  #stop(
    { breakpoint: { id } }: Armed,
    kind: BreakHit['kind'],
    memory: MemoryName,
    address: number,
    value: number,
    pc: number,
  ): true {
    this.#sink.stop({ id, kind, memory, address, value, pc });
    return true;
  }

  access(access: Access): void {
    const { kind } = access;
    if (kind === AccessKind.Fetch) return;
    const list = this.#access;
    let shown = -1;
    for (let i = 0; i < list.length; i++) {
      const { breakpoint, where } = list[i];
      if (kind === AccessKind.Write ? !breakpoint.write : !breakpoint.read) continue;
      const { memory } = breakpoint;
      const sound = isOfSoundUnit(access.agent);
      if (memory === 'cpu') {
        if (access.bus < 0 || sound) continue;
        if (shown < 0) shown = shownAt(this.#snes, access.bus);
        if (where?.contains(shown) === true) this.#accessHit(list[i], access, access.bus);
        else if (isWramPort(access) && where?.contains(access.address) === true)
          this.#accessHit(list[i], access, 0x7e0000 + access.address);
        continue;
      }
      if (memory === 'smp' ? !sound || access.memory === 'dsp' : memory !== access.memory) continue;
      const address = memory === 'smp' ? access.bus : access.address;
      if (address < breakpoint.from || address > breakpoint.to) continue;
      // It writes what is there already in each sample.
      if (access.agent === 'dsp' && access.value === peek(this.#snes, memory, address)) continue;
      this.#accessHit(list[i], access, address);
    }
    if (this.#events.size > 0) this.#accessEvents(access);
  }

  #accessHit(armed: Armed, access: Access, address: number): void {
    const write = access.kind === AccessKind.Write;
    const { memory } = armed.breakpoint;
    const sound = isOfSoundUnit(access.agent);
    const pc = sound ? this.#smpPc : this.#snes.cpu.instructionPc;
    if (access.agent !== 'dsp' && this.#isForbidden(pc, sound ? 'smp' : 'cpu')) return;
    this.#moment.old = write ? peek(this.#snes, memory, address) : access.value;
    const occasion = sound ? SMP_OTHERWISE : CPU_OTHERWISE;
    if (this.#hit(armed, address, access.value, occasion))
      this.#stop(armed, write ? 'write' : 'read', memory, address, access.value, pc);
  }

  #accessEvents(access: Access): void {
    if (isOfSoundUnit(access.agent)) return;
    if (access.lost || (access.memory === 'cpu' && access.bus >= 0 && isUnmapped(this.#snes, access.bus)))
      this.#event(this.#events, 'invalid', access.bus < 0 ? access.address : access.bus, access.value, access.memory);
    const written = this.#written;
    if (written === null || access.memory !== 'wram' || !this.asksForWrites) return;
    if (access.kind === AccessKind.Write) written.mark(access.address, this.#now);
    else if (written.isNever(access.address, this.#now) && !this.#isDoubtful(access))
      this.#event(this.#events, 'uninitialised', access.address, access.value, 'wram');
  }

  /** Whether it is not certain that the byte was never written, and for now nothing comes of it. */
  #isDoubtful({ address, value }: Access): boolean {
    if (this.#written?.misses !== true) return false;
    return this.#sink.doubt?.({ address, time: this.#now, told: this.#ifNever(address, value) }) === true;
  }

  /** What is to be told of a read if its byte was never written. */
  #ifNever(address: number, value: number): DoubtfulRead['told'] {
    const pc = this.#snes.cpu.instructionPc;
    if (this.#isForbidden(pc, 'cpu') || this.isTold?.(CPU_OTHERWISE) === true) return [];
    const told = [];
    for (const armed of this.#events.get('uninitialised') ?? []) {
      this.#look(armed, address, value, CPU_OTHERWISE);
      if (armed.condition !== null && armed.condition() === 0) continue;
      const { id } = armed.breakpoint;
      const hit = { id, kind: 'uninitialised' as const, memory: 'wram' as const, address, value, pc };
      told.push({ hit, log: armed.log?.() ?? null });
    }
    return told;
  }

  /** The byte was never written: what was held back is told. */
  tell({ told }: DoubtfulRead): void {
    const all = this.#events.get('uninitialised') ?? [];
    for (const { hit, log } of told) {
      const armed = all.find(({ breakpoint }) => breakpoint.id === hit.id);
      if (armed === undefined || ++armed.hits <= armed.breakpoint.ignore) continue;
      if (log !== null) this.#sink.log(hit.id, log, true);
      if (armed.breakpoint.stops) this.#sink.stop(hit);
    }
  }

  event(kind: DebugEvent): void {
    const event = EVENT_OF[kind];
    if (event !== undefined) this.#event(this.#events, event, this.#snes.cpu.instructionPc, 0, 'cpu');
  }

  #event(
    events: ReadonlyMap<BreakEvent, readonly Armed[]>,
    event: BreakEvent,
    address: number,
    value: number,
    memory: MemoryName,
    occasion = CPU_OTHERWISE,
  ): boolean {
    const list = events.get(event);
    const { sound } = occasion;
    const pc = sound ? this.#smpPc : this.#snes.cpu.instructionPc;
    if (list === undefined || this.#isForbidden(pc, sound ? 'smp' : 'cpu')) return false;
    let stop = false;
    for (const armed of list)
      if (this.#hit(armed, address, value, occasion)) stop = this.#stop(armed, event, memory, address, value, pc);
    return stop;
  }
}
