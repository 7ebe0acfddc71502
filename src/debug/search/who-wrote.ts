import { hasOwnRegister } from '../sound/own-registers.ts';
import { registerAt } from '../break/bus-range.ts';
import type { Snes } from '../../core/snes.ts';
import { type Access, AccessKind, type Agent, isOfSoundUnit, type Watcher, type WatchRange } from '../hub.ts';
import { type MemoryName, peek, placeOf } from '../memories.ts';
import type { History, Rider } from '../run/history.ts';
import { isBefore, MicroKind, type Position } from '../run/position.ts';
import { soundBeam } from '../sound/beam.ts';
import type { Keyframe } from '../time/timeline.ts';

/** Starts DMA channels. [fullsnes: $420B] */
const MDMAEN = 0x420b;

/** One write, and when it was. */
export interface WriteRecord {
  readonly memory: MemoryName;
  readonly address: number;
  readonly value: number;
  /** What was there before. */
  readonly old: number;
  readonly agent: Agent;
  /** 0 to 7 for DMA and HDMA. */
  readonly channel: number;
  /** The instruction; for a DMA or the S-DSP the one that was being executed then. */
  readonly pc: number;
  /** For a DMA the instruction that started it with MDMAEN ($420B), which is the one before `pc`; null where the look began after it, and for all else. */
  readonly starter: number | null;
  readonly frame: number;
  readonly line: number;
  readonly dot: number;
  /** Before the instruction, and before a write of the S-DSP itself: to be gone to. */
  readonly position: Position;
  /** Right before the write itself, to search on from. `lastWrite` looks for it inside a step; elsewhere it is `position`. */
  readonly moment: Position;
}

export interface WriteQuery {
  readonly memory: MemoryName;
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
  /** Only writes that changed the byte. */
  readonly changed?: boolean;
  /** Only writes of this value. */
  readonly value?: number;
  /** Keyframes that are searched at most; all of them when missing. */
  readonly most?: number;
  /** Writes at this time of the S-CPU's and after it do not count, though their step began before. */
  readonly until?: number;
}

/** The memory and registers that a query's addresses stand for. */
function normal(snes: Snes, query: WriteQuery): WriteQuery {
  const { memory, from, to } = query;
  if (memory === 'smp') return { ...query, memory: 'aram' };
  if (memory !== 'cpu') return query;
  const place = placeOf(snes, from);
  if (place === null) return { ...query, from: registerAt(from), to: from === to ? registerAt(from) : to & 0xffff };
  return { ...query, memory: place.memory, from: place.address, to: place.address + (to - from) };
}

function fits(query: WriteQuery, access: Access): boolean {
  if (access.kind !== AccessKind.Write || access.lost || access.memory !== query.memory) return false;
  const address = query.memory === 'cpu' ? registerAt(access.bus) : access.address;
  return address >= query.from && address <= query.to && (query.value === undefined || query.value === access.value);
}

function startsDma({ kind, agent, memory, bus }: Access): boolean {
  return kind === AccessKind.Write && agent === 'cpu' && memory === 'cpu' && registerAt(bus) === MDMAEN;
}

function rangeOf({ memory, from, to }: WriteQuery): WatchRange[] {
  return memory === 'wram' || memory === 'sram' || memory === 'rom' ? [{ memory, from, to, read: false, write: true }] : [];
}

/** Writes down the last write that fits, as the machine runs. */
export function writeWatcher(snes: Snes, query: WriteQuery, found: (record: WriteRecord) => void): Watcher {
  const smp = query.memory === 'aram' || query.memory === 'dsp';
  let since = snes.clock.base + snes.clock.now;
  let smpPc = snes.apu.pc;
  let starter: number | null = null;
  return {
    plan: {
      exec: smp,
      smp,
      dsp: query.memory === 'dsp' && hasOwnRegister(query.from, query.to),
      io: true,
      ppu: query.memory === 'vram' || query.memory === 'oam' || query.memory === 'cgram',
      ranges: rangeOf(query),
    },
    exec: () => {
      snes.catchUpApu();
      since = snes.clock.base + snes.clock.now;
      return false;
    },
    smpExec: (pc) => {
      smpPc = pc;
      return false;
    },
    access: (access) => {
      if (startsDma(access)) starter = snes.cpu.instructionPc;
      if (!fits(query, access)) return;
      const { cpu } = snes;
      const old = access.memory === 'cpu' ? access.value : peek(snes, access.memory, access.address);
      if (query.changed === true && access.memory !== 'cpu' && old === access.value) return;
      const onSmp = isOfSoundUnit(access.agent);
      const position = { time: onSmp ? since : startOfStep(snes), micro: 0 };
      const { line, dot, frame } = onSmp ? soundBeam(snes) : beamOf(snes);
      found({
        memory: access.memory,
        address: access.memory === 'cpu' ? access.bus & 0xffff : access.address,
        value: access.value,
        old,
        agent: access.agent,
        channel: access.channel,
        pc: onSmp ? smpPc : cpu.instructionPc,
        starter: access.agent === 'dma' ? starter : null,
        frame,
        line,
        dot,
        position,
        moment: position,
      });
    },
  };
}

function beamOf({ clock, frame }: Snes): Pick<WriteRecord, 'frame' | 'line' | 'dot'> {
  return { frame, line: clock.v, dot: clock.dot };
}

/** Time at which the S-CPU's step under way began. */
export function startOfStep({ clock, cpu }: Snes): number {
  return clock.base + cpu.instructionStart;
}

/** The last write before a place; null when the history has none. */
export function lastWrite(history: History, before: Position, query: WriteQuery): WriteRecord | null {
  const [record] = lastWrites(history, before, [query]);
  return record === undefined || record === null ? null : withMoment(history, before, record, query);
}

/** The same for several at once, from keyframe to keyframe back until all are found. */
export function lastWrites(history: History, before: Position, queries: readonly WriteQuery[]): (WriteRecord | null)[] {
  const { timeline, scout } = history;
  const wanted = queries.map((query) => normal(scout.snes, query));
  const found: (WriteRecord | null)[] = before.micro > 0 ? inStep(history, before, before.time, wanted) : wanted.map(() => null);
  let end = before.time;
  const most = Math.max(...queries.map((query) => query.most ?? Infinity));
  for (let i = timeline.indexAt(before.time), done = 0; i >= 0 && done < most && found.includes(null); i--) {
    const keyframe = timeline.keyframes[i];
    if (keyframe.time >= end) continue;
    const open = wanted.map((query, at) => ({ query, at })).filter(({ at }) => found[at] === null);
    const watchers = open.map(
      ({ query, at }) =>
        (snes: Snes) =>
          writeWatcher(snes, query, (record) => {
            if (snes.clock.base + snes.clock.now < (query.until ?? Infinity)) found[at] = record;
          }),
    );
    runWatched(scout, keyframe, end, watchers);
    end = keyframe.time;
    done++;
  }
  return found;
}

/** Where several writes lie in one step, or the sound processor's between two: which one it was. */
function withMoment(history: History, before: Position, record: WriteRecord, query: WriteQuery): WriteRecord {
  if (record.agent === 'cpu' || record.moment !== record.position) return record;
  return inStep(history, before, record.position.time, [normal(history.scout.snes, query)])[0] ?? record;
}

/** Clocks to look back for the beginning of the sound processor's instruction under way: 12 cycles are 251 clocks at its usual speed. */
const LONGEST_SMP_INSTRUCTION = 1500;

/** The last writes before a place in the step that begins at `time`, and in the waiting after it. */
function inStep(
  { timeline, scout }: History,
  before: Position,
  time: number,
  wanted: readonly WriteQuery[],
): (WriteRecord | null)[] {
  const { snes, traveller, hub, fine } = scout;
  const { start } = timeline;
  const found: (WriteRecord | null)[] = wanted.map(() => null);
  let step = time;
  let instruction: Position = { time, micro: 0 };
  const watchers = wanted.map((query, at) =>
    writeWatcher(snes, query, (record) => {
      const moment = { time: step, micro: fine.micro };
      if (!isBefore(moment, before)) return;
      const { agent } = record;
      const ofInstruction = agent === 'smp' || agent === 'echo';
      const position = agent === 'dsp' ? moment : ofInstruction ? instruction : { time: step, micro: 0 };
      found[at] = { ...record, position, moment };
    }),
  );
  hub.only([], () => traveller.goTo(Math.max(start, time - LONGEST_SMP_INSTRUCTION)));
  hub.only(watchers, () => {
    fine.begin();
    do {
      step = traveller.time;
      fine.step((kind, micro) => {
        if (kind === MicroKind.SmpInstruction) instruction = { time: step, micro };
      });
    } while (isBefore({ time: traveller.time, micro: 0 }, before) && (traveller.time <= time || !snes.cpu.atInstruction));
    fine.end();
  });
  return found;
}

function runWatched(rider: Rider, keyframe: Keyframe, end: number, watchers: readonly ((snes: Snes) => Watcher)[]): void {
  const { traveller, snes, hub } = rider;
  traveller.restore(keyframe);
  // What the sound unit has still to do belongs to the stretch before.
  snes.settle();
  hub.only(
    watchers.map((watch) => watch(snes)),
    () => {
      traveller.runTo(end);
      snes.settle();
    },
  );
}
