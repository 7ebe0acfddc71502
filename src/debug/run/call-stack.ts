import { DebugEvent } from '../../core/hooks.ts';
import type { Snes } from '../../core/snes.ts';
import type { ProcessorName } from '../processors.ts';

export type CallKind = 'call' | 'nmi' | 'irq' | 'brk' | 'cop';

export interface CallFrame {
  readonly kind: CallKind;
  /** The calling (or interrupted) instruction. */
  readonly from: number;
  /** First instruction of the routine. */
  readonly to: number;
  /** Stack pointer before the return address was pushed. */
  readonly stack: number;
  /** Master clocks since power-on, at the call. */
  readonly time: number;
  /** What the call pushed first, of its return address. */
  readonly word: number;
}

/** A stack that the program left for another one, as a switch between tasks does, with the calls that are open there. */
interface ParkedStack {
  readonly stack: number;
  readonly frames: readonly CallFrame[];
}

const MOST_PARKED = 16;

/** Frames after which step out gives up, and where nothing on the stack looks like a return address: there is no caller then. */
const PATIENCE = 600;
const OUTERMOST_PATIENCE = 120;
/** Bytes of the stack that are looked at for a return address. */
const STACK_DEPTH = 128;

const enum Flow {
  None,
  Call,
  Return,
  /** The stack pointer is set: TXS, TCS, MOV SP,X. */
  Move,
}

const MOVES = { cpu: new Set([0x9a, 0x1b]), smp: new Set([0xbd]) } as const;

/** How each opcode moves on the stack of calls. JSR, JSL, JSR (a,x), BRK, COP; RTI, RTS, RTL. */
const CPU_FLOW: Readonly<Record<number, CallKind | 'return'>> = {
  0x20: 'call',
  0x22: 'call',
  0xfc: 'call',
  0x00: 'brk',
  0x02: 'cop',
  0x40: 'return',
  0x60: 'return',
  0x6b: 'return',
};

function smpFlow(opcode: number): CallKind | 'return' | undefined {
  if (opcode === 0x3f || opcode === 0x4f || (opcode & 0x0f) === 0x01) return 'call';
  if (opcode === 0x0f) return 'brk';
  return opcode === 0x6f || opcode === 0x7f ? 'return' : undefined;
}

/** What an instruction does to the stack of calls. */
export function flowOf(processor: ProcessorName, opcode: number): CallKind | 'return' | undefined {
  return processor === 'cpu' ? CPU_FLOW[opcode] : smpFlow(opcode);
}

/**
 * Follows calls, returns and interrupts of one processor: `before` is called before each instruction. A routine that drops its return address, or
 * jumps with a return, is understood by where the stack stands. A program that goes to another stack and comes back to the very place where it left one
 * finds its calls there again; a stack below that is new stands on the calls of the one from which it was begun, until that goes on.
 */
export class CallStack {
  readonly frames: CallFrame[] = [];
  /** Returns to callers that were never seen. */
  below = 0;
  readonly #snes: Snes;
  readonly #processor: ProcessorName;
  #parked: ParkedStack[] = [];
  #flow = Flow.None;
  #kind: CallKind = 'call';
  #from = 0;
  #stack = 0;
  #time = 0;

  constructor(snes: Snes, processor: ProcessorName) {
    this.#snes = snes;
    this.#processor = processor;
  }

  copy(): CallStack {
    const other = new CallStack(this.#snes, this.#processor);
    other.copyFrom(this);
    return other;
  }

  copyFrom(other: CallStack): void {
    this.frames.length = 0;
    this.frames.push(...other.frames);
    this.below = other.below;
    this.#parked = [...other.#parked];
    this.#flow = other.#flow;
    this.#kind = other.#kind;
    this.#from = other.#from;
    this.#stack = other.#stack;
    this.#time = other.#time;
  }

  clear(): void {
    this.frames.length = 0;
    this.below = 0;
    this.#parked = [];
    this.#flow = Flow.None;
  }

  /** Whether a call is open on a stack that the program has left. */
  isParked(frame: CallFrame): boolean {
    return this.#parked.some(({ frames }) => frames.includes(frame));
  }

  get depth(): number {
    return this.frames.length - this.below;
  }

  get #sp(): number {
    return this.#processor === 'cpu' ? this.#snes.cpu.s : this.#snes.apu.sp;
  }

  /** Takes in what the instruction before has done, and looks at the one at `pc`. */
  before(pc: number): void {
    this.#finish(pc);
    const opcode = this.#processor === 'cpu' ? this.#snes.cpu.peek(pc) : this.#snes.apu.peek(pc);
    const flow = flowOf(this.#processor, opcode);
    if (MOVES[this.#processor].has(opcode)) this.#note(Flow.Move, 'call', pc);
    if (flow === undefined) return;
    this.#note(flow === 'return' ? Flow.Return : Flow.Call, flow === 'return' ? 'call' : flow, pc);
  }

  #note(flow: Flow, kind: CallKind, pc: number): void {
    const { clock } = this.#snes;
    this.#flow = flow;
    this.#kind = kind;
    this.#from = pc;
    this.#stack = this.#sp;
    this.#time = clock.base + clock.now;
  }

  #finish(pc: number): void {
    const flow = this.#flow;
    this.#flow = Flow.None;
    if (flow === Flow.Call) {
      this.#dropTo(this.#stack);
      const word = this.#pushedAt(this.#stack);
      this.frames.push({ kind: this.#kind, from: this.#from, to: pc, stack: this.#stack, time: this.#time, word });
    } else if (flow === Flow.Return) this.#return(pc);
    else if (flow === Flow.Move) this.#move(this.#stack, this.#sp);
    if (this.frames.length > 1000) this.frames.shift();
  }

  #return(pc: number): void {
    const { frames } = this;
    const sp = this.#sp;
    if (frames.length === 0) {
      if (this.#followsCall(pc)) this.below++;
      return;
    }
    this.#dropTo(sp);
  }

  /** Two bytes that were pushed when the stack stood there. */
  #pushedAt(stack: number): number {
    const { cpu, apu } = this.#snes;
    if (this.#processor === 'cpu') return cpu.peek(stack) | (cpu.peek((stack - 1) & 0xffff) << 8);
    return apu.peek(0x100 | stack) | (apu.peek(0x100 | ((stack - 1) & 0xff)) << 8);
  }

  /** The stack pointer was set: room for variables, another stack, or calls that are forgotten. */
  #move(from: number, to: number): void {
    const before = [...this.frames];
    const parked = this.#parkedAt(from, to);
    if (parked === undefined) {
      this.#dropTo(to);
      this.#park(from, to > from ? before.filter((frame) => !this.frames.includes(frame)) : before);
      return;
    }
    this.#dropTo(to);
    if (!sameCalls(this.frames, parked.frames)) this.frames.splice(0, this.frames.length, ...parked.frames);
    this.#parked.splice(this.#parked.indexOf(parked), 1);
    this.#park(
      from,
      before.filter((frame) => !this.frames.includes(frame)),
    );
  }

  #park(stack: number, frames: readonly CallFrame[]): void {
    this.#parked = this.#parked.filter((one) => one.stack !== stack);
    if (frames.length > 0) this.#parked.push({ stack, frames });
    if (this.#parked.length > MOST_PARKED) this.#parked.shift();
  }

  /** A stack that was left at `to`, and whose return addresses stand there still. One below does not hold what is above it. */
  #parkedAt(from: number, to: number): ParkedStack | undefined {
    return this.#parked.find(
      ({ stack, frames }) =>
        stack === to && frames.every((frame) => (to > from || frame.stack <= from) && this.#pushedAt(frame.stack) === frame.word),
    );
  }

  /** Whose return address is not on the stack any more has been left. */
  #dropTo(sp: number): void {
    const { frames } = this;
    while (frames.length > 0 && frames[frames.length - 1].stack <= sp) frames.pop();
  }

  /** Whether the instruction before `pc` is a call. An interrupt's return can go anywhere. */
  #followsCall(pc: number): boolean {
    const byte = (back: number): number =>
      this.#processor === 'cpu'
        ? this.#snes.cpu.peek((pc & 0xff0000) | ((pc - back) & 0xffff))
        : this.#snes.apu.peek((pc - back) & 0xffff);
    const last = this.#processor === 'cpu' ? this.#snes.cpu.peek(this.#from) : this.#snes.apu.peek(this.#from);
    if (last === 0x40 || last === 0x7f) return true;
    const isCall = (back: number): boolean => flowOf(this.#processor, byte(back)) === 'call';
    return this.#processor === 'cpu'
      ? last === 0x6b
        ? byte(4) === 0x22
        : byte(3) === 0x20 || byte(3) === 0xfc
      : isCall(3) || isCall(2) || isCall(1);
  }

  /** An interrupt is about to be entered. */
  event(kind: DebugEvent): void {
    if (kind !== DebugEvent.Nmi && kind !== DebugEvent.Irq) return;
    const { cpu } = this.#snes;
    const pc = (cpu.pbr << 16) | cpu.pc;
    this.#finish(pc);
    this.#note(Flow.Call, kind === DebugEvent.Nmi ? 'nmi' : 'irq', pc);
  }
}

function sameCalls(some: readonly CallFrame[], others: readonly CallFrame[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ from, to, stack }, i) => from === others[i].from && to === others[i].to && stack === others[i].stack)
  );
}

/** How many frames a routine is given to return: where no caller can be seen on the stack, it hardly has one. The sound processor's are short. */
export function outPatience(snes: Snes, processor: ProcessorName): number {
  return processor === 'cpu' && seesCaller(snes) ? PATIENCE : OUTERMOST_PATIENCE;
}

/** Whether a word (or a long address) on the stack stands behind a call. */
function seesCaller({ cpu }: Snes): boolean {
  for (let at = cpu.s + 1; at < cpu.s + 1 + STACK_DEPTH; at++) {
    const word = cpu.peek(at & 0xffff) | (cpu.peek((at + 1) & 0xffff) << 8);
    const behind = (bank: number, back: number): number => cpu.peek(bank | ((word - back) & 0xffff));
    const near = behind(cpu.pbr << 16, 2);
    if (near === 0x20 || near === 0xfc || behind(cpu.peek((at + 2) & 0xffff) << 16, 3) === 0x22) return true;
  }
  return false;
}
