import type { Snes } from '../../core/snes.ts';
import { W65C816_INSTRUCTIONS, w65c816Length } from '../assembler/w65c816-table.ts';
import { busAddressOf } from '../memories.ts';
import { CodeFlag, type CodeLog } from './code-log.ts';

/** 1: eight bits (or emulation), 0: sixteen, null: not known. */
type Known = 0 | 1 | null;

/** What is known of the processor at a place that was never executed. */
export interface FlowState {
  readonly m: Known;
  readonly x: Known;
  readonly e: Known;
  /** What was pushed since the routine began: flags by PHP, else the letter of the register. */
  readonly pushed: readonly (string | Flags)[];
}

interface Flags {
  readonly m: Known;
  readonly x: Known;
}

interface Reached {
  state: FlowState;
  /** The bytes from which that was told. */
  readonly bytes: readonly number[];
}

const NOTHING: FlowState = { m: null, x: null, e: null, pushed: [] };
const BRANCHES = new Set([0x10, 0x30, 0x50, 0x70, 0x90, 0xb0, 0xd0, 0xf0]);
/** BRK, COP, WDM and STP: whoever comes to them may well be in data. */
const STRANGE = new Set([0x00, 0x02, 0x42, 0xdb]);
const RETURNS = new Set([0x60, 0x6b]);
/** RTI, JMP (a), JMP (a,x), JML [a], JSR (a,x): where it goes on is not in the program. */
const ENDS = new Set([0x40, 0x6c, 0x7c, 0xdc, 0xfc]);
const TABLES = new Set([0x7c, 0xfc]);
const PUSHES: Readonly<Record<number, string>> = {
  0x48: 'a',
  0xda: 'x',
  0x5a: 'y',
  0x8b: 'b',
  0x0b: 'd',
  0x4b: 'k',
  0xf4: 'word',
  0xd4: 'word',
  0x62: 'word',
};
const PULLS: Readonly<Record<number, string>> = { 0x68: 'a', 0xfa: 'x', 0x7a: 'y', 0xab: 'b', 0x2b: 'd' };
const enum Op {
  Php = 0x08,
  Plp = 0x28,
  Rep = 0xc2,
  Sep = 0xe2,
  Xce = 0xfb,
  Txs = 0x9a,
  Tcs = 0x1b,
  Jsr = 0x20,
  Jsl = 0x22,
  Jmp = 0x4c,
  Jml = 0x5c,
  Bra = 0x80,
  Brl = 0x82,
}
/** Entries of a jump table that are looked at, and steps of a routine until it returns. */
const MOST_ENTRIES = 128;
const MOST_STEPS = 400;
const MOST_DEPTH = 6;
const MOST_LIMITS = 64;
/** NMI and IRQ in native mode, NMI, reset and IRQ in emulation. [fullsnes: Exception Vectors] */
const VECTORS = [0xffea, 0xffee, 0xfffa, 0xfffc, 0xfffe];
const FIRST_EMULATION_VECTOR = 0xfff0;

function same(a: Known, b: Known): Known {
  return a === b ? a : null;
}

/** What holds whichever way one came. */
function merged(a: FlowState, b: FlowState): FlowState {
  const pushed = JSON.stringify(a.pushed) === JSON.stringify(b.pushed) ? a.pushed : [];
  return { m: same(a.m, b.m), x: same(a.x, b.x), e: same(a.e, b.e), pushed };
}

function equal(a: FlowState, b: FlowState): boolean {
  return a.m === b.m && a.x === b.x && a.e === b.e && JSON.stringify(a.pushed) === JSON.stringify(b.pushed);
}

function nextOf(address: number, length: number): number {
  return (address & 0xff0000) | ((address + length) & 0xffff);
}

/** The flags after REP or SEP of `mask`. */
function afterMask(state: FlowState, mask: number, value: 0 | 1): FlowState {
  if (state.e === 1) return state;
  // In emulation REP leaves them set.
  if (state.e === null && value === 0) return { ...state, m: null, x: null };
  return { ...state, m: (mask & 0x20) === 0 ? state.m : value, x: (mask & 0x10) === 0 ? state.x : value };
}

/** What an instruction that goes on does to what is known. Null: it takes what the routine has not pushed, so that nobody knows where it returns to. */
function after(state: FlowState, [opcode, operand = 0]: readonly number[]): FlowState | null {
  const { pushed } = state;
  switch (opcode) {
    case Op.Rep:
      return afterMask(state, operand, 0);
    case Op.Sep:
      return afterMask(state, operand, 1);
    case Op.Php:
      return { ...state, pushed: [...pushed, { m: state.m, x: state.x }] };
    case Op.Plp: {
      const flags = pushed.at(-1);
      if (flags === undefined || typeof flags === 'string')
        return { ...state, m: state.e === 1 ? 1 : null, x: state.e === 1 ? 1 : null, pushed: [] };
      return { ...state, ...flags, pushed: pushed.slice(0, -1) };
    }
    case Op.Xce:
      return { ...NOTHING, pushed };
    case Op.Txs:
    case Op.Tcs:
      return null;
    default:
  }
  const push = PUSHES[opcode];
  if (push !== undefined) return { ...state, pushed: [...pushed, push] };
  if (PULLS[opcode] === undefined) return state;
  return pushed.length === 0 ? null : { ...state, pushed: pushed.slice(0, -1) };
}

/**
 * Code that was never executed and to which code leads that was: the other side of branches, routines that are called there, entries of jump tables
 * between those that were used, interrupt vectors. M and X go along; where they are lost, the way ends at the first instruction whose length they decide.
 * What was read as data, and what would run into what was executed, is never taken for code. Of the ROM alone.
 */
export class StaticFlow {
  readonly #log: CodeLog;
  readonly #reached = new Map<number, Reached>();
  readonly #inside = new Set<number>();
  /** What is known at most, of places at which several ways meet so that it decides where the way ends. */
  readonly #limits = new Map<number, FlowState>();
  /** What is known behind calls, by routine and what was known before. */
  readonly #returns = new Map<string, FlowState | null>();
  #limited = false;
  #version = -1;
  #work: { readonly address: number; readonly state: FlowState }[] = [];

  constructor(log: CodeLog) {
    this.#log = log;
  }

  /** What is known at an address to which code leads; null where none does. `old`: what was executed since the last question need not be known yet. */
  at(snes: Snes, address: number, old = false): FlowState | null {
    if (this.#version !== this.#log.version && (!old || this.#version < 0)) this.#build(snes);
    const place = snes.bus.mappedAt(address);
    let reached = this.#reached.get(place);
    if (reached?.bytes.some((byte, i) => snes.bus.arena[place + i] !== byte) === true) {
      this.#build(snes);
      reached = this.#reached.get(place);
    }
    return reached?.state ?? null;
  }

  #build(snes: Snes): void {
    this.#version = this.#log.version;
    this.#limits.clear();
    this.#returns.clear();
    // Where a way ends because another one came with other widths, what lay behind is no code by that: once more without it.
    do this.#spread(snes);
    while (this.#limited && this.#limits.size < MOST_LIMITS);
  }

  #spread(snes: Snes): void {
    this.#limited = false;
    this.#reached.clear();
    this.#inside.clear();
    this.#work = [];
    const { romFlags } = this.#log;
    for (let at = 0; at < romFlags.length; at++)
      if ((romFlags[at] & CodeFlag.Opcode) !== 0) this.#leave(snes, busAddressOf(snes, 'rom', at));
    this.#vectors(snes);
    for (let next = this.#work.pop(); next !== undefined; next = this.#work.pop()) this.#reach(snes, next.address, next.state);
  }

  #vectors(snes: Snes): void {
    for (const vector of VECTORS) {
      const address = snes.cpu.peek(vector) | (snes.cpu.peek(vector + 1) << 8);
      const emulation = vector >= FIRST_EMULATION_VECTOR;
      if (address >= 0x8000 && address < 0xffc0)
        this.#work.push({ address, state: emulation ? { m: 1, x: 1, e: 1, pushed: [] } : { ...NOTHING, e: 0 } });
    }
  }

  /** Where an executed instruction leads besides where it went. What follows a call is code only if the call came back. */
  #leave(snes: Snes, address: number): void {
    const state = this.#executedAt(snes, address);
    const opcode = snes.cpu.peek(address);
    if (TABLES.has(opcode)) this.#table(snes, address, state);
    if (STRANGE.has(opcode) || ENDS.has(opcode) || RETURNS.has(opcode)) return;
    const bytes = this.#bytesAt(snes, address, state) ?? [opcode];
    const then = after(state, bytes);
    if (then === null) return;
    for (const target of this.#targets(address, bytes)) this.#push(snes, target, { ...then, pushed: [] });
    if (BRANCHES.has(opcode)) this.#push(snes, nextOf(address, 2), { ...then, pushed: [] });
  }

  #push(snes: Snes, address: number, state: FlowState): void {
    if ((this.#log.at(snes, address) & CodeFlag.Opcode) === 0) this.#work.push({ address, state });
  }

  /** The entries of a table between the ones that were used: those before the last. */
  #table(snes: Snes, address: number, state: FlowState): void {
    const place = snes.bus.mappedAt(address);
    const bank = address & 0xff0000;
    const table = snes.cpu.peek(nextOf(address, 1)) | (snes.cpu.peek(nextOf(address, 2)) << 8);
    const entries = Array.from({ length: MOST_ENTRIES }, (_, n) => {
      const low = nextOf(bank | table, 2 * n);
      return { low, target: bank | snes.cpu.peek(low) | (snes.cpu.peek(nextOf(low, 1)) << 8) };
    });
    const last = entries.findLastIndex(
      ({ low, target }) =>
        (this.#log.at(snes, low) & CodeFlag.Data) !== 0 && this.#log.operands.touches(place, snes.bus.mappedAt(target)),
    );
    for (const { target } of entries.slice(0, Math.max(0, last))) this.#push(snes, target, { ...state, pushed: [] });
  }

  #executedAt(snes: Snes, address: number): FlowState {
    const known = this.#log.at(snes, address);
    const of = (flag: CodeFlag): 0 | 1 => ((known & flag) !== 0 ? 1 : 0);
    return { m: of(CodeFlag.M), x: of(CodeFlag.X), e: of(CodeFlag.E), pushed: [] };
  }

  /** The bytes of the instruction; null where its length is not known, or something else is in it. */
  #bytesAt(snes: Snes, address: number, { m, x }: FlowState): number[] | null {
    const opcode = snes.cpu.peek(address);
    const { mode } = W65C816_INSTRUCTIONS[opcode];
    if ((mode === 'immM' && m === null) || (mode === 'immX' && x === null)) return null;
    const length = w65c816Length(opcode, m === 0 ? 2 : 1, x === 0 ? 2 : 1);
    return Array.from({ length }, (_, i) => snes.cpu.peek(nextOf(address, i)));
  }

  /** Where it jumps, branches or calls. */
  #targets(address: number, bytes: readonly number[]): number[] {
    const [opcode, low = 0, high = 0, bank = 0] = bytes;
    const word = low | (high << 8);
    if (opcode === Op.Jsl || opcode === Op.Jml) return [(bank << 16) | word];
    if (opcode === Op.Jsr || opcode === Op.Jmp) return [(address & 0xff0000) | word];
    if (opcode === Op.Brl) return [nextOf(address, 3 + word)];
    return BRANCHES.has(opcode) || opcode === Op.Bra ? [nextOf(address, 2 + ((low << 24) >> 24))] : [];
  }

  /** A place in the ROM's part of the arena that may be the beginning of unexecuted code; -1 else. */
  #placeOf(snes: Snes, address: number): number {
    const place = snes.bus.mappedAt(address);
    const { wram, rom } = snes.bus;
    return place >= wram.length && place < wram.length + rom.length && this.#log.flags[place] === 0 ? place : -1;
  }

  #reach(snes: Snes, address: number, coming: FlowState): void {
    const place = this.#placeOf(snes, address);
    if (place < 0 || this.#inside.has(place) || STRANGE.has(snes.cpu.peek(address))) return;
    const before = this.#reached.get(place);
    const limit = this.#limits.get(place);
    const limited = limit === undefined ? coming : merged(limit, coming);
    const state = before === undefined ? limited : merged(before.state, limited);
    if (before !== undefined && equal(state, before.state)) return;
    const bytes = this.#bytesAt(snes, address, state);
    if (bytes === null && before !== undefined) {
      this.#limits.set(place, state);
      this.#limited = true;
    }
    if (bytes === null || bytes.some((_, i) => i > 0 && !this.#isFree(snes, nextOf(address, i)))) return;
    this.#reached.set(place, { state, bytes });
    for (let i = 1; i < bytes.length; i++) this.#inside.add(place + i);
    this.#goOn(snes, address, state, bytes);
  }

  #isFree(snes: Snes, address: number): boolean {
    const place = this.#placeOf(snes, address);
    return place >= 0 && !this.#reached.has(place);
  }

  #goOn(snes: Snes, address: number, state: FlowState, bytes: readonly number[]): void {
    const [opcode] = bytes;
    if (ENDS.has(opcode) || RETURNS.has(opcode)) return;
    const then = after(state, bytes);
    if (then === null) return;
    const isCall = opcode === Op.Jsr || opcode === Op.Jsl;
    for (const target of this.#targets(address, bytes)) this.#push(snes, target, isCall ? { ...then, pushed: [] } : then);
    const behind = nextOf(address, bytes.length);
    if (isCall) {
      const [target] = this.#targets(address, bytes);
      const back = this.#returnOf(snes, target, then, 0);
      if (back !== null) this.#push(snes, behind, { ...back, pushed: then.pushed });
    } else if (opcode !== Op.Jmp && opcode !== Op.Jml && opcode !== Op.Bra && opcode !== Op.Brl) this.#push(snes, behind, then);
  }

  /** What is known behind a call: by all ways of the routine to its returns. Null where it does not come back to behind the call, as far as can be seen. */
  #returnOf(snes: Snes, routine: number, state: FlowState, depth: number): FlowState | null {
    const key = `${routine} ${state.m} ${state.x} ${state.e}`;
    const known = this.#returns.get(key);
    if (known !== undefined) return known;
    // A routine that calls itself.
    this.#returns.set(key, { ...NOTHING, e: state.e });
    const back = this.#walkToReturns(snes, routine, state, depth);
    this.#returns.set(key, back);
    return back;
  }

  #walkToReturns(snes: Snes, routine: number, state: FlowState, depth: number): FlowState | null {
    const seen = new Set<string>();
    const ways = [{ address: routine, state: { ...state, pushed: [] as FlowState['pushed'] } }];
    let back: FlowState | null = null;
    for (let way = ways.pop(); way !== undefined; way = ways.pop()) {
      const executed = (this.#log.at(snes, way.address) & CodeFlag.Opcode) !== 0;
      const here = executed ? { ...this.#executedAt(snes, way.address), pushed: way.state.pushed } : way.state;
      const key = `${way.address} ${JSON.stringify(here)}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const bytes = this.#bytesAt(snes, way.address, here);
      // Whatever it is, it comes back with nothing known at best.
      if (bytes === null || seen.size > MOST_STEPS) return { ...NOTHING, e: state.e };
      const [opcode] = bytes;
      if (RETURNS.has(opcode)) {
        if (here.pushed.length > 0) return null;
        back = back === null ? here : merged(back, here);
        continue;
      }
      if (ENDS.has(opcode) || STRANGE.has(opcode)) return { ...NOTHING, e: state.e };
      const then = after(here, bytes);
      if (then === null) return null;
      const targets = this.#targets(way.address, bytes);
      const behind = nextOf(way.address, bytes.length);
      if (opcode === Op.Jsr || opcode === Op.Jsl) {
        const inner = depth < MOST_DEPTH ? this.#returnOf(snes, targets[0], then, depth + 1) : { ...NOTHING, e: then.e };
        if (inner === null) return null;
        ways.push({ address: behind, state: { ...inner, pushed: then.pushed } });
        continue;
      }
      for (const target of targets) ways.push({ address: target, state: then });
      if (targets.length === 0 || BRANCHES.has(opcode)) ways.push({ address: behind, state: then });
    }
    return back;
  }
}
