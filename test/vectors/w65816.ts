import { W65C816 } from '../../src/core/w65c816/w65c816.ts';

interface State {
  pc: number;
  s: number;
  a: number;
  x: number;
  y: number;
  p: number;
  dbr: number;
  d: number;
  pbr: number;
  e: number;
  ram: [number, number][];
}

interface Case {
  name: string;
  initial: State;
  final: State;
  cycles: [number | null, number | null, string][];
}

/** One bus cycle as the vectors write it; pins are reduced to what a cycle is: read, write or internal. */
interface Cycle {
  addr: number;
  value: number | null;
  kind: 'read' | 'write' | 'internal';
}

const REGISTERS = ['pc', 's', 'a', 'x', 'y', 'p', 'dbr', 'd', 'pbr', 'e'] as const;

/** The instruction set on 16 MiB of flat RAM, with a record of its cycles. Thrown out of `execute` when the vector's record ends (block moves). */
class FlatCpu extends W65C816 {
  readonly ram = new Map<number, number>();
  readonly cycles: Cycle[] = [];
  limit = 0;
  private lastAddr = 0;
  private fetched = false;

  private note(addr: number, value: number | null, kind: Cycle['kind']): void {
    if (this.cycles.length >= this.limit) throw new EndOfRecord();
    this.cycles.push({ addr, value, kind });
    this.lastAddr = addr;
    this.fetched = this.cycles.length === 1;
  }

  read(addr: number): number {
    const value = this.ram.get(addr) ?? 0;
    this.note(addr, value, 'read');
    return value;
  }

  write(addr: number, value: number): void {
    this.note(addr, value, 'write');
    this.ram.set(addr, value);
  }

  /** The bus keeps its address; after an opcode it shows the next byte's. */
  idle(): void {
    const next = this.fetched ? (this.pbr << 16) | this.pc : this.lastAddr;
    this.note(next, null, 'internal');
  }

  idleImplied(): void {
    this.idle();
  }

  idleAt(addr: number): void {
    this.note(addr, null, 'internal');
  }

  idleFetch(addr: number): void {
    this.note(addr, null, 'internal');
  }

  idleModify(addr: number, value: number): void {
    this.note(addr, this.fE !== 0 ? value : null, 'internal');
  }

  load(state: State): void {
    this.setEmulation(state.e);
    this.p = state.p;
    for (const name of ['pc', 's', 'a', 'x', 'y', 'dbr', 'd', 'pbr'] as const) this[name] = state[name];
    for (const [addr, value] of state.ram) this.ram.set(addr, value);
  }

  run(): void {
    try {
      do this.execute();
      while (this.cycles.length < this.limit && this.waiting === 0 && this.stopped === 0);
    } catch (error) {
      if (!(error instanceof EndOfRecord)) throw error;
    }
  }

  register(name: (typeof REGISTERS)[number]): number {
    return name === 'e' ? this.fE : this[name];
  }
}

class EndOfRecord extends Error {}

function kindOf(pins: string): Cycle['kind'] {
  if (pins[0] === '-' && pins[1] === '-') return 'internal';
  return pins[3] === 'w' ? 'write' : 'read';
}

function show(cycle: Cycle | undefined): string {
  if (cycle === undefined) return 'nothing';
  return `${cycle.kind} $${cycle.addr.toString(16)}${cycle.value === null ? '' : ` = $${cycle.value.toString(16)}`}`;
}

/** Runs one single-step test of the 65816. Null: every register, byte and cycle matches; else the first that differs. */
export function runW65816Case(test: unknown): string | null {
  const { initial, final, cycles } = test as Case;
  const cpu = new FlatCpu();
  cpu.load(initial);
  const expected = cycles.filter((row) => row[0] !== null);
  cpu.limit = expected.length;
  cpu.run();
  for (let i = 0; i < expected.length; i++) {
    const [addr, value, pins] = expected[i];
    const want: Cycle = { addr: addr!, value, kind: kindOf(pins) };
    const got = cpu.cycles[i];
    if (got === undefined || got.addr !== want.addr || got.value !== want.value || got.kind !== want.kind) {
      return `cycle ${i + 1}: expected ${show(want)}, got ${show(got)}`;
    }
  }
  const cut = expected.length === 100;
  for (const name of REGISTERS) {
    if (!(cut && name !== 'dbr') && cpu.register(name) !== final[name]) {
      return `${name}: expected $${final[name].toString(16)}, got $${cpu.register(name).toString(16)}`;
    }
  }
  for (const [addr, value] of final.ram) {
    const got = cpu.ram.get(addr) ?? 0;
    if (got !== value) return `ram $${addr.toString(16)}: expected $${value.toString(16)}, got $${got.toString(16)}`;
  }
  return null;
}
