import type { SmpHooks } from '../hooks.ts';
import type { Entropy, StateIO, u16, u8 } from '../types.ts';
import type { Dsp } from './dsp.ts';
import { DspReg } from './dsp-shared.ts';
import { IPL_SIZE, OWN_IPL } from './ipl.ts';
import { SmpTimer } from './smp-timer.ts';
import { LOGGED_BYTES, WriteLog } from './smp-write-log.ts';
import { Spc700, type SpcBus } from './spc700.ts';
import { Psw } from './spc700-registers.ts';

/** Ticks of a cycle at the four speeds of TEST: a tick is half an ordinary cycle. The timers see 8 and 16 where the core takes 10 and 20. */
const CORE_TICKS = [2, 4, 10, 20];
const TIMER_TICKS = [2, 4, 8, 16];

/** The timers tick after a cycle's access: at the first access after a reset they have not moved yet. [bsnes: smp timing] */
const PRESCALER_START = 126;
/** The S-DSP never lags by more ticks than this; the tick counters are rebased beyond the other. */
const MAX_LAG = 4096;
const REBASE = 1 << 24;

/**
 * The S-SMP: the SPC700, its registers at $F0-$FF, the timers and the boot program.
 *
 * Time is in ticks of half a cycle. A cycle's access happens at its end; only a read of $F4-$F7 happens in its middle.
 * [ares: smp timing; bsnes agrees] The S-DSP does one of its cycles before each access; it is run in batches, and `syncDsp` is called before
 * anything that could show the difference.
 */
export class Smp implements SpcBus {
  readonly core: Spc700;
  readonly fromCpu = new Uint8Array(4);
  readonly toCpu = new Uint8Array(4);
  readonly ipl = Uint8Array.from(OWN_IPL);
  hooks: SmpHooks | null = null;
  /** Bytes of the RAM that keep a value whatever is written there; null for none. */
  held: ReadonlyMap<number, u8> | null = null;
  /** Set when `hooks.onExec` returned true; whoever watches clears it. The processor goes on, so that watching changes nothing. */
  breakRequested = false;

  private readonly aram: Uint8Array;
  private readonly dsp: Dsp;
  private readonly timer0 = new SmpTimer();
  private readonly timer1 = new SmpTimer();
  private readonly timer2 = new SmpTimer();

  /** Ticks done, rebased now and then, and the tick to run to; `now` is one ahead when only half of a cycle's time has passed. */
  private now = 0;
  private target = 0;
  /** Ticks up to which the timers and the S-DSP have been run. */
  private timerNow = 0;
  private dspNow = 0;
  private prescaler = 0;
  private readonly log = new WriteLog();
  /** Where the echo may write; a span of 65536 while ESA is changing. */
  private echoBase = 0;
  private echoSpan = 0x10000;

  private timersHeld = false;
  private timersOn = true;
  private ramWritable = true;
  private ramOff = false;
  private externalSpeed = 0;
  private internalSpeed = 0;
  private slow = false;
  private iplMapped = true;
  private dspAddress: u8 = 0;
  private aux4: u8 = 0;
  private aux5: u8 = 0;

  constructor(aram: Uint8Array, dsp: Dsp) {
    this.aram = aram;
    this.dsp = dsp;
    this.core = new Spc700(this);
  }

  /** Advances by `ticks` half cycles, and runs each access whose time has come. */
  run(ticks: number): void {
    this.target += ticks;
    for (;;) {
      if (this.slow) {
        if (!this.runSlowCycle()) break;
      } else {
        if (this.target - this.now < 2) break;
        this.runCycles();
      }
    }
    if (!this.slow && this.target - this.now === 1 && this.readsPort(this.core.nextAddress())) {
      this.now += 2;
      this.core.cycle();
    }
    if (this.now - this.dspNow > MAX_LAG) this.syncDsp();
    if (this.now > REBASE) this.rebase();
  }

  private runCycles(): void {
    const core = this.core;
    while (this.target - this.now >= 2 && !this.slow) {
      this.now += 2;
      core.cycle();
    }
  }

  private rebase(): void {
    const by = this.now;
    this.syncDsp();
    this.syncTimers();
    this.log.clear();
    this.now -= by;
    this.target -= by;
    this.timerNow -= by;
    this.dspNow -= by;
  }

  private readsPort(addr: number): boolean {
    return (addr & 0xfffc) === 0xf4 && this.core.nextReads();
  }

  /** A cycle at one of TEST's other speeds; false when its time has not come. */
  private runSlowCycle(): boolean {
    const addr = this.core.nextAddress();
    const internal = addr < 0 || (addr & 0xfff0) === 0xf0 || (addr >= 0xffc0 && this.iplMapped);
    const speed = internal ? this.internalSpeed : this.externalSpeed;
    const halves = this.readsPort(addr) ? 1 : 0;
    const ticks = CORE_TICKS[speed];
    const before = ticks >> halves;
    if (this.target - this.now < before) return false;
    const timerTicks = TIMER_TICKS[speed];
    this.now += before;
    this.timerNow += before - (timerTicks >> halves);
    this.core.cycle();
    const after = ticks - before;
    this.now += after;
    this.timerNow += after - (timerTicks - (timerTicks >> halves));
    return true;
  }

  /** Half cycles from the end of the cycle that was begun last to the tick to run to; -1 when half of the cycle is lent. */
  get ticksLeft(): number {
    return this.target - this.now;
  }

  /** Brings the S-DSP up to the present cycle. Whoever is told of its writes may ask for it meanwhile. */
  syncDsp(): void {
    const from = this.dspNow;
    const due = (this.now - from + 1) >> 1;
    if (due <= 0) return;
    this.dspNow = from + (due << 1);
    this.log.run(this.dsp, due, from);
    if (this.echoSpan === 0x10000) this.watchEcho();
  }

  private watchEcho(): void {
    const span = this.dsp.echo.span;
    this.echoBase = this.dsp.echo.base;
    this.echoSpan = span < 0 ? 0x10000 : span;
  }

  private syncTimers(): void {
    const total = this.prescaler + this.now - this.timerNow;
    const running = this.timersOn && !this.timersHeld;
    this.timer0.advance(total >> 7, running);
    this.timer1.advance(total >> 7, running);
    this.timer2.advance((total >> 4) - (this.prescaler >> 4), running);
    this.prescaler = total & 127;
    this.timerNow = this.now;
  }

  instruction(pc: u16): void {
    if (this.hooks === null) return;
    if (this.dsp.shared.onRegister !== null) this.syncDsp();
    if (this.hooks.onExec(pc)) this.breakRequested = true;
  }

  idle(): void {
    if (this.hooks === null) return;
    this.tellDsp();
    this.hooks.onIdle?.();
  }

  /** While somebody watches, what the S-DSP writes is told in its cycle, and not when it is run the next time. */
  private tellDsp(): void {
    if (this.echoSpan !== 0 || this.dsp.shared.onRegister !== null) this.syncDsp();
  }

  read(addr: u16): u8 {
    let value: u8;
    if ((addr & 0xfff0) === 0xf0) value = this.readRegister(addr);
    else if (addr >= 0xffc0 && this.iplMapped) value = this.ipl[addr & 0x3f]!;
    else {
      if (((addr - this.echoBase) & 0xffff) < this.echoSpan) this.syncDsp();
      value = this.ramOff ? 0x5a : this.aram[addr];
    }
    if (this.hooks === null) return value;
    this.tellDsp();
    this.hooks.onRead(addr, value);
    return value;
  }

  /** Writes reach the RAM also beneath the registers and the boot program. [fullsnes: $F1] */
  write(addr: u16, value: u8): void {
    if (this.hooks !== null) {
      this.tellDsp();
      this.hooks.onWrite(addr, value);
    }
    if (this.ramWritable && !this.ramOff) this.writeRam(addr, value);
    if ((addr & 0xfff0) === 0xf0) this.writeRegister(addr, value);
  }

  /** Writes near the bottom, where drivers keep their variables, need not wait for the S-DSP: a log lets it see the RAM of its own time. */
  private writeRam(addr: u16, written: u8): void {
    const value = this.held === null ? written : (this.held.get(addr) ?? written);
    if (addr >= LOGGED_BYTES || ((addr - this.echoBase) & 0xffff) < this.echoSpan || this.log.full) this.syncDsp();
    else this.log.add(this.now, addr, this.aram[addr], value);
    this.aram[addr] = value;
  }

  /** The byte that the SMP would read at `addr`, without side effects. */
  peek(addr: u16): u8 {
    if ((addr & 0xfff0) === 0xf0) return this.peekRegister(addr);
    return addr >= 0xffc0 && this.iplMapped ? this.ipl[addr & 0x3f] : this.aram[addr];
  }

  /** Whether writes reach the RAM: TEST may forbid it. */
  get takesWrites(): boolean {
    return this.ramWritable && !this.ramOff;
  }

  /** CONTROL as it was written, without the bits that only clear ports. */
  get control(): u8 {
    return (this.timer0.on ? 1 : 0) | (this.timer1.on ? 2 : 0) | (this.timer2.on ? 4 : 0) | (this.iplMapped ? 0x80 : 0);
  }

  timerTarget(index: number): u8 {
    return this.timer(index).target;
  }

  private peekRegister(addr: u16): u8 {
    switch (addr) {
      case 0xf2: // @hw $F2 RW DSPADDR
        return this.dspAddress;
      case 0xf3: // @hw $F3 RW DSPDATA
        this.syncDsp();
        return this.dsp.read(this.dspAddress);
      case 0xf4: // @hw $F4 RW CPUIO0
      case 0xf5: // @hw $F5 RW CPUIO1
      case 0xf6: // @hw $F6 RW CPUIO2
      case 0xf7: // @hw $F7 RW CPUIO3
        return this.fromCpu[addr & 3];
      case 0xf8: // @hw $F8 RW AUXIO4
        return this.aux4;
      case 0xf9: // @hw $F9 RW AUXIO5
        return this.aux5;
      case 0xfd: // @hw $FD R T0OUT
      case 0xfe: // @hw $FE R T1OUT
      case 0xff: // @hw $FF R T2OUT
        this.syncTimers();
        return this.timer(addr - 0xfd).peek();
      default:
        return 0;
    }
  }

  private readRegister(addr: u16): u8 {
    const value = this.peekRegister(addr);
    if (addr >= 0xfd) this.timer(addr - 0xfd).read();
    return value;
  }

  private timer(index: number): SmpTimer {
    return index === 0 ? this.timer0 : index === 1 ? this.timer1 : this.timer2;
  }

  private writeRegister(addr: u16, value: u8): void {
    switch (addr) {
      case 0xf0: // @hw $F0 W TEST
        this.writeTest(value);
        break;
      case 0xf1: // @hw $F1 W CONTROL
        this.writeControl(value);
        break;
      case 0xf2:
        this.dspAddress = value;
        break;
      case 0xf3:
        if (this.dspAddress < 0x80) this.writeDsp(value);
        break;
      case 0xf4:
      case 0xf5:
      case 0xf6:
      case 0xf7:
        this.toCpu[addr & 3] = value;
        break;
      case 0xf8:
        this.aux4 = value;
        break;
      case 0xf9:
        this.aux5 = value;
        break;
      case 0xfa: // @hw $FA W T0DIV
      case 0xfb: // @hw $FB W T1DIV
      case 0xfc: // @hw $FC W T2DIV
        this.syncTimers();
        this.timer(addr - 0xfa).target = value;
        break;
      default:
        break;
    }
  }

  private writeDsp(value: u8): void {
    this.syncDsp();
    const register = this.dspAddress;
    this.dsp.write(register, value);
    if (register === DspReg.Esa || register === DspReg.Edl || register === DspReg.Flg) this.watchEcho();
  }

  /** Ignored while the P flag is set. [ares: smp io] */
  private writeTest(value: u8): void {
    if ((this.core.psw & Psw.P) !== 0) return;
    this.syncTimers();
    this.syncDsp();
    this.timersHeld = (value & 0x01) !== 0;
    this.ramWritable = (value & 0x02) !== 0;
    this.ramOff = (value & 0x04) !== 0;
    this.timersOn = (value & 0x08) !== 0;
    this.externalSpeed = (value >> 4) & 3;
    this.internalSpeed = value >> 6;
    this.slow = value >> 4 !== 0;
    this.dsp.shared.ramWritable = this.ramWritable;
    const running = this.timersOn && !this.timersHeld;
    this.timer0.gate(running);
    this.timer1.gate(running);
    this.timer2.gate(running);
  }

  private writeControl(value: u8): void {
    this.syncTimers();
    this.timer0.enable((value & 0x01) !== 0);
    this.timer1.enable((value & 0x02) !== 0);
    this.timer2.enable((value & 0x04) !== 0);
    if ((value & 0x10) !== 0) this.fromCpu[0] = this.fromCpu[1] = 0;
    if ((value & 0x20) !== 0) this.fromCpu[2] = this.fromCpu[3] = 0;
    this.iplMapped = (value & 0x80) !== 0;
  }

  power(entropy: Entropy): void {
    entropy.fill(this.aram);
    this.reset();
    this.timer0.power();
    this.timer1.power();
    this.timer2.power();
  }

  reset(): void {
    this.now = this.target = this.timerNow = this.dspNow = 0;
    this.log.clear();
    this.prescaler = PRESCALER_START;
    this.timersHeld = this.ramOff = this.slow = false;
    this.timersOn = this.ramWritable = this.iplMapped = true;
    this.dsp.shared.ramWritable = true;
    this.externalSpeed = this.internalSpeed = 0;
    this.dspAddress = this.aux4 = this.aux5 = 0;
    this.fromCpu.fill(0);
    this.toCpu.fill(0);
    this.timer0.reset();
    this.timer1.reset();
    this.timer2.reset();
    this.echoSpan = 0x10000;
    const { core } = this;
    core.a = core.x = core.y = 0;
    core.sp = 0xef;
    core.psw = Psw.Z;
    core.restart(this.ipl[IPL_SIZE - 2] | (this.ipl[IPL_SIZE - 1] << 8));
  }

  /** The timers and the S-DSP are up to date here: only the ticks that are left of a cycle, or lent to it, remain. */
  private serializeTime(s: StateIO): void {
    this.target = s.i32('ticksLeft', this.target - this.now);
    this.dspNow = s.i32('dspAhead', this.dspNow - this.now);
    this.timerNow = this.now = 0;
  }

  serialize(s: StateIO): void {
    this.syncTimers();
    this.syncDsp();
    // A write of this very cycle, before which somebody looked at the S-DSP, may still be there: its time is of before.
    this.log.clear();
    this.core.serialize(s);
    s.ram('fromCpu', this.fromCpu);
    s.ram('toCpu', this.toCpu);
    this.timer0.serialize(s, 'timer0');
    this.timer1.serialize(s, 'timer1');
    this.timer2.serialize(s, 'timer2');
    this.serializeTime(s);
    this.prescaler = s.u8('prescaler', this.prescaler);
    this.timersHeld = s.bool('timersHeld', this.timersHeld);
    this.timersOn = s.bool('timersOn', this.timersOn);
    this.ramWritable = s.bool('ramWritable', this.ramWritable);
    this.ramOff = s.bool('ramOff', this.ramOff);
    this.externalSpeed = s.u8('externalSpeed', this.externalSpeed);
    this.internalSpeed = s.u8('internalSpeed', this.internalSpeed);
    this.slow = (this.externalSpeed | this.internalSpeed) !== 0;
    this.iplMapped = s.bool('iplMapped', this.iplMapped);
    this.dspAddress = s.u8('dspAddress', this.dspAddress);
    this.aux4 = s.u8('aux4', this.aux4);
    this.aux5 = s.u8('aux5', this.aux5);
    if (s.loading) this.echoSpan = 0x10000;
  }
}
