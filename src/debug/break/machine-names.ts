import type { Snes } from '../../core/snes.ts';
import { isMemoryName, MEMORIES, peek } from '../memories.ts';
import type { ProcessorName } from '../processors.ts';
import { soundBeam } from '../sound/beam.ts';
import type { Names } from './expression.ts';

/** What an expression can ask about the access or event that is looked at. */
export interface Moment {
  address: number;
  value: number;
  /** What was there before a write. */
  old: number;
  hits: number;
}

/** Gives a label's address on the processor's bus, or null. */
export type LabelLookup = (name: string, processor: ProcessorName) => number | null;

type Readers = Readonly<Record<string, (snes: Snes) => number>>;

const CPU: Readers = {
  a: (s) => s.cpu.a,
  x: (s) => s.cpu.x,
  y: (s) => s.cpu.y,
  s: (s) => s.cpu.s,
  sp: (s) => s.cpu.s,
  d: (s) => s.cpu.d,
  dp: (s) => s.cpu.d,
  db: (s) => s.cpu.dbr,
  dbr: (s) => s.cpu.dbr,
  k: (s) => s.cpu.pbr,
  pb: (s) => s.cpu.pbr,
  pbr: (s) => s.cpu.pbr,
  pc: (s) => (s.cpu.pbr << 16) | s.cpu.pc,
  p: (s) => s.cpu.p,
  'flag.n': (s) => s.cpu.fN,
  'flag.v': (s) => s.cpu.fV,
  'flag.m': (s) => s.cpu.fM,
  'flag.x': (s) => s.cpu.fX,
  'flag.d': (s) => s.cpu.fD,
  'flag.i': (s) => s.cpu.fI,
  'flag.z': (s) => s.cpu.fZ,
  'flag.c': (s) => s.cpu.fC,
  'flag.e': (s) => s.cpu.fE,
};

const SMP: Readers = {
  a: (s) => s.apu.a,
  x: (s) => s.apu.x,
  y: (s) => s.apu.y,
  s: (s) => s.apu.sp,
  sp: (s) => s.apu.sp,
  ya: (s) => (s.apu.y << 8) | s.apu.a,
  pc: (s) => s.apu.pc,
  p: (s) => s.apu.psw,
  psw: (s) => s.apu.psw,
  'flag.n': (s) => (s.apu.psw >> 7) & 1,
  'flag.v': (s) => (s.apu.psw >> 6) & 1,
  'flag.p': (s) => (s.apu.psw >> 5) & 1,
  'flag.b': (s) => (s.apu.psw >> 4) & 1,
  'flag.h': (s) => (s.apu.psw >> 3) & 1,
  'flag.i': (s) => (s.apu.psw >> 2) & 1,
  'flag.z': (s) => (s.apu.psw >> 1) & 1,
  'flag.c': (s) => s.apu.psw & 1,
};

const BEAM: Readers = {
  scanline: (s) => s.clock.v,
  dot: (s) => s.clock.dot,
  hclock: (s) => s.clock.h,
  frame: (s) => s.frame,
  field: (s) => s.clock.field,
  clock: (s) => s.clock.base + s.clock.now,
  'dma.active': (s) => (s.cpu.dma.owner >= 0 ? 1 : 0),
  'dma.channel': (s) => (s.cpu.dma.owner < 0 ? -1 : s.cpu.dma.owner & 7),
};

/** The same at the sound processor's own time. */
const SOUND_BEAM: Readers = {
  ...BEAM,
  scanline: (s) => soundBeam(s).line,
  dot: (s) => soundBeam(s).dot,
  hclock: (s) => soundBeam(s).h,
  frame: (s) => soundBeam(s).frame,
  field: (s) => soundBeam(s).field,
  clock: (s) => s.soundTime,
};

/** What an expression asks of the machine besides what its own processor has at that moment. */
export interface Asked {
  hits: boolean;
  /** Registers of the S-CPU, or memory and DMA on its side. */
  cpu: boolean;
  /** Registers of the sound processor, or memory of the sound unit. */
  sound: boolean;
}

const OF_SOUND_UNIT: ReadonlySet<string> = new Set(['spc', 'smp', 'aram', 'dsp']);

/** The same names; what is asked for is written down. */
export function noting(names: Names, processor: ProcessorName, asked: Asked): Names {
  const ask = (side: ProcessorName): void => {
    if (side === 'cpu') asked.cpu = true;
    else asked.sound = true;
  };
  return {
    ...names,
    reader: (name) => {
      const lower = name.toLowerCase();
      if (lower === 'hits') asked.hits = true;
      else if (lower.startsWith('cpu.') || lower.startsWith('dma.')) ask('cpu');
      else ask(lower.startsWith('spc.') ? 'smp' : processor);
      return names.reader(name);
    },
    memory: (name) => {
      ask(name === '' ? processor : OF_SOUND_UNIT.has(name) ? 'smp' : 'cpu');
      return names.memory(name);
    },
  };
}

const MOMENT = ['address', 'value', 'old', 'hits'] as const;

/** Names of a machine's registers, flags, beam and memories, of the access that is looked at, and labels. Register names may be in capitals. */
export function machineNames(
  snes: Snes,
  processor: ProcessorName,
  moment: Moment,
  label: LabelLookup,
  labels: readonly string[] = [],
): Names {
  const own = processor === 'cpu' ? CPU : SMP;
  const prefixed: Record<string, (snes: Snes) => number> = { ...(processor === 'cpu' ? BEAM : SOUND_BEAM) };
  for (const [name, read] of Object.entries(CPU)) prefixed[`cpu.${name}`] = read;
  for (const [name, read] of Object.entries(SMP)) prefixed[`spc.${name}`] = read;
  const reader = (name: string): (() => number) | null => {
    for (const key of MOMENT) if (key === name) return () => moment[key];
    const read = own[name] ?? prefixed[name];
    if (read !== undefined) return () => read(snes);
    const address = label(name, processor);
    if (address !== null) return () => address;
    const lower = name.toLowerCase();
    const again = lower === name ? undefined : (own[lower] ?? prefixed[lower]);
    return again === undefined ? null : () => again(snes);
  };
  const bus = processor === 'cpu' ? 'cpu' : 'smp';
  return {
    reader,
    memory: (name) => {
      const memory = name === '' ? bus : name === 'spc' ? 'smp' : name;
      return isMemoryName(memory) ? (address) => peek(snes, memory, address) : null;
    },
    known: [...MOMENT, ...Object.keys(own), ...Object.keys(prefixed), ...MEMORIES, ...labels],
  };
}
