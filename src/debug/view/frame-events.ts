import type { Clock } from '../../core/clock.ts';
import { DebugEvent } from '../../core/hooks.ts';
import { hex } from '../disassembler/instruction.ts';
import { type Access, AccessKind, type Agent, type Watcher } from '../hub.ts';
import { type Breakpoint, BreakpointWatcher, type BreakHit } from '../break/breakpoints.ts';
import type { LabelLookup } from '../break/machine-names.ts';
import type { HitCounts } from '../run/hit-counts.ts';
import type { History } from '../run/history.ts';
import type { Keyframe } from '../time/timeline.ts';
import type { Position } from '../run/position.ts';
import { startOfStep } from '../search/who-wrote.ts';
import type { Snes } from '../../core/snes.ts';
import { fieldStart, isFieldBefore, runToPlace } from './fields.ts';
import { registerName } from './register-names.ts';

export type FrameEventKind = 'read' | 'write' | 'nmi' | 'irq' | 'dma' | 'hdma';

/** Something that happened at a dot of a frame. */
export interface FrameEvent {
  readonly kind: FrameEventKind;
  readonly line: number;
  readonly dot: number;
  /** Low 16 bits of the register's address; -1 for interrupts, the beginning of a DMA, and memory at which a breakpoint stops. */
  readonly register: number;
  /** The register's, or which memory and where. */
  readonly name: string;
  readonly value: number;
  readonly agent: Agent;
  readonly channel: number;
  readonly pc: number;
  /** Before the instruction. */
  readonly position: Position;
  /** The breakpoint that stops there, its condition included; 0 for none. */
  readonly breakpoint: number;
}

/** Breakpoints that are looked for in a frame. */
export interface Marks {
  readonly list: readonly Breakpoint[];
  readonly label: LabelLookup;
  readonly counts: HitCounts;
}

const MOST_EVENTS = 200_000;
const FRAME_CLOCKS = 313 * 1364;

const KIND_OF: Readonly<Record<number, FrameEventKind>> = {
  [DebugEvent.Nmi]: 'nmi',
  [DebugEvent.Irq]: 'irq',
  [DebugEvent.Dma]: 'dma',
};

interface Timed {
  readonly time: number;
  /** When its field began. */
  readonly field: number;
  event: FrameEvent;
}

/**
 * Says of events which breakpoint stops there: told after them, of the same moment. An execution marks everything that its instruction does, an HDMA
 * all its bytes. An access of memory at which one stops is an event of its own.
 */
class Marker implements Watcher {
  readonly plan: Watcher['plan'];
  readonly watcher: BreakpointWatcher;
  /** Breakpoint on the instruction under way. */
  byInstruction = 0;
  /** When the HDMA before ended. */
  #hdmaBefore = 0;
  readonly #events: readonly Timed[];
  readonly #now: () => number;
  readonly #addMemory: (access: Access, id: number) => void;
  #access: Access | null = null;

  constructor(
    snes: Snes,
    events: readonly Timed[],
    { list, label, counts }: Marks,
    keyframe: Keyframe,
    addMemory: (access: Access, id: number) => void,
  ) {
    this.#events = events;
    this.#addMemory = addMemory;
    this.#now = () => snes.clock.base + snes.clock.now;
    this.watcher = new BreakpointWatcher(snes, { log: () => {}, stop: (hit) => this.#hit(hit) }, label, counts.written);
    const wanted = list.filter(({ enabled, processor }) => enabled && processor === 'cpu');
    this.watcher.set(wanted.map((one) => ({ ...one, ignore: 0, log: '', stops: true })));
    this.watcher.reached = counts.atKeyframe(keyframe);
    this.plan = { ...this.watcher.plan, smp: false, dsp: false, together: false };
  }

  #hit({ id, kind }: BreakHit): void {
    if (kind === 'hdma') this.#hdma(id);
    else if (kind === 'execute' || kind === 'brk' || kind === 'cop' || kind === 'wdm' || kind === 'stp') this.byInstruction = id;
    else {
      const last = this.#events.at(-1);
      if (last?.time === this.#now()) last.event = { ...last.event, breakpoint: id };
      else if (this.#access !== null) this.#addMemory(this.#access, id);
    }
  }

  /** An HDMA is told of when its bytes are through. */
  #hdma(id: number): void {
    for (let i = this.#events.length - 1; i >= 0; i--) {
      const one = this.#events[i];
      if (one === undefined || one.time <= this.#hdmaBefore) return;
      if (one.event.agent === 'hdma') one.event = { ...one.event, breakpoint: id };
    }
  }

  exec(pc: number): boolean {
    this.byInstruction = 0;
    this.watcher.exec(pc);
    return false;
  }

  access(access: Access): void {
    this.#access = access;
    this.watcher.access(access);
    this.#access = null;
  }

  event(kind: DebugEvent): void {
    this.watcher.event(kind);
    if (kind === DebugEvent.Hdma) this.#hdmaBefore = this.#now();
  }
}

/** Register accesses, interrupts and DMAs of the frame in which `position` lies, up to it, or of the one before it. Frames begin with line 0. */
export function frameEvents(
  history: History,
  position: Position,
  which: 'current' | 'previous',
  marks: Marks | null = null,
): FrameEvent[] {
  const { scout, timeline } = history;
  const { snes, traveller, hub } = scout;
  const events: Timed[] = [];
  /** Where the beam is at `position`; what comes after it in the same step is not told. */
  let beam: Clock | null = null;
  const keyframe = timeline.keyframes[Math.max(0, timeline.indexAt(position.time - 2 * FRAME_CLOCKS))];
  if (keyframe === undefined) return [];
  marks?.counts.complete(keyframe.time);
  if (marks?.list.some(({ enabled, event }) => enabled && event === 'uninitialised') === true)
    marks.counts.written.completeSoon(keyframe.time);
  const add = (
    kind: FrameEventKind,
    register: number,
    access: Pick<Access, 'value' | 'agent' | 'channel'>,
    name = register < 0 ? kind.toUpperCase() : registerName(register),
  ): void => {
    if (beam !== null) return;
    const { clock, cpu } = snes;
    if (events.length >= MOST_EVENTS) events.splice(0, MOST_EVENTS >> 1);
    const event: FrameEvent = {
      kind,
      line: clock.v,
      dot: clock.dot,
      register,
      name,
      value: access.value,
      agent: access.agent,
      channel: access.channel,
      pc: cpu.instructionPc,
      position: { time: startOfStep(snes), micro: 0 },
      breakpoint: kind === 'nmi' || kind === 'irq' || access.agent === 'hdma' ? 0 : (marker?.byInstruction ?? 0),
    };
    events.push({ time: clock.base + clock.now, field: fieldStart(clock), event });
  };
  const addMemory = (access: Access, id: number): void => {
    const { memory, address, bus } = access;
    const place = memory === 'cpu' ? hex(bus, 6) : `${memory.toUpperCase()} ${hex(address, 4)}`;
    if (beam !== null) return;
    add(access.kind === AccessKind.Write ? 'write' : 'read', -1, access, place);
    const last = events.at(-1);
    if (last !== undefined) last.event = { ...last.event, breakpoint: id };
  };
  const marker = marks === null || marks.list.length === 0 ? null : new Marker(snes, events, marks, keyframe, addMemory);
  const watcher: Watcher = {
    plan: { io: true },
    access: (access) => {
      if (access.bus < 0 || (access.bus & 0x408000) !== 0 || access.kind === AccessKind.Fetch) return;
      const register = access.bus & 0xffff;
      if (registerName(register) !== '') add(access.kind === AccessKind.Write ? 'write' : 'read', register, access);
    },
    event: (kind) => {
      const name = KIND_OF[kind];
      const { owner } = snes.cpu.dma;
      if (name !== undefined) add(name, -1, { value: 0, agent: name === 'dma' ? 'dma' : 'cpu', channel: Math.max(0, owner & 7) });
    },
  };
  const now = hub.only(marker === null ? [watcher] : [watcher, marker], () => {
    traveller.restore(keyframe);
    return runToPlace(scout, position, (clock) => (beam = clock));
  });
  const began = fieldStart(now);
  return events
    .filter(({ field }) => (which === 'current' ? field === began : isFieldBefore(now, field)))
    .map(({ event }) => event);
}

/** What HDMA has put into which register, line by line. */
export function hdmaTimeline(history: History, position: Position, which: 'current' | 'previous'): FrameEvent[] {
  return frameEvents(history, position, which).filter(({ agent, kind }) => agent === 'hdma' && kind === 'write');
}
