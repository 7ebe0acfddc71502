import type { Clock } from '../clock.ts';
import { EventKind, EventTable, NEVER } from '../events.ts';
import { DebugEvent, type DebugHooks } from '../hooks.ts';
import type { Component, Entropy, IoPort, StateIO, u24, u8 } from '../types.ts';
import { W65C816 } from '../w65c816/w65c816.ts';
import { AutoJoypad, type ControllerPorts } from './auto-joypad.ts';
import { type Bus, PAGE_SHIFT, PAGE_SIZE } from './bus.ts';
import { Attention, Dma, type DmaHost } from './dma.ts';
import { InterruptUnit } from './interrupts.ts';
import { CpuIo } from './io.ts';
import { MulDiv } from './mul-div.ts';

/** What happens around the CPU at the CPU's times; the wiring implements it. */
export interface CpuEnvironment extends ControllerPorts {
  /** PPU, APU ports and the WRAM port: addr is $2100 to $21FF. */
  readonly bBus: IoPort;
  /** The line that ends now; afterwards `beginLine`. */
  endLine(): void;
  beginLine(): void;
  /** First line of vertical blank: 225 or 240. */
  readonly vdisp: number;
  /** WRIO was written: bits 7 and 6 are the I/O lines of ports 2 and 1. */
  writeIo(value: u8, before: u8): void;
  /** D0 and D1 of a port without a clock pulse. */
  peekData(port: number): number;
  onLightGun(): void;
}

const PAGE_MASK = PAGE_SIZE - 1;
/** DRAM refresh: 40 clocks in each line from about H = 538, on the 8-clock grid. [anomie: timing] */
const REFRESH_H = 538;
const REFRESH_CLOCKS = 40;
const HDMA_INIT_H = 12;
const HDMA_H = 1104;
/** More clocks than any step takes: a DMA of eight times 64 KB is 4 million. */
const LONGEST_STEP = 1 << 24;
/** The last four clocks of a read: the data is taken before them. */
const READ_HOLD = 4;

/** Ricoh 5A22: the 65816 with its clock, DMA, interrupts, multiplier and joypad reader. */
export class Cpu extends W65C816 implements Component, DmaHost {
  readonly chunk = 'CPU ';
  readonly chunkVersion = 1;
  readonly events: EventTable;
  readonly dma: Dma;
  readonly interrupts: InterruptUnit;
  readonly joypad: AutoJoypad;
  readonly mulDiv = new MulDiv();
  readonly io: CpuIo;
  hooks: DebugHooks | null = null;
  /** Set to end `run` after the current instruction. */
  stopRequested = false;
  /** `halt` or the debugger's stop event ended the last `run`. */
  halted = false;
  /** Address of the instruction (or of the one that an interrupt entry or waiting comes before); kept while `hooks` is set. */
  instructionPc: u24 = 0;
  /** Clock at its beginning. */
  instructionStart = 0;
  attention: number = Attention.None;
  mdr: u8 = 0;
  /** An interrupt line of the cartridge. */
  cartIrq = false;
  /** Start of the bus cycle under way: the interrupt lines as they are now decide after the instruction's last cycle. */
  private cycleStart = 0;
  private nmiPending = false;
  private irqPending = false;
  private resetPending = true;
  private polledEarly = false;
  /** The multiplier's step of the cycle before is still to be made. */
  private aluStepOwed = false;

  constructor(
    readonly clock: Clock,
    readonly bus: Bus,
    readonly environment: CpuEnvironment,
  ) {
    super();
    this.events = new EventTable(clock);
    this.dma = new Dma(this);
    this.interrupts = new InterruptUnit(clock, this.events);
    this.joypad = new AutoJoypad(clock, this.events, environment);
    this.io = new CpuIo(this);
  }

  power(entropy: Entropy): void {
    entropy.fill(this.bus.wram);
    this.a = 0;
    this.x = 0;
    this.y = 0;
    this.p = 0x34;
    this.mulDiv.power();
    this.dma.power();
    this.io.power();
    this.reset();
  }

  /** /RES: 186 clocks until the first instruction. WRAM and the DMA registers stay. */
  reset(): void {
    this.resetRegisters();
    this.waiting = 0;
    this.stopped = 0;
    this.attention = Attention.None;
    this.nmiPending = false;
    this.irqPending = false;
    this.resetPending = true;
    this.polledEarly = false;
    this.aluStepOwed = false;
    this.mdr = 0;
    this.dma.reset();
    this.joypad.power();
    this.interrupts.power();
    this.io.reset();
    this.events.clear();
    this.clock.reset();
    this.scheduleLine();
    this.events.schedule(EventKind.DramRefresh, REFRESH_H);
    this.events.schedule(EventKind.HdmaInit, HDMA_INIT_H);
  }

  // Run loop

  /** Runs until `stopRequested`. Returns true when a hook or the debugger's stop ended it. */
  run(): boolean {
    this.stopRequested = false;
    this.halted = false;
    if (this.hooks !== null) return this.runHooked(this.hooks);
    while (!this.stopRequested) this.stepInstruction();
    return this.halted;
  }

  private runHooked(hooks: DebugHooks): boolean {
    const execs = hooks.execs !== false;
    while (!this.stopRequested) {
      this.instructionPc = (this.pbr << 16) | this.pc;
      this.instructionStart = this.clock.now;
      if (execs && this.atInstruction && hooks.onExec(this.instructionPc)) return true;
      this.stepInstruction();
    }
    return this.halted;
  }

  /** Ends `run` after the current instruction, on behalf of the debugger. */
  halt(): void {
    this.stopRequested = true;
    this.halted = true;
  }

  /** `hooks.onCycle` is called before each bus cycle. Waiting then passes cycle by cycle. */
  get traceCycles(): boolean {
    return (this.attention & Attention.Trace) !== 0;
  }

  set traceCycles(on: boolean) {
    this.attention = on ? this.attention | Attention.Trace : this.attention & ~Attention.Trace;
  }

  /** The next step is an instruction: no interrupt, reset or waiting comes before it. */
  get atInstruction(): boolean {
    return (this.waiting | this.stopped) === 0 && !this.nmiPending && !this.irqPending && !this.resetPending;
  }

  /** One instruction, or one interrupt entry, or some cycles of waiting. */
  stepInstruction(): void {
    if ((this.waiting | this.stopped) !== 0) this.wait();
    else if (this.nmiPending || this.irqPending || this.resetPending) this.enterPendingInterrupt();
    else this.execute();
    if (this.interruptAhead || this.polledEarly) {
      if (this.polledEarly) this.polledEarly = false;
      else this.pollInterrupts();
    }
  }

  /** The 65816 looks at its interrupt lines before the last cycle of each instruction. */
  private pollInterrupts(): void {
    const { interrupts } = this;
    if (this.cycleStart === interrupts.lockedAt) return;
    if (interrupts.nmiAt <= this.cycleStart) {
      interrupts.nmiAt = NEVER;
      this.nmiPending = true;
      this.waiting = 0;
    }
    if (interrupts.irqSeenAt(this.cycleStart) || this.cartIrq) {
      this.waiting = 0;
      this.irqPending = this.fI === 0;
    } else this.irqPending = false;
  }

  /** On the console the pointer of (dp,X) wraps in its page in emulation mode whatever DL is. [test: gilyon cputest 0027, 0074, 0216] */
  protected override indexedPointerHigh(addr: number): number {
    return this.fE !== 0 ? (addr & 0xff00) | ((addr + 1) & 0xff) : (addr + 1) & 0xffff;
  }

  protected override interruptFlagWillChange(): void {
    this.pollInterrupts();
    this.polledEarly = true;
  }

  private enterPendingInterrupt(): void {
    if (this.resetPending) {
      this.resetPending = false;
      this.step(132);
      this.resetSequence();
    } else if (this.nmiPending) {
      this.nmiPending = false;
      this.irqPending = false;
      this.hooks?.onEvent(DebugEvent.Nmi, this.clock.dot, this.clock.v);
      this.hardwareInterrupt(this.fE !== 0 ? 0xfffa : 0xffea);
    } else {
      this.irqPending = false;
      this.hooks?.onEvent(DebugEvent.Irq, this.clock.dot, this.clock.v);
      this.hardwareInterrupt(this.fE !== 0 ? 0xfffe : 0xffee);
    }
  }

  /** As an interrupt, but the three stack cycles are reads. */
  private resetSequence(): void {
    this.read(this.pc);
    this.idle();
    for (let i = 0; i < 3; i++) {
      this.read(this.s);
      this.s = 0x0100 | ((this.s - 1) & 0xff);
    }
    this.pc = this.read16Bank0(0xfffc);
  }

  /** WAI and STP: cycles pass. As long as nothing can happen they are passed in one go. */
  private wait(): void {
    const idleClocks = this.clock.nextEvent - this.clock.now;
    if (this.attention === Attention.None && idleClocks > 12 && !this.interruptAhead) {
      const cycles = ((idleClocks - 1) / 6) | 0;
      this.clock.now += cycles * 6;
      this.cycleStart = this.clock.now - 6;
    } else this.idle();
    if (this.stopped === 0) this.tryToWake();
  }

  private get interruptAhead(): boolean {
    return this.interrupts.nmiAt !== NEVER || this.interrupts.irqAt !== NEVER || this.cartIrq;
  }

  private tryToWake(): void {
    if (!this.interruptAhead) return;
    this.pollInterrupts();
    this.polledEarly = true;
    if (this.waiting === 0) this.idle();
  }

  protected override wai(): void {
    this.waiting = 1;
    this.idle();
    this.tryToWake();
  }

  // Bus cycles

  read(addr: u24): u8 {
    const { bus, clock } = this;
    const page = addr >> PAGE_SHIFT;
    const offset = bus.readOffset[page];
    if (offset < 0) return this.readSlow(addr);
    const clocks = bus.speed[page];
    this.cycleStart = clock.now;
    if (this.attention !== 0) this.attend(clocks, false);
    const now = clock.now + clocks;
    clock.now = now;
    if (now >= clock.nextEvent) this.runEvents();
    const value = bus.arena[offset + (addr & PAGE_MASK)];
    this.mdr = value;
    return value;
  }

  write(addr: u24, value: u8): void {
    const { bus, clock } = this;
    const page = addr >> PAGE_SHIFT;
    const offset = bus.writeOffset[page];
    if (offset < 0) {
      this.writeSlow(addr, value);
      return;
    }
    const clocks = bus.speed[page];
    this.cycleStart = clock.now;
    if (this.attention !== 0) this.attend(clocks, true);
    const now = clock.now + clocks;
    clock.now = now;
    if (now >= clock.nextEvent) this.runEvents();
    this.mdr = value;
    bus.arena[offset + (addr & PAGE_MASK)] = value;
  }

  idle(): void {
    const { clock } = this;
    this.cycleStart = clock.now;
    if (this.attention !== 0) this.attend(6, false);
    const now = clock.now + 6;
    clock.now = now;
    if (now >= clock.nextEvent) this.runEvents();
  }

  idleImplied(): void {
    if (this.interruptAhead && this.interruptFollows()) this.read((this.pbr << 16) | this.pc);
    else this.idle();
  }

  /** The lines as they are now, before the last cycle, will interrupt after it. */
  private interruptFollows(): boolean {
    const { interrupts } = this;
    const { now } = this.clock;
    if (now === interrupts.lockedAt) return false;
    return interrupts.nmiAt <= now || (this.fI === 0 && (interrupts.irqSeenAt(now) || this.cartIrq));
  }

  idleAt(_addr: u24): void {
    this.idle();
  }

  idleFetch(addr: u24): void {
    this.read(addr);
  }

  idleModify(_addr: u24, _value: u8): void {
    this.idle();
  }

  private readSlow(addr: u24): u8 {
    const clocks = this.bus.speedOf(addr);
    this.cycleStart = this.clock.now;
    if (this.attention !== 0) this.attend(clocks, false);
    this.step(clocks - READ_HOLD);
    const value = this.readBus(addr);
    this.step(READ_HOLD);
    if ((addr & 0x40fc00) !== 0x4000) this.mdr = value;
    if (this.hooks !== null) this.hooks.onRead(addr, value);
    return value;
  }

  private writeSlow(addr: u24, value: u8): void {
    const clocks = this.bus.speedOf(addr);
    this.cycleStart = this.clock.now;
    if (this.attention !== 0) this.attend(clocks, true);
    this.step(clocks);
    this.mdr = value;
    if (this.hooks !== null) this.hooks.onWrite(addr, value);
    this.writeBus(addr, value);
  }

  /** An access without time: I/O by its range, else the cart. */
  private readBus(addr: u24): u8 {
    if ((addr & 0x408000) === 0) {
      const low = addr & 0xffff;
      if ((low & 0xff00) === 0x2100) return this.environment.bBus.read(low, this.mdr);
      if (low >= 0x4000 && low < 0x4400) return this.io.read(low, this.mdr);
    }
    return this.bus.readSlow(addr, this.mdr);
  }

  private writeBus(addr: u24, value: u8): void {
    if ((addr & 0x408000) === 0) {
      const low = addr & 0xffff;
      if ((low & 0xff00) === 0x2100) {
        this.environment.bBus.write(low, value);
        return;
      }
      if (low >= 0x4000 && low < 0x4400) {
        this.io.write(low, value);
        return;
      }
    }
    this.bus.writeSlow(addr, value);
  }

  dmaRead(addr: u24): u8 {
    const value = this.readBus(addr);
    if (this.hooks !== null) this.hooks.onRead(addr, value);
    return value;
  }

  dmaWrite(addr: u24, value: u8): void {
    if (this.hooks !== null) this.hooks.onWrite(addr, value);
    this.writeBus(addr, value);
  }

  dmaEvent(hdma: boolean, channel: number): void {
    if (this.hooks === null) return;
    const kind = !hdma ? DebugEvent.Dma : channel === 8 ? DebugEvent.HdmaInit : DebugEvent.Hdma;
    this.hooks.onEvent(kind, this.clock.dot, this.clock.v);
  }

  /** What the CPU would read, without any effect. */
  peek(addr: u24): u8 {
    if ((addr & 0x408000) === 0) {
      const low = addr & 0xffff;
      if ((low & 0xff00) === 0x2100) return this.environment.bBus.peek(low);
      if (low >= 0x4000 && low < 0x4400) return this.io.peek(low, this.mdr);
    }
    return this.bus.readSlow(addr, this.mdr);
  }

  // Time

  step(clocks: number): void {
    const { clock } = this;
    const now = clock.now + clocks;
    clock.now = now;
    if (now >= clock.nextEvent) this.runEvents();
  }

  /** Called before a cycle of `clocks` while something is pending. */
  private attend(clocks: number, writing: boolean): void {
    if ((this.attention & Attention.Trace) !== 0) this.hooks?.onCycle?.(clocks, writing);
    if ((this.attention & Attention.MulDiv) !== 0) {
      if (this.aluStepOwed) this.mulDiv.step();
      this.aluStepOwed = !writing;
      if (writing) this.mulDiv.step();
      if (!this.mulDiv.busy) this.attention &= ~Attention.MulDiv;
    }
    if ((this.attention & (Attention.Dma | Attention.Hdma | Attention.Active)) !== 0) this.dma.edge(clocks);
  }

  /** The multiplier was started by the write cycle that ends now. */
  mulDivStarted(): void {
    this.aluStepOwed = false;
    this.attention |= Attention.MulDiv;
  }

  private runEvents(): void {
    const { events, clock } = this;
    while (clock.now >= clock.nextEvent) {
      const time = clock.nextEvent;
      this.dispatch(events.take(), time);
    }
  }

  private dispatch(kind: EventKind, time: number): void {
    switch (kind) {
      case EventKind.LineEnd:
        this.nextLine();
        break;
      case EventKind.NmiCheck:
        this.interrupts.onNmiCheck(this.clock.v >= this.environment.vdisp);
        break;
      case EventKind.NmiTransition:
        this.interrupts.onNmiTransition();
        break;
      case EventKind.Irq:
        this.interrupts.onIrq(time);
        break;
      case EventKind.IrqTransition:
        this.interrupts.onIrqTransition();
        break;
      case EventKind.Joypad:
        this.joypad.onEvent(time);
        break;
      case EventKind.DramRefresh:
        this.refresh();
        break;
      case EventKind.HdmaInit:
        this.dma.onHdmaInit();
        break;
      case EventKind.Hdma:
        this.dma.onHdma();
        break;
      case EventKind.LightGun:
        this.environment.onLightGun();
        break;
      case EventKind.Stop:
        this.halt();
        break;
      default:
        break;
    }
  }

  /** The multiplier goes on during refresh. [ares: step] */
  private refresh(): void {
    for (let i = 0; i < REFRESH_CLOCKS / 8; i++) {
      this.clock.now += 8;
      if ((this.attention & Attention.MulDiv) !== 0) this.mulDiv.step();
    }
  }

  private nextLine(): void {
    this.environment.endLine();
    this.environment.beginLine();
    const { clock, events } = this;
    this.scheduleLine();
    const { lineStart, v } = clock;
    const { vdisp } = this.environment;
    events.schedule(EventKind.DramRefresh, lineStart + REFRESH_H - (lineStart & 7));
    if (v === 0) events.schedule(EventKind.HdmaInit, lineStart + HDMA_INIT_H + (lineStart & 7));
    if (v < vdisp) events.schedule(EventKind.Hdma, lineStart + HDMA_H);
    this.joypad.lineBegin(v === vdisp);
    this.interrupts.lineBegin();
  }

  private scheduleLine(): void {
    this.events.schedule(EventKind.LineEnd, this.clock.lineStart + this.clock.lineLength);
  }

  /** The clock was rebased. */
  rebase(by: number): void {
    this.events.rebase(by);
    this.interrupts.rebase(by);
    this.cycleStart -= by;
    // Without a debugger nobody sets it.
    this.instructionStart = Math.max(this.instructionStart - by, -LONGEST_STEP);
  }

  serialize(s: StateIO): void {
    this.serializeInstructionState(s);
    s.ram('wram', this.bus.wram);
    this.events.serialize(s);
    this.interrupts.serialize(s);
    this.joypad.serialize(s);
    this.mulDiv.serialize(s);
    this.dma.serialize(s);
    this.io.serialize(s);
    const trace = this.attention & Attention.Trace;
    this.attention = s.u8('attention', this.attention & ~Attention.Trace) | trace;
    this.mdr = s.u8('mdr', this.mdr);
    this.cartIrq = s.bool('cartIrq', this.cartIrq);
    this.cycleStart = s.i32('cycleStart', this.cycleStart);
    this.nmiPending = s.bool('nmiPending', this.nmiPending);
    this.irqPending = s.bool('irqPending', this.irqPending);
    this.resetPending = s.bool('resetPending', this.resetPending);
    this.polledEarly = s.bool('polledEarly', this.polledEarly);
    this.aluStepOwed = s.bool('aluStepOwed', this.aluStepOwed);
  }
}
