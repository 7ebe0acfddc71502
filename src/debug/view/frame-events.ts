import { DebugEvent } from '../../core/hooks.ts';
import { type Access, AccessKind, type Agent, type Watcher } from '../hub.ts';
import type { History } from '../run/history.ts';
import type { Position } from '../run/position.ts';
import { startOfStep } from '../search/who-wrote.ts';
import { registerName } from './register-names.ts';

export type FrameEventKind = 'read' | 'write' | 'nmi' | 'irq' | 'dma' | 'hdma';

/** Something that happened at a dot of a frame. */
export interface FrameEvent {
  readonly kind: FrameEventKind;
  readonly line: number;
  readonly dot: number;
  /** Low 16 bits of the register's address; -1 for interrupts and the beginning of a DMA. */
  readonly register: number;
  readonly name: string;
  readonly value: number;
  readonly agent: Agent;
  readonly channel: number;
  readonly pc: number;
  /** Before the instruction. */
  readonly position: Position;
}

const MOST_EVENTS = 200_000;
const FRAME_CLOCKS = 313 * 1364;

const KIND_OF: Readonly<Record<number, FrameEventKind>> = {
  [DebugEvent.Nmi]: 'nmi',
  [DebugEvent.Irq]: 'irq',
  [DebugEvent.Dma]: 'dma',
};

/** Register accesses, interrupts and DMAs of the frame in which `position` lies, up to it, or of the one before it. Frames begin with line 0. */
export function frameEvents(history: History, position: Position, which: 'current' | 'previous'): FrameEvent[] {
  const { scout, timeline } = history;
  const { snes, traveller, hub } = scout;
  const events: { readonly time: number; readonly event: FrameEvent }[] = [];
  const add = (kind: FrameEventKind, register: number, access: Pick<Access, 'value' | 'agent' | 'channel'>): void => {
    const { clock, cpu } = snes;
    if (events.length >= MOST_EVENTS) events.shift();
    const event: FrameEvent = {
      kind,
      line: clock.v,
      dot: clock.dot,
      register,
      name: register < 0 ? kind.toUpperCase() : registerName(register),
      value: access.value,
      agent: access.agent,
      channel: access.channel,
      pc: cpu.instructionPc,
      position: { time: startOfStep(snes), micro: 0 },
    };
    events.push({ time: clock.base + clock.now, event });
  };
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
  const keyframe = timeline.keyframes[Math.max(0, timeline.indexAt(position.time - 2 * FRAME_CLOCKS))];
  if (keyframe === undefined) return [];
  hub.only([watcher], () => {
    traveller.restore(keyframe);
    traveller.runTo(position.time);
  });
  const { clock } = snes;
  const start = clock.base + clock.lineStart - clock.v * 1364 - 4;
  const [from, to] = which === 'current' ? [start, Infinity] : [start - clock.lastLines * 1364, start];
  return events.filter(({ time }) => time >= from && time < to).map(({ event }) => event);
}

/** What HDMA has put into which register, line by line. */
export function hdmaTimeline(history: History, position: Position, which: 'current' | 'previous'): FrameEvent[] {
  return frameEvents(history, position, which).filter(({ agent, kind }) => agent === 'hdma' && kind === 'write');
}
