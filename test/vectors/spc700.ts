import { Spc700, type SpcBus } from '../../src/core/apu/spc700.ts';

interface State {
  pc: number;
  a: number;
  x: number;
  y: number;
  sp: number;
  psw: number;
  ram: [number, number][];
}

interface Case {
  name: string;
  initial: State;
  final: State;
  cycles: [number | null, number | null, string][];
}

const REGISTERS = ['pc', 'a', 'x', 'y', 'sp', 'psw'] as const;

/** Flat memory that compares each cycle with the list of a case. */
class CheckedBus implements SpcBus {
  readonly memory = new Uint8Array(65536);
  difference: string | null = null;
  private cycle = 0;
  private expected: Case['cycles'] = [];

  start(expected: Case['cycles']): void {
    this.expected = expected;
    this.cycle = 0;
    this.difference = null;
  }

  read(addr: number): number {
    const value = this.memory[addr];
    this.check(addr, value, 'read');
    return value;
  }

  write(addr: number, value: number): void {
    this.check(addr, value, 'write');
    this.memory[addr] = value;
  }

  idle(): void {
    this.check(null, null, 'wait');
  }

  instruction(): void {}

  private check(addr: number | null, value: number | null, kind: string): void {
    const index = this.cycle++;
    if (this.difference !== null) return;
    const expected = this.expected[index];
    if (expected === undefined) {
      this.difference = `cycle ${index}: ${kind} ${addr} beyond the end`;
      return;
    }
    const [wantedAddr, wantedValue, wantedKind] = expected;
    if (wantedKind !== kind) this.difference = `cycle ${index}: ${kind}, expected ${wantedKind}`;
    else if (kind !== 'wait' && wantedAddr !== addr) this.difference = `cycle ${index}: address ${addr}, expected ${wantedAddr}`;
    else if (wantedValue !== null && wantedValue !== value)
      this.difference = `cycle ${index}: value ${value}, expected ${wantedValue}`;
  }
}

const bus = new CheckedBus();

function load(core: Spc700, state: State): void {
  core.restart(state.pc);
  core.a = state.a;
  core.x = state.x;
  core.y = state.y;
  core.sp = state.sp;
  core.psw = state.psw;
}

/** Runs one case of the single-step vectors; null when it passes, else the first difference. A null value in a cycle is not compared. */
export function runSpc700Case(test: unknown): string | null {
  const { name, initial, final, cycles } = test as Case;
  bus.memory.fill(0);
  for (const [addr, value] of initial.ram) bus.memory[addr] = value;
  bus.start(cycles);
  const core = new Spc700(bus);
  load(core, initial);
  for (let i = 0; i < cycles.length; i++) core.cycle();
  if (bus.difference !== null) return `${name}: ${bus.difference}`;
  if (!core.atInstruction && !core.halted) return `${name}: not finished after ${cycles.length} cycles`;
  for (const register of REGISTERS) {
    if (core[register] !== final[register]) return `${name}: ${register} ${core[register]}, expected ${final[register]}`;
  }
  for (const [addr, value] of final.ram) {
    if (bus.memory[addr] !== value) return `${name}: ram[${addr}] ${bus.memory[addr]}, expected ${value}`;
  }
  return null;
}
