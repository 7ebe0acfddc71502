import { DebugEvent } from '../../core/hooks.ts';
import type { Snes } from '../../core/snes.ts';
import { type Access, AccessKind, type Watcher, type WatchPlan, type WatchRange } from '../hub.ts';
import { isUnmapped, type MemoryName, peek } from '../memories.ts';
import type { ProcessorName } from '../processors.ts';
import { compileExpression, compileFormat, type Evaluate, type Names } from './expression.ts';
import { type LabelLookup, machineNames, type Moment } from './machine-names.ts';

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
  /** Its condition or its log asks for `hits`. */
  readonly asks: boolean;
  hits: number;
  reached: number;
  readonly since: number;
  readonly revision: number;
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

export interface BreakSink {
  /** Called when a breakpoint that stops is hit. For `execute` the machine is before the instruction. */
  stop(hit: BreakHit): void;
  log(id: number, text: string): void;
}

const EVENT_OF: Readonly<Record<number, BreakEvent>> = {
  [DebugEvent.Nmi]: 'nmi',
  [DebugEvent.Irq]: 'irq',
  [DebugEvent.Dma]: 'dma',
  [DebugEvent.Hdma]: 'hdma',
};

const OPCODE_EVENTS: Readonly<Record<number, BreakEvent>> = { 0x00: 'brk', 0x02: 'cop', 0x42: 'wdm', 0xdb: 'stp' };

/**
 * Breakpoints on one machine. Conditions are compiled when they are set; what no breakpoint asks for is not watched.
 * @throws ExpressionError from `set`
 */
export class BreakpointWatcher implements Watcher {
  plan: WatchPlan = {};
  readonly #snes: Snes;
  readonly #sink: BreakSink;
  readonly #label: LabelLookup;
  readonly #moment: Moment = { address: 0, value: 0, old: 0, hits: 0 };
  #cpuExec: Armed[] = [];
  #smpExec: Armed[] = [];
  #access: Armed[] = [];
  #forbidden: Armed[] = [];
  readonly #events = new Map<BreakEvent, Armed>();
  #opcodes = false;
  #smpPc = 0;
  #written: Uint8Array | null = null;
  #armed: readonly Armed[] = [];
  #revision = 0;

  constructor(snes: Snes, sink: BreakSink, label: LabelLookup) {
    this.#snes = snes;
    this.#sink = sink;
    this.#label = label;
  }

  /** By breakpoint: how often it was reached and its condition held. */
  get hits(): ReadonlyMap<number, number> {
    return new Map(this.#armed.map(({ breakpoint, hits }) => [breakpoint.id, hits]));
  }

  /** Whether a condition or a log asks for `hits`. */
  get asksForHits(): boolean {
    return this.#armed.some(({ asks }) => asks);
  }

  /** What `hits` is, of the breakpoints that ask for it. */
  get reached(): ReadonlyMap<number, Reached> {
    const asking = this.#armed.filter(({ asks }) => asks);
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

  /** Time begins anew: what was counted stays. */
  restart(): void {
    this.#place(this.#armed.map((one) => ({ ...one, since: this.#now })));
  }

  get #now(): number {
    const { clock } = this.#snes;
    return clock.base + clock.now;
  }

  /** `uninitialised`: the contents at power-on, for breakpoints on reads of what was never written. */
  set(breakpoints: readonly Breakpoint[], uninitialised: () => Uint8Array = () => new Uint8Array(0)): void {
    const before = new Map(this.#armed.map((one) => [one.breakpoint.id, one]));
    const armed = breakpoints.filter(({ enabled }) => enabled).map((one) => this.#arm(one, before.get(one.id)));
    this.#place(armed);
    this.#written = this.#events.has('uninitialised') ? (this.#written ?? this.#neverWritten(uninitialised())) : null;
    this.plan = this.#makePlan(armed.map(({ breakpoint }) => breakpoint).filter(({ event }) => event === null));
  }

  /** Each to where it is looked for. */
  #place(armed: readonly Armed[]): void {
    this.#armed = armed;
    const ranges = armed.filter(({ breakpoint }) => breakpoint.event === null);
    const stopping = ranges.filter(({ breakpoint }) => !breakpoint.forbid);
    this.#forbidden = ranges.filter(({ breakpoint }) => breakpoint.forbid);
    this.#cpuExec = stopping.filter(({ breakpoint }) => breakpoint.execute && breakpoint.processor === 'cpu');
    this.#smpExec = stopping.filter(({ breakpoint }) => breakpoint.execute && breakpoint.processor === 'smp');
    this.#access = stopping.filter(({ breakpoint }) => breakpoint.read || breakpoint.write);
    this.#events.clear();
    for (const one of armed) if (one.breakpoint.event !== null) this.#events.set(one.breakpoint.event, one);
    this.#opcodes = Object.values(OPCODE_EVENTS).some((event) => this.#events.has(event));
  }

  #arm(breakpoint: Breakpoint, before: Armed | undefined): Armed {
    const machine = machineNames(this.#snes, breakpoint.processor, this.#moment, this.#label);
    let asks = false;
    const names: Names = {
      ...machine,
      reader: (name) => {
        if (name === 'hits') asks = true;
        return machine.reader(name);
      },
    };
    const condition = breakpoint.condition.trim() === '' ? null : compileExpression(breakpoint.condition, names);
    const log = breakpoint.log === '' ? null : compileFormat(breakpoint.log, names);
    const kept = before !== undefined && before.asks === asks && sameReach(before.breakpoint, breakpoint) ? before : null;
    return {
      breakpoint,
      condition,
      log,
      asks,
      hits: before?.hits ?? 0,
      reached: kept?.reached ?? 0,
      since: kept?.since ?? this.#now,
      revision: kept?.revision ?? ++this.#revision,
    };
  }

  /** Bytes that still hold what they held at power-on count as never written. */
  #neverWritten(powerOn: Uint8Array): Uint8Array {
    return this.#snes.wram.map((byte, i) => (byte === powerOn[i] ? 0 : 1));
  }

  #makePlan(breakpoints: readonly Breakpoint[]): WatchPlan {
    const accesses = breakpoints.filter((one) => !one.forbid && (one.read || one.write));
    const ranges: WatchRange[] = accesses
      .filter(({ memory }) => memory === 'cpu' || memory === 'wram' || memory === 'rom' || memory === 'sram')
      .map(({ memory, from, to, read, write }) => ({ memory, from, to, read, write }));
    if (this.#written !== null) ranges.push({ memory: 'wram', from: 0, to: 0x1ffff, read: true, write: true });
    return {
      exec: this.#cpuExec.length > 0 || this.#opcodes,
      smp: this.#smpExec.length > 0 || accesses.some(({ memory }) => memory === 'smp' || memory === 'aram' || memory === 'dsp'),
      ppu:
        accesses.some(({ memory }) => memory === 'vram' || memory === 'oam' || memory === 'cgram') || this.#events.has('invalid'),
      io: this.#events.size > 0 || accesses.length > 0,
      ranges,
    };
  }

  #isForbidden(pc: number): boolean {
    return this.#forbidden.some(({ breakpoint }) => pc >= breakpoint.from && pc <= breakpoint.to);
  }

  /** Counts, logs and tells whether it stops. */
  #hit(armed: Armed, address: number, value: number): boolean {
    const { breakpoint } = armed;
    this.#moment.address = address;
    this.#moment.value = value;
    if (armed.asks && this.#now > armed.since) armed.reached++;
    this.#moment.hits = armed.reached;
    if (armed.condition !== null && armed.condition() === 0) return false;
    armed.hits++;
    if (armed.hits <= breakpoint.ignore) return false;
    if (armed.log !== null) this.#sink.log(breakpoint.id, armed.log());
    return breakpoint.stops;
  }

  exec(pc: number): boolean {
    let stop = false;
    for (const armed of this.#cpuExec) {
      const { breakpoint } = armed;
      if (pc < breakpoint.from || pc > breakpoint.to || !this.#hit(armed, pc, 0) || this.#isForbidden(pc)) continue;
      this.#sink.stop({ id: breakpoint.id, kind: 'execute', memory: 'cpu', address: pc, value: 0, pc });
      stop = true;
    }
    return this.#opcodes && this.#opcodeEvent(pc) ? true : stop;
  }

  #opcodeEvent(pc: number): boolean {
    const event = OPCODE_EVENTS[this.#snes.cpu.peek(pc)];
    return event !== undefined && this.#event(event, pc, 0, 'cpu');
  }

  smpExec(pc: number): boolean {
    this.#smpPc = pc;
    let stop = false;
    for (const armed of this.#smpExec) {
      const { breakpoint } = armed;
      if (pc < breakpoint.from || pc > breakpoint.to || !this.#hit(armed, pc, 0)) continue;
      this.#sink.stop({ id: breakpoint.id, kind: 'execute', memory: 'smp', address: pc, value: 0, pc });
      stop = true;
    }
    return stop;
  }

  access(access: Access): void {
    const { kind } = access;
    if (kind === AccessKind.Fetch) return;
    const list = this.#access;
    for (let i = 0; i < list.length; i++) {
      const { breakpoint } = list[i];
      if (kind === AccessKind.Write ? !breakpoint.write : !breakpoint.read) continue;
      const { memory } = breakpoint;
      const bus = memory === 'cpu' || memory === 'smp';
      if (
        bus
          ? access.bus < 0 || (memory === 'smp') !== (access.agent === 'smp' || access.agent === 'echo')
          : memory !== access.memory
      )
        continue;
      const address = bus ? access.bus : access.address;
      if (address >= breakpoint.from && address <= breakpoint.to) this.#accessHit(list[i], access, address);
    }
    if (this.#events.size > 0) this.#accessEvents(access);
  }

  #accessHit(armed: Armed, access: Access, address: number): void {
    const write = access.kind === AccessKind.Write;
    const memory = armed.breakpoint.memory;
    this.#moment.old = write && memory !== 'cpu' ? peek(this.#snes, memory, address) : access.value;
    const pc = this.#pcOf(access);
    if (!this.#hit(armed, address, access.value) || this.#isForbidden(pc)) return;
    this.#sink.stop({ id: armed.breakpoint.id, kind: write ? 'write' : 'read', memory, address, value: access.value, pc });
  }

  #pcOf(access: Access): number {
    return access.agent === 'smp' || access.agent === 'echo' ? this.#smpPc : this.#snes.cpu.instructionPc;
  }

  #accessEvents(access: Access): void {
    if (access.agent === 'smp' || access.agent === 'echo') return;
    if (access.lost || (access.memory === 'cpu' && access.bus >= 0 && isUnmapped(this.#snes, access.bus)))
      this.#event('invalid', access.bus < 0 ? access.address : access.bus, access.value, access.memory);
    const written = this.#written;
    if (written === null || access.memory !== 'wram') return;
    if (access.kind === AccessKind.Write) written[access.address] = 1;
    else if (written[access.address] === 0) this.#event('uninitialised', access.address, access.value, 'wram');
  }

  event(kind: DebugEvent): void {
    const event = EVENT_OF[kind];
    if (event !== undefined) this.#event(event, this.#snes.cpu.instructionPc, 0, 'cpu');
  }

  #event(event: BreakEvent, address: number, value: number, memory: MemoryName): boolean {
    const armed = this.#events.get(event);
    const pc = this.#snes.cpu.instructionPc;
    if (armed === undefined || !this.#hit(armed, address, value) || this.#isForbidden(pc)) return false;
    this.#sink.stop({ id: armed.breakpoint.id, kind: event, memory, address, value, pc });
    return true;
  }
}
