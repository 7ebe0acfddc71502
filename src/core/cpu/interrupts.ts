import type { Clock } from '../clock.ts';
import { EventKind, NEVER, type EventTable } from '../events.ts';
import type { Clk, StateIO, u8 } from '../types.ts';

/** /NMI and /IRQ are held for four clocks after their edge: a read in that time does not clear the flag. [ares: nmiHold, irqHold] */
const HOLD = 4;
/** Delays of the beam's position on its way to the interrupt unit, in clocks. [ares: nmiPoll, irqPoll] */
const NMI_DELAY = 2;
const IRQ_DELAY = 10;

/**
 * The 5A22's interrupt unit: NMI at the start of vertical blank, H/V timer IRQ, and their flags $4210 and $4211.
 *
 * The hardware looks at its conditions every four clocks (H = 2 mod 4); here the next change is computed and put into the event
 * table, again whenever a register is written. `nmiAt` and `irqAt` are the times from which the CPU core sees a request.
 */
export class InterruptUnit {
  private nmiEnabled = false;
  private hIrqEnabled = false;
  private vIrqEnabled = false;
  private htime = 0x1ff;
  private vtime = 0x1ff;
  private nmiValid = false;
  private nmiLine = false;
  private nmiHeldUntil: Clk = -1;
  private irqValid = false;
  private irqLine = false;
  private irqHeldUntil: Clk = -1;
  /** Time at which the CPU core sees the NMI edge, NEVER without one. */
  nmiAt: Clk = NEVER;
  /** Time from which the CPU core sees /IRQ low, NEVER when it is high. */
  irqAt: Clk = NEVER;
  /** Time from which it is high again: what releases the line comes too late for the CPU's look before that very cycle. */
  irqUntil: Clk = NEVER;
  /** Time of the last write to NMITIMEN: a look at that very moment sees nothing. [ares: irqLock] [byuu: test_nmi] */
  lockedAt: Clk = -1;

  constructor(
    private readonly clock: Clock,
    private readonly events: EventTable,
  ) {}

  power(): void {
    this.nmiEnabled = false;
    this.hIrqEnabled = false;
    this.vIrqEnabled = false;
    this.htime = 0x1ff;
    this.vtime = 0x1ff;
    this.nmiValid = false;
    this.nmiLine = false;
    this.nmiHeldUntil = -1;
    this.irqValid = false;
    this.irqLine = false;
    this.irqHeldUntil = -1;
    this.nmiAt = NEVER;
    this.irqAt = NEVER;
    this.irqUntil = NEVER;
    this.lockedAt = -1;
  }

  /** /IRQ as the CPU core saw it at time `t`, its last look; what is over by then is forgotten. */
  irqSeenAt(t: Clk): boolean {
    if (t >= this.irqUntil) {
      this.irqAt = NEVER;
      this.irqUntil = NEVER;
    }
    return this.irqAt <= t;
  }

  private assertIrq(time: Clk): void {
    if (this.irqAt !== NEVER && this.irqUntil === NEVER) return;
    this.irqAt = time;
    this.irqUntil = NEVER;
  }

  /** At the start of each line. */
  lineBegin(): void {
    this.events.schedule(EventKind.NmiCheck, this.clock.lineStart + NMI_DELAY);
    this.scheduleIrq();
  }

  // NMI

  /** H = 2: vertical blank has begun or ended, as the interrupt unit sees it. */
  onNmiCheck(vBlank: boolean): void {
    if (vBlank === this.nmiValid) return;
    this.nmiValid = vBlank;
    this.nmiLine = vBlank;
    if (!vBlank) return;
    const time = this.clock.lineStart + NMI_DELAY;
    this.nmiHeldUntil = time + HOLD;
    this.events.schedule(EventKind.NmiTransition, time + HOLD);
  }

  onNmiTransition(): void {
    if (this.nmiEnabled) this.nmiAt = this.nmiHeldUntil;
  }

  /** $4210 bit 7: reading clears it, but not while /NMI is held. */
  readNmiFlag(): number {
    const flag = this.nmiLine ? 0x80 : 0;
    if (this.clock.now >= this.nmiHeldUntil) this.nmiLine = false;
    return flag;
  }

  get nmiFlag(): boolean {
    return this.nmiLine;
  }

  // IRQ

  private get irqEnabled(): boolean {
    return this.hIrqEnabled || this.vIrqEnabled;
  }

  /** The condition as it is at time `t`, which must lie in the current line or the end of the one before. */
  private conditionAt(t: Clk): boolean {
    if (!this.irqEnabled) return false;
    const h = t - this.clock.lineStart;
    if (this.vIrqEnabled && this.vDelayed(h) !== this.vtime) return false;
    if (this.hIrqEnabled && this.hDelayed(h, IRQ_DELAY) !== (this.htime + 1) << 2) return false;
    return !(this.clock.v === 0 && h === 6);
  }

  private vDelayed(h: number): number {
    if (h >= IRQ_DELAY) return this.clock.v;
    return this.clock.v > 0 ? this.clock.v - 1 : this.clock.lastLines - 1;
  }

  private hDelayed(h: number, delay: number): number {
    return h >= delay ? h - delay : h + this.clock.lastLineLength - delay;
  }

  /** The last time up to now at which the hardware looked. */
  private lastLook(): Clk {
    const { now, lineStart } = this.clock;
    const h = now - lineStart;
    return now - ((h + 2) & 3);
  }

  /** Puts the next rise of the condition into the event table. */
  private scheduleIrq(): void {
    this.events.schedule(EventKind.Irq, this.nextRise());
  }

  private nextRise(): Clk {
    if (!this.irqEnabled) return NEVER;
    const { clock } = this;
    const now = clock.now;
    if (!this.hIrqEnabled) {
      const rise = clock.lineStart + IRQ_DELAY;
      if (this.vtime === this.vDelayed(now - clock.lineStart) && !this.irqValid) return this.lastLook() + 4;
      return this.vtime === clock.v && rise > now ? rise : NEVER;
    }
    const position = ((this.htime + 1) << 2) + IRQ_DELAY;
    if ((this.htime + 1) << 2 < clock.lastLineLength && position >= clock.lastLineLength) {
      const spilled = clock.lineStart + position - clock.lastLineLength;
      if (spilled > now && this.conditionAt(spilled)) return spilled;
    }
    if ((this.htime + 1) << 2 >= clock.lineLength || (this.vIrqEnabled && this.vtime !== clock.v)) return NEVER;
    const rise = clock.lineStart + position;
    if (position < clock.lineLength) return rise > now ? rise : NEVER;
    return NEVER;
  }

  onIrq(time: Clk): void {
    if (!this.conditionAt(time)) {
      this.irqValid = false;
      this.scheduleIrq();
      return;
    }
    this.raise(time);
    this.irqValid = true;
    this.scheduleIrq();
  }

  private raise(time: Clk): void {
    this.irqLine = true;
    this.irqHeldUntil = time + HOLD;
    this.events.schedule(EventKind.IrqTransition, time + HOLD);
  }

  onIrqTransition(): void {
    if (this.irqLine && this.irqEnabled) this.assertIrq(this.irqHeldUntil);
  }

  /** $4211 bit 7: reading clears it and releases /IRQ, but not while it is held. */
  readIrqFlag(): number {
    const flag = this.irqLine ? 0x80 : 0;
    if (this.clock.now >= this.irqHeldUntil) this.releaseIrq();
    return flag;
  }

  get irqFlag(): boolean {
    return this.irqLine;
  }

  private releaseIrq(): void {
    this.irqLine = false;
    if (this.irqAt !== NEVER && this.irqUntil === NEVER) this.irqUntil = this.clock.now;
  }

  // Registers

  /** $4200. */
  writeNmitimen(value: u8): void {
    const now = this.clock.now;
    this.irqValid = this.conditionAt(this.lastLook());
    this.hIrqEnabled = (value & 0x10) !== 0;
    this.vIrqEnabled = (value & 0x20) !== 0;
    if (!this.irqEnabled) this.releaseIrq();
    else if (this.vIrqEnabled && !this.hIrqEnabled && this.irqLine) this.assertIrq(now);
    const nmiEnabled = (value & 0x80) !== 0;
    if (nmiEnabled && !this.nmiEnabled && this.nmiLine && this.nmiAt === NEVER) this.nmiAt = now;
    this.nmiEnabled = nmiEnabled;
    this.lockedAt = now;
    this.scheduleIrq();
  }

  /** $4207-$420A: the condition is looked at anew at once. [ares: writeCPU] */
  writeTimer(addr: number, value: u8): void {
    this.irqValid = this.conditionAt(this.lastLook());
    if (addr === 0x07) this.htime = (this.htime & 0x100) | value;
    else if (addr === 0x08) this.htime = (this.htime & 0xff) | ((value & 1) << 8);
    else if (addr === 0x09) this.vtime = (this.vtime & 0x100) | value;
    else this.vtime = (this.vtime & 0xff) | ((value & 1) << 8);
    const now = this.clock.now;
    if (this.irqLine && this.irqEnabled) this.assertIrq(now);
    if (this.irqHeldUntil > now) this.irqHeldUntil = now;
    const valid = this.conditionAt(now);
    if (valid && !this.irqValid) this.raise(now);
    this.irqValid = valid;
    this.scheduleIrq();
  }

  rebase(by: Clk): void {
    this.lockedAt = -1;
    this.nmiHeldUntil = Math.max(this.nmiHeldUntil - by, -1);
    this.irqHeldUntil = Math.max(this.irqHeldUntil - by, -1);
    if (this.nmiAt !== NEVER) this.nmiAt = Math.max(this.nmiAt - by, 0);
    if (this.irqAt !== NEVER) this.irqAt = Math.max(this.irqAt - by, 0);
    if (this.irqUntil !== NEVER) this.irqUntil = Math.max(this.irqUntil - by, 0);
  }

  serialize(s: StateIO): void {
    this.nmiEnabled = s.bool('nmiEnabled', this.nmiEnabled);
    this.hIrqEnabled = s.bool('hIrqEnabled', this.hIrqEnabled);
    this.vIrqEnabled = s.bool('vIrqEnabled', this.vIrqEnabled);
    this.htime = s.u16('htime', this.htime);
    this.vtime = s.u16('vtime', this.vtime);
    this.nmiValid = s.bool('nmiValid', this.nmiValid);
    this.nmiLine = s.bool('nmiLine', this.nmiLine);
    this.nmiHeldUntil = s.i32('nmiHeldUntil', this.nmiHeldUntil);
    this.irqValid = s.bool('irqValid', this.irqValid);
    this.irqLine = s.bool('irqLine', this.irqLine);
    this.irqHeldUntil = s.i32('irqHeldUntil', this.irqHeldUntil);
    this.nmiAt = s.i32('nmiAt', this.nmiAt);
    this.irqAt = s.i32('irqAt', this.irqAt);
    this.irqUntil = s.i32('irqUntil', this.irqUntil);
  }
}
