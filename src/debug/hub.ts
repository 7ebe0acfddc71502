import type { DebugEvent, DebugHooks, PpuHooks, SmpHooks } from '../core/hooks.ts';
import type { Snes } from '../core/snes.ts';
import { type Mode, W65C816_INSTRUCTIONS, w65c816Length } from './assembler/w65c816-table.ts';
import type { MemoryName } from './memories.ts';

const NO_MEMORY: ReadonlySet<Mode> = new Set(['imp', 'acc', 'imm8', 'immM', 'immX', 'imm16', 'rel8', 'rel16']);
const CALLS = new Set(['jmp', 'jml', 'jsr', 'jsl']);

export const enum AccessKind {
  Read,
  Write,
  /** Part of an instruction: opcode or operand. */
  Fetch,
}

/** Who used the bus: `cpu`, an interrupt entry's pushes among it; a DMA or HDMA channel; the sound processor; the echo unit; the S-DSP, which writes some of its registers. */
export type Agent = 'cpu' | 'dma' | 'hdma' | 'smp' | 'echo' | 'dsp';

/** Whether it belongs to the sound unit, which has a time of its own. */
export function isOfSoundUnit(agent: Agent): boolean {
  return agent === 'smp' || agent === 'echo' || agent === 'dsp';
}

/** One access. The object is used again for the next one. */
export interface Access {
  readonly kind: AccessKind;
  /** The memory behind the bus; `cpu` for I/O registers and where nothing is, `smp` for what the sound processor reads of its registers and boot program. */
  readonly memory: MemoryName;
  /** Place in that memory. */
  readonly address: number;
  /** Address on the processor's bus; -1 for the PPU's memories. */
  readonly bus: number;
  readonly value: number;
  readonly agent: Agent;
  /** 0 to 7 for DMA and HDMA. */
  readonly channel: number;
  /** The write had no effect: the picture was being made, it was ROM, or TEST keeps the audio RAM as it is. */
  readonly lost: boolean;
}

/** What must be looked at for somebody: nothing else is sent to him for certain, but more may be. */
export interface WatchPlan {
  /** Every S-CPU instruction. */
  readonly exec?: boolean;
  /** The sound processor's instructions and accesses. */
  readonly smp?: boolean;
  /** What the S-DSP writes into its registers by itself, in each sample. */
  readonly dsp?: boolean;
  /** The ports of VRAM, OAM and CGRAM. */
  readonly ppu?: boolean;
  /** Registers, unmapped addresses, DMA and events: they cost nothing while unused. */
  readonly io?: boolean;
  /** What the sound unit does is told while the S-CPU is in its cycle of that moment, and not when it is caught up with. */
  readonly together?: boolean;
  readonly ranges?: readonly WatchRange[];
}

export interface WatchRange {
  readonly memory: MemoryName;
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
  readonly read: boolean;
  readonly write: boolean;
}

export interface Watcher {
  readonly plan: WatchPlan;
  /** It looks for a place to run to: where the machine stands already is none. */
  readonly ahead?: boolean;
  /** It writes down what happens and changes nothing: told in steps of single cycles, too. */
  readonly records?: boolean;
  /** Before an instruction. True stops before it. */
  exec?(pc: number): boolean;
  smpExec?(pc: number): boolean;
  access?(access: Access): void;
  event?(kind: DebugEvent): void;
  /** Before each bus cycle of the S-CPU and after each of the sound processor, while cycles are traced. */
  cycle?(): void;
  smpCycle?(): void;
  /** The machine was moved while somebody else was told, or is another one; this one was told of all up to `from`. */
  skipped?(from: ToldPlace): void;
  /** It stands: what is behind that place has not happened. */
  arrived?(place: StandPlace): void;
}

/** Up to where a watcher was told, in master clocks since power-on; -1 for nowhere. */
export interface ToldPlace {
  readonly time: number;
  /** The sound processor's. */
  readonly soundTime: number;
}

/** Where the machine stands, in master clocks since power-on. */
export interface StandPlace {
  /** Of the S-CPU's step that comes next, or is under way. */
  readonly time: number;
  /** The sound processor's. */
  readonly soundTime: number;
  /** Watchers were told of the instruction at `time`. */
  readonly told: boolean;
}

/** Bytes of each S-CPU instruction that reads where its operand says; 0 for the others. */
const READER_LENGTHS = W65C816_INSTRUCTIONS.map(({ mnemonic, mode }, opcode) =>
  NO_MEMORY.has(mode) || (CALLS.has(mnemonic) && !mode.startsWith('i')) ? 0 : w65c816Length(opcode, 1, 1),
);

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const NO_ACCESS: Access = {
  kind: AccessKind.Read,
  memory: 'cpu',
  address: 0,
  bus: 0,
  value: 0,
  agent: 'cpu',
  channel: 0,
  lost: false,
};

/** Connects watchers to a machine. Without watchers no hook is set. */
export class Hub implements DebugHooks, PpuHooks {
  execs = false;
  #together = false;
  readonly #snes: Snes;
  #watchers: Watcher[] = [];
  #toldAt = -1;
  #watchedPages = new Set<number>();
  readonly #access: Mutable<Access> = { ...NO_ACCESS };
  /** The sound unit's: it is brought up to date by watchers that are being told of an access of the S-CPU. */
  readonly #smpOne: Mutable<Access> = { ...NO_ACCESS };

  /** The sound processor is about to fetch an opcode. */
  #smpOpcode = false;

  readonly #onRegister = (register: number, value: number): void =>
    this.#smpAccess(AccessKind.Write, 'dsp', register, -1, value, 'dsp');

  readonly #smp: Mutable<SmpHooks> = {
    onExec: (pc) => {
      this.#smpOpcode = true;
      let stop = false;
      for (const watcher of this.#watchers) if (watcher.smpExec?.(pc) === true) stop = true;
      return stop;
    },
    onRead: (addr, value) => {
      const { apu } = this.#snes;
      const fetch = this.#smpOpcode || apu.core.fetching;
      this.#smpOpcode = false;
      const register = (addr & 0xfff0) === 0xf0 || (addr >= 0xffc0 && (apu.control & 0x80) !== 0);
      this.#smpAccess(fetch ? AccessKind.Fetch : AccessKind.Read, register ? 'smp' : 'aram', addr, addr, value, 'smp');
      if (addr === 0xf3 && !fetch) this.#dspAccess(AccessKind.Read, value);
      for (const watcher of this.#watchers) watcher.smpCycle?.();
    },
    onWrite: (addr, value) => {
      this.#smpAccess(AccessKind.Write, 'aram', addr, addr, value, 'smp', !this.#snes.apu.takesWrites);
      if (addr === 0xf3) this.#dspAccess(AccessKind.Write, value);
      for (const watcher of this.#watchers) watcher.smpCycle?.();
    },
    onIdle: () => {
      for (const watcher of this.#watchers) watcher.smpCycle?.();
    },
    onEcho: (addr, value) => this.#smpAccess(AccessKind.Write, 'aram', addr, addr, value, 'echo'),
  };

  constructor(snes: Snes) {
    this.#snes = snes;
  }

  /** Reads see the lower half of the registers in both halves of DSPADDR; writes to the upper half do nothing. */
  #dspAccess(kind: AccessKind, value: number): void {
    const register = this.#snes.apu.dspAddress;
    if (kind === AccessKind.Read || register < 0x80) this.#smpAccess(kind, 'dsp', register & 0x7f, 0xf3, value, 'smp');
  }

  #smpAccess(
    kind: AccessKind,
    memory: MemoryName,
    address: number,
    bus: number,
    value: number,
    agent: Agent,
    lost = false,
  ): void {
    const access = this.#smpOne;
    access.kind = kind;
    access.memory = memory;
    access.address = address;
    access.bus = bus;
    access.value = value;
    access.agent = agent;
    access.channel = 0;
    access.lost = lost;
    this.#tell(access);
  }

  get watchers(): readonly Watcher[] {
    return this.#watchers;
  }

  /** `first`: told before the others. */
  add(watcher: Watcher, first = false): void {
    if (!this.#watchers.includes(watcher)) {
      if (first) this.#watchers.unshift(watcher);
      else this.#watchers.push(watcher);
      const { cpu } = this.#snes;
      // The others know the instruction at which the machine stands.
      if (watcher.records === true && this.#toldAt === this.#time && cpu.atInstruction) watcher.exec?.((cpu.pbr << 16) | cpu.pc);
    }
    this.update();
  }

  /** Does something while these watchers are told and nobody else. */
  only<T>(watchers: readonly Watcher[], action: () => T): T {
    const before = this.#watchers;
    const from = { time: this.#time, soundTime: this.#snes.soundTime };
    this.#watchers = [...watchers];
    this.update();
    try {
      return action();
    } finally {
      this.#watchers = before;
      this.update();
      if (this.#time !== from.time) for (const watcher of before) if (!watchers.includes(watcher)) watcher.skipped?.(from);
    }
  }

  /** The machine is another one, or elsewhere, and nobody was told of the way. */
  skipped(): void {
    this.#toldAt = -1;
    // A reset forgets that cycles are traced.
    this.update();
    for (const watcher of this.#watchers) watcher.skipped?.({ time: -1, soundTime: -1 });
  }

  /** The machine stands at a boundary, or inside the step that begins there; the sound unit of the machine that one sees there has come to `soundTime`. */
  arrived(soundTime: number): void {
    const time = this.#time;
    const told = this.#toldAt === time;
    if (!told) this.#toldAt = -1;
    for (const watcher of this.#watchers) watcher.arrived?.({ time, soundTime, told });
  }

  remove(watcher: Watcher): void {
    this.#watchers = this.#watchers.filter((one) => one !== watcher);
    this.update();
  }

  /** After a plan has changed. */
  update(): void {
    const plans = this.#watchers.map(({ plan }) => plan);
    const ranges = plans.flatMap((plan) => plan.ranges ?? []);
    this.execs = plans.some((plan) => plan.exec === true);
    this.#together = plans.some((plan) => plan.together === true);
    const any = this.execs || this.#together || ranges.length > 0 || plans.some((plan) => plan.io === true || plan.ppu === true);
    this.#snes.cpu.hooks = any ? this : null;
    this.#snes.cpu.traceCycles = this.#together;
    this.#snes.ppu.memory.hooks = plans.some((plan) => plan.ppu === true) ? this : null;
    this.#smp.onRegister = plans.some((plan) => plan.dsp === true) ? this.#onRegister : undefined;
    this.#snes.apu.hooks = plans.some((plan) => plan.smp === true || plan.dsp === true) ? this.#smp : null;
    this.#watchPages(ranges);
  }

  #watchPages(ranges: readonly WatchRange[]): void {
    const { bus } = this.#snes;
    const pages = new Map<number, { reads: boolean; writes: boolean }>();
    const base = { cpu: -1, wram: 0, rom: bus.wram.length, sram: bus.wram.length + bus.rom.length } as Record<MemoryName, number>;
    for (let page = 0; ranges.length > 0 && page < 0x800; page++) {
      const at = bus.mappedAt(page << 13);
      for (const { memory, from, to, read, write } of ranges) {
        const start = memory === 'cpu' ? page << 13 : at;
        const offset = memory === 'cpu' ? 0 : base[memory];
        if (offset === undefined || start < 0 || start > offset + to || start + 0x1fff < offset + from) continue;
        const before = pages.get(page);
        pages.set(page, { reads: read || before?.reads === true, writes: write || before?.writes === true });
      }
    }
    for (const page of this.#watchedPages) if (!pages.has(page)) bus.watchPage(page, false, false);
    for (const [page, { reads, writes }] of pages) bus.watchPage(page, reads, writes);
    this.#watchedPages = new Set(pages.keys());
  }

  get #time(): number {
    const { clock } = this.#snes;
    return clock.base + clock.now;
  }

  /** A single step has no `exec`: tells those that listen, except some, of the instruction at which the machine stands, unless they were told. */
  tellUntold(time: number, except: readonly Watcher[]): void {
    const { cpu } = this.#snes;
    if (this.#toldAt === time || !cpu.atInstruction) return;
    this.#toldAt = time;
    const pc = (cpu.pbr << 16) | cpu.pc;
    for (const watcher of this.#watchers)
      if (watcher.plan.exec === true && watcher.ahead !== true && !except.includes(watcher)) watcher.exec?.(pc);
  }

  // S-CPU

  onExec(pc: number): boolean {
    this.#toldAt = this.#time;
    let stop = false;
    for (const watcher of this.#watchers) if (watcher.exec?.(pc) === true) stop = true;
    return stop;
  }

  onRead(addr: number, value: number): void {
    const { cpu } = this.#snes;
    const fetch = cpu.dma.owner < 0 && addr === ((cpu.pbr << 16) | cpu.pc) && !this.#hasWholeOperand();
    this.#cpuAccess(fetch ? AccessKind.Fetch : AccessKind.Read, addr, value);
  }

  /** The instruction under way is taken in and names memory: what it reads now is data, though it stand right behind it. */
  #hasWholeOperand(): boolean {
    const { cpu } = this.#snes;
    const done = (cpu.pc - cpu.instructionPc) & 0xffff;
    return done > 0 && done === READER_LENGTHS[cpu.peek(cpu.instructionPc)];
  }

  onWrite(addr: number, value: number): void {
    this.#cpuAccess(AccessKind.Write, addr, value);
  }

  #cpuAccess(kind: AccessKind, bus: number, value: number): void {
    const access = this.#access;
    const { cpu, bus: memory } = this.#snes;
    access.kind = kind;
    access.bus = bus;
    access.value = value;
    access.lost = false;
    if (this.#together && cpu.dma.owner >= 0) this.#snes.catchUpApu();
    this.#setAgent(cpu.dma.owner);
    let at = memory.mappedAt(bus);
    if (at < 0 && (bus & 0x40ffff) === 0x2180) at = cpu.io.wramAddress;
    if (at < 0) {
      access.memory = 'cpu';
      access.address = bus;
    } else if (at < memory.wram.length) {
      access.memory = 'wram';
      access.address = at;
    } else if (at < memory.wram.length + memory.rom.length) {
      access.memory = 'rom';
      access.address = at - memory.wram.length;
      access.lost = kind === AccessKind.Write;
    } else {
      access.memory = 'sram';
      access.address = at - memory.wram.length - memory.rom.length;
    }
    this.#tell(access);
  }

  #setAgent(owner: number): void {
    const access = this.#access;
    access.agent = owner < 0 ? 'cpu' : owner < 8 ? 'dma' : 'hdma';
    access.channel = owner < 0 ? 0 : owner & 7;
  }

  #tell(access: Access): void {
    const watchers = this.#watchers;
    for (let i = 0; i < watchers.length; i++) watchers[i].access?.(access);
  }

  onEvent(kind: DebugEvent): void {
    for (const watcher of this.#watchers) watcher.event?.(kind);
  }

  onCycle(): void {
    if (this.#together) this.#snes.catchUpApu();
    for (const watcher of this.#watchers) watcher.cycle?.();
  }

  // The PPU's memories

  #ppuAccess(kind: AccessKind, memory: MemoryName, address: number, value: number, lost: boolean): void {
    const access = this.#access;
    access.kind = kind;
    access.memory = memory;
    access.address = address;
    access.bus = -1;
    access.value = value;
    access.lost = lost;
    this.#setAgent(this.#snes.cpu.dma.owner);
    this.#tell(access);
  }

  onVramWrite(addr: number, value: number, lost: boolean): void {
    this.#ppuAccess(AccessKind.Write, 'vram', addr, value, lost);
  }

  onVramRead(addr: number, lost: boolean): void {
    const word = this.#snes.vram[addr >> 1];
    this.#ppuAccess(AccessKind.Read, 'vram', addr, word & 0xff, lost);
    this.#ppuAccess(AccessKind.Read, 'vram', addr + 1, word >> 8, lost);
  }

  onOamWrite(addr: number, value: number): void {
    this.#ppuAccess(AccessKind.Write, 'oam', addr, value, false);
  }

  onOamRead(addr: number): void {
    this.#ppuAccess(AccessKind.Read, 'oam', addr, this.#snes.oam[addr], false);
  }

  onCgramWrite(addr: number, value: number): void {
    this.#ppuAccess(AccessKind.Write, 'cgram', addr, value, false);
  }

  onCgramRead(addr: number): void {
    this.#ppuAccess(AccessKind.Read, 'cgram', addr, (this.#snes.cgram[addr >> 1] >> ((addr & 1) << 3)) & 0xff, false);
  }
}
