import { describe, expect, it } from 'vitest';
import { Spc700, type SpcBus } from '../../../src/core/apu/spc700.ts';
import { runSpc700Case } from '../../vectors/spc700.ts';

const state = (pc: number, a: number, x: number, y: number, sp: number, psw: number, ram: [number, number][]) => ({
  pc,
  a,
  x,
  y,
  sp,
  psw,
  ram,
});

const adc = {
  name: 'ADC A,#$01 with overflow and half carry',
  initial: state(0x200, 0x7f, 1, 2, 0xef, 0, [
    [0x200, 0x88],
    [0x201, 0x01],
  ]),
  final: state(0x202, 0x80, 1, 2, 0xef, 0xc8, [
    [0x200, 0x88],
    [0x201, 0x01],
  ]),
  cycles: [
    [0x200, 0x88, 'read'],
    [0x201, 0x01, 'read'],
  ],
};

const push = {
  name: 'PUSH X at the bottom of the stack page',
  initial: state(0x300, 0, 0x5a, 0, 0x00, 0x02, [[0x300, 0x4d]]),
  final: state(0x301, 0, 0x5a, 0, 0xff, 0x02, [
    [0x300, 0x4d],
    [0x100, 0x5a],
  ]),
  cycles: [
    [0x300, 0x4d, 'read'],
    [0x301, null, 'read'],
    [0x100, 0x5a, 'write'],
    [null, null, 'wait'],
  ],
};

const branchBit = {
  name: 'BBS $FF.7 in page 1, taken backwards',
  initial: state(0x400, 0, 0, 0, 0, 0x20, [
    [0x400, 0xe3],
    [0x401, 0xff],
    [0x402, 0x80],
    [0x1ff, 0x80],
  ]),
  final: state(0x383, 0, 0, 0, 0, 0x20, []),
  cycles: [
    [0x400, 0xe3, 'read'],
    [0x401, 0xff, 'read'],
    [0x1ff, 0x80, 'read'],
    [null, null, 'wait'],
    [0x402, 0x80, 'read'],
    [null, null, 'wait'],
    [null, null, 'wait'],
  ],
};

describe('vector runner', () => {
  it.each([adc, push, branchBit])('passes: $name', (test) => {
    expect(runSpc700Case(test)).toBeNull();
  });

  it('names a wrong register', () => {
    expect(runSpc700Case({ ...adc, final: { ...adc.final, psw: 0x80 } })).toContain('psw 200, expected 128');
  });

  it('names a wrong byte', () => {
    expect(runSpc700Case({ ...push, final: { ...push.final, ram: [[0x100, 0x5b]] } })).toContain('ram[256] 90, expected 91');
  });

  it('names a wrong cycle', () => {
    const cycles = [...push.cycles];
    cycles[2] = [0x1ff, 0x5a, 'write'];
    expect(runSpc700Case({ ...push, cycles })).toContain('cycle 2: address 256, expected 511');
  });

  it('notices an instruction that goes on', () => {
    expect(runSpc700Case({ ...push, cycles: push.cycles.slice(0, 3) })).toContain('not finished');
  });
});

class FlatBus implements SpcBus {
  readonly memory = new Uint8Array(65536);
  readonly log: number[] = [];
  read(addr: number): number {
    this.log.push(addr);
    return this.memory[addr];
  }
  write(addr: number, value: number): void {
    this.log.push(addr);
    this.memory[addr] = value;
  }
  idle(): void {
    this.log.push(-1);
  }
  instruction(): void {}
}

describe('one cycle at a time', () => {
  it('predicts the address of each access of every opcode', () => {
    for (let opcode = 0; opcode < 256; opcode++) {
      const bus = new FlatBus();
      for (let i = 0; i < 65536; i++) bus.memory[i] = (i * 37 + (i >> 8) * 11) & 0xff;
      bus.memory[0x1234] = opcode;
      const core = new Spc700(bus);
      core.restart(0x1234);
      core.x = 0x12;
      core.y = 0x34;
      core.sp = 0xef;
      for (let i = 0; i < 13; i++) {
        const predicted = core.nextAddress();
        core.cycle();
        expect(bus.log[i], `opcode ${opcode} cycle ${i}`).toBe(predicted);
        if (core.atInstruction) break;
      }
    }
  });

  it('halts for good at STOP', () => {
    const bus = new FlatBus();
    bus.memory[0x200] = 0xff;
    const core = new Spc700(bus);
    core.restart(0x200);
    for (let i = 0; i < 100; i++) core.cycle();
    expect(core.halted).toBe(true);
    expect(core.pc).toBe(0x201);
  });
});
