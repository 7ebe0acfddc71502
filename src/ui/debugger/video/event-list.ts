import type { BreakpointState, DebugStatus, FrameEvent } from '../../../session/debug-protocol.ts';
import { codeAddress, hex } from '../places.ts';
import type { Table } from '../contents.ts';
import type { Place } from '../pointed/place.ts';
import type { Say } from './pixel-words.ts';
import { meaningOf } from './register-meaning.ts';
import { registerTitle } from './register-titles.ts';
import { valuesOf } from './register-values.ts';

/** What an event is shown as: bytes of DMA and HDMA are of their own kind. */
export const EVENT_KINDS = ['write', 'read', 'dma', 'hdma', 'nmi', 'irq'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Colours that people with a colour vision deficiency tell apart (Okabe and Ito), on a dark ground; each kind has a shape too. */
export const EVENT_COLORS: Readonly<Record<EventKind, string>> = {
  write: '#56b4e9',
  read: '#2fd6a3',
  dma: '#e39ac6',
  hdma: '#ff8a3d',
  nmi: '#f0e442',
  irq: '#ffffff',
};

export interface EventRow {
  readonly event: FrameEvent;
  readonly kind: EventKind;
  /** What the register then holds: see `valuesOf`. */
  readonly held: number;
  /** Place of the breakpoint in the list that stops there; -1 for none. */
  readonly breakpoint: number;
}

export function kindOf({ kind, agent }: Pick<FrameEvent, 'kind' | 'agent'>): EventKind {
  if (agent === 'hdma') return 'hdma';
  return agent === 'dma' ? 'dma' : kind;
}

/** This frame's events, and beyond the beam those of the frame before, line by line. */
export function together(
  current: readonly FrameEvent[],
  previous: readonly FrameEvent[],
  beam: Pick<DebugStatus, 'line' | 'dot'>,
): FrameEvent[] {
  const later = previous.filter(({ line, dot }) => line > beam.line || (line === beam.line && dot > beam.dot));
  return [...current, ...later];
}

export function rowsOf(events: readonly FrameEvent[], breakpoints: readonly BreakpointState[]): EventRow[] {
  const held = valuesOf(events);
  const places = new Map(breakpoints.map(({ id, enabled }, place) => [id, enabled ? place : -1]));
  return events.map((event, i) => ({
    event,
    kind: kindOf(event),
    held: held[i],
    breakpoint: places.get(event.breakpoint) ?? -1,
  }));
}

export interface EventFilter {
  readonly hidden: ReadonlySet<EventKind>;
  /** Part of a register's name, or how its address begins in hexadecimal digits; empty for all. */
  readonly text: string;
  readonly onlyBreakpoints: boolean;
}

export function filtered(rows: readonly EventRow[], { hidden, text, onlyBreakpoints }: EventFilter): EventRow[] {
  const wanted = text.trim().replace(/^\$/, '').toUpperCase();
  return rows.filter(
    ({ event, kind, breakpoint }) =>
      !hidden.has(kind) &&
      (!onlyBreakpoints || breakpoint >= 0) &&
      (wanted === '' || event.name.includes(wanted) || (event.register >= 0 && hex(event.register, 4).startsWith(wanted))),
  );
}

/** Index of the row that is nearest to a place, within some dots and lines; -1 when none is. */
export function nearest(rows: readonly EventRow[], line: number, dot: number, within = 6): number {
  let best = -1;
  let least = within * within + 1;
  rows.forEach(({ event }, i) => {
    const distance = (event.line - line) ** 2 + (event.dot - dot) ** 2;
    if (distance < least) {
      least = distance;
      best = i;
    }
  });
  return best;
}

/** Index of the row on the next line (or the one before) that has some, nearest in dots; the same row when there is none. */
export function onNextLine(rows: readonly EventRow[], from: number, back: boolean): number {
  const start = rows[from]?.event;
  if (start === undefined) return rows.length > 0 ? 0 : -1;
  const ahead = rows
    .map(({ event }, i) => ({ event, i }))
    .filter(({ event }) => (back ? event.line < start.line : event.line > start.line));
  if (ahead.length === 0) return from;
  const line = back ? Math.max(...ahead.map(({ event }) => event.line)) : Math.min(...ahead.map(({ event }) => event.line));
  const there = ahead.filter(({ event }) => event.line === line);
  return there.reduce((best, one) => (Math.abs(one.event.dot - start.dot) < Math.abs(best.event.dot - start.dot) ? one : best)).i;
}

export function registerText({ register, name }: FrameEvent): string {
  return register < 0 ? name : `${name} $${hex(register, 4)}`;
}

/** The value: 16 bits where the register holds them. */
export function valueText({ event, held }: Pick<EventRow, 'event' | 'held'>): string {
  return held > 0xff ? hex(held, 4) : hex(held < 0 ? event.value : held, 2);
}

export function agentText({ agent, channel, kind }: FrameEvent): string {
  return agent === 'dma' || agent === 'hdma' ? `${agent.toUpperCase()} ${channel}` : kind === 'dma' ? `DMA ${channel}` : 'S-CPU';
}

export function meaningText({ event, held }: EventRow, say: Say): string {
  if (event.register < 0) return '';
  const title = registerTitle(event.register);
  const meaning = meaningOf(event.register, held, say);
  return [title === null ? '' : say(title), meaning].filter((part) => part !== '').join(': ');
}

export function eventsTable(rows: readonly EventRow[], say: Say): Table {
  return {
    titles: ['kind', 'line', 'dot', 'register', 'name', 'access', 'value', 'meaning', 'by', 'pc'],
    rows: rows.map((row) => {
      const { event, kind } = row;
      const { line, dot, register, name, value, pc } = event;
      const place = register < 0 ? '' : hex(register, 4);
      const number = register < 0 ? '' : hex(value, 2);
      return [kind, line, dot, place, name, event.kind, number, meaningText(row, say), agentText(event), codeAddress('cpu', pc)];
    }),
  };
}

/** The register that an event is about; null for interrupts and the beginning of a transfer. */
export function placeOfEvent(row: EventRow | null): Place | null {
  if (row === null || row.event.register < 0) return null;
  const { register } = row.event;
  return { memory: 'cpu', from: register, to: register, title: registerText(row.event) };
}
