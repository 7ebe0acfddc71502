import { describe, expect, it } from 'vitest';
import { DebugEvent } from '../../../src/core/hooks.ts';
import type { Debugger } from '../../../src/debug/debugger.ts';
import { CallStack } from '../../../src/debug/run/call-stack.ts';
import { Profiler } from '../../../src/debug/tools/profiler.ts';
import { debuggerOf } from '../../debug/rig.ts';
import { soundLoop } from '../../debug/sound-loop.ts';
import { run } from './source.ts';

/** A program with the addresses of its labels. */
function build(source: string): { rom: Uint8Array; at: (label: string) => number; labelOf: (address: number) => string } {
  const { rom, errors, symbols } = run(`.lorom\n.header "CALLS"\n.smart on\n.a8\n.i8\n${source}`);
  expect(errors).toEqual([]);
  const places = new Map(symbols.map(({ name, value }) => [name, value & 0xffff]));
  const names = new Map([...places].map(([name, address]) => [address, name]));
  return {
    rom,
    at: (label) => places.get(label)!,
    labelOf: (address) => names.get(address & 0xffff) ?? address.toString(16),
  };
}

type Program = ReturnType<typeof build>;

/** Time and returns by routine, from the addresses of the instructions alone: a routine reaches from its label to the next one of `routines`. */
function byAddress(
  one: Debugger,
  { at, labelOf }: Program,
  routines: readonly string[],
): Map<string, { time: number; ends: number }> {
  const { snes, hub } = one.history.live;
  const starts = routines.map(at);
  const spent = new Map(routines.map((name): [string, { time: number; ends: number }] => [name, { time: 0, ends: 0 }]));
  const ownerOf = (pc: number): string => labelOf(starts.findLast((start) => start <= (pc & 0xffff)) ?? starts[0]);
  let owner = '';
  let last = 0;
  const spend = (next: string): void => {
    const now = snes.clock.base + snes.clock.now;
    const row = spent.get(owner);
    if (row !== undefined) row.time += now - last;
    last = now;
    owner = next;
  };
  hub.add({
    plan: { exec: true, io: true },
    exec: (pc) => {
      spend(ownerOf(pc));
      const opcode = snes.cpu.peek(pc);
      // A return by which one leaves; those that jump are followed by a label of the routine.
      if ((opcode === 0x60 || opcode === 0x40) && !labelOf((pc & 0xffff) + 1).startsWith('jumped')) spent.get(owner)!.ends++;
      return false;
    },
    event: (kind) => {
      if (kind === DebugEvent.Nmi) spend('nmi');
      else if (kind === DebugEvent.Irq) spend('irq');
    },
  });
  return spent;
}

/** Follows the calls and tells each instruction with the routines that are open, the outermost first. */
function followed(one: Debugger, { labelOf }: Program, told: (label: string, open: string[], pc: number) => void): CallStack {
  const { snes, hub } = one.history.live;
  const calls = new CallStack(snes, 'cpu');
  hub.add({
    plan: { exec: true, io: true },
    exec: (pc) => {
      calls.before(pc);
      told(
        labelOf(pc),
        calls.frames.map(({ to }) => labelOf(to)),
        pc & 0xffff,
      );
      return false;
    },
    event: (kind) => calls.event(kind),
  });
  return calls;
}

function profiled(one: Debugger): Profiler {
  const { snes, hub } = one.history.live;
  const profiler = new Profiler(snes);
  profiler.reset();
  hub.add(profiler);
  return profiler;
}

const TRICKS = build(`
.org $8000
reset:
  clc
  xce
  sep #$30
  lda #228
  sta $4209
  stz $420a
  lda #$a0
  sta $4200
  cli
main:
  jsr outer
  pea jumped_main-1
  rts
jumped_main:
  pea back-1
  pea target-1
  rts
jumped_back:
back:
  brk #1
  cop #2
  jmp main
elsewhere:
  jsr drop
main2:
  jsr leaf
  wai
  jmp main
target:
  nop
  rts
outer:
  jsr inner
  rts
inner:
  pea jumped_inner-1
  rts
jumped_inner:
  nop
probe_inner:
  nop
  rts
drop:
  jsr leaf
  pla
  pla
  jmp main2
leaf:
  nop
probe_leaf:
  rts
brk_handler:
  jsr leaf2
  rti
leaf2:
  nop
probe_brk:
  rts
cop_handler:
  lda #<elsewhere
  sta 2,s
  lda #>elsewhere
  sta 3,s
probe_cop:
  rti
nmi:
  pha
  phx
  lda $4210
  cli
  jsr slow
  plx
  pla
  rti
slow:
  ldx #$00
slow_loop:
  dex
  bne slow_loop
  rts
irq:
  pha
  lda $4211
  jsr leaf3
  pla
  rti
leaf3:
  nop
probe_irq:
  rts
last:
  nop
.vector reset, reset
.vector nmi, nmi
.vector irq, irq
.vector brk, brk_handler
.vector cop, cop_handler
`);

describe('calls among tricks with the stack', () => {
  it('are known in returns that jump, pushed calls, dropped addresses, BRK, COP, RTI to elsewhere, and interrupts in interrupts', () => {
    const one = debuggerOf(TRICKS.rom);
    const seen = new Map<string, Set<string>>();
    followed(one, TRICKS, (label, open) => {
      if (!label.startsWith('probe')) return;
      // Out of the middle of what is interrupted or of each other: only of the innermost three.
      const inner = open.slice(-3).join(' ');
      seen.set(label, (seen.get(label) ?? new Set()).add(inner));
    });
    for (let frame = 0; frame < 20; frame++) one.runFrame();
    const told = Object.fromEntries([...seen].map(([label, all]) => [label, [...all].sort()]));
    expect(told).toEqual({
      probe_inner: ['outer inner'],
      probe_brk: ['brk_handler leaf2'],
      probe_cop: ['cop_handler'],
      probe_leaf: ['drop leaf', 'leaf'],
      probe_irq: ['slow irq leaf3'],
    });
  });

  it('have the time and the number that their instructions have', () => {
    const one = debuggerOf(TRICKS.rom);
    one.runFrame();
    one.pause();
    one.runTo({ kind: 'address', processor: 'cpu', address: TRICKS.at('main') });
    const profiler = profiled(one);
    const routines = [
      'reset',
      'outer',
      'inner',
      'drop',
      'leaf',
      'brk_handler',
      'leaf2',
      'cop_handler',
      'nmi',
      'slow',
      'irq',
      'leaf3',
      'last',
    ];
    const want = byAddress(one, TRICKS, routines);
    one.leave();
    for (let frame = 0; frame < 20; frame++) one.runFrame();
    one.pause();
    one.runTo({ kind: 'address', processor: 'cpu', address: TRICKS.at('main') });
    const rows = new Map(profiler.rows.map((row) => [TRICKS.labelOf(row.address), row]));
    for (const name of routines.filter((one) => !['reset', 'drop', 'last'].includes(one))) {
      const { exclusive, calls } = rows.get(name)!;
      expect({ time: exclusive, ends: calls }, name).toEqual(want.get(name));
      expect(calls, name).toBeGreaterThan(5);
    }
  });
});

/** Two tasks with a stack each; each NMI goes on with the other one. */
function tasks(stackA: number, stackB: number): Program {
  return build(`
.org $8000
reset:
  sei
  clc
  xce
  rep #$30
  .a16
  .i16
  lda #${stackB - 10}
  sta $22
  stz $20
  stz $24
  sep #$20
  .a8
  stz ${stackB}
  lda #>b_main
  sta ${stackB - 1}
  lda #<b_main
  sta ${stackB - 2}
  lda #$30
  sta ${stackB - 3}
  ldx #${stackA}
  txs
  sep #$10
  .i8
  lda $4210
  lda #$80
  sta $4200
a_main:
  jsr a1
  bra a_main
a1:
  jsr a2
  rts
a2:
  ldy #50
a_loop:
  ldx #0
a_loop2:
  dex
  bne a_loop2
  dey
  bne a_loop
  rts
b_main:
  jsr b1
  bra b_main
b1:
  jsr b2
  rts
b2:
  ldy #17
b_loop:
  ldx #0
b_loop2:
  dex
  bne b_loop2
  dey
  bne b_loop
  rts
nmi:
  rep #$30
  .a16
  .i16
  pha
  phx
  phy
  lda $4210
  ldx $24
  tsc
  sta $20,x
  txa
  eor #2
  tax
  stx $24
  lda $20,x
  tcs
  ply
  plx
  pla
  rti
last:
  nop
.vector reset, reset
.vector nmi, nmi
`);
}

describe.each([
  ['below', 0x1fff, 0x17ff],
  ['above', 0x17ff, 0x1fff],
])('calls of two tasks, the second with its stack %s', (_where, stackA, stackB) => {
  const program = tasks(stackA, stackB);

  it('are those of each, whichever runs', () => {
    const one = debuggerOf(program.rom);
    const { at } = program;
    const seen = new Set<string>();
    let frames = 0;
    followed(one, program, (_, open, pc) => {
      if (frames < 4) return;
      if (pc > at('a2') && pc < at('b_main')) seen.add(`a ${open.join(' ')}`);
      if (pc > at('b2') && pc < at('nmi')) seen.add(`b ${open.join(' ')}`);
    });
    for (; frames < 40; frames++) one.runFrame();
    expect([...seen].sort()).toEqual(['a a1 a2', 'b b1 b2']);
  });

  it('have the time of each, and end once', () => {
    const one = debuggerOf(program.rom);
    const profiler = profiled(one);
    const routines = ['reset', 'a1', 'a2', 'b_main', 'b1', 'b2', 'nmi', 'last'];
    const want = byAddress(one, program, routines);
    for (let frame = 0; frame < 60; frame++) one.runFrame();
    const rows = new Map(profiler.rows.map((row) => [program.labelOf(row.address), row]));
    for (const name of ['a1', 'a2', 'b1', 'b2']) {
      expect(rows.get(name)!.calls, name).toBe(want.get(name)!.ends);
    }
    for (const [outer, inner] of [
      ['a1', 'a2'],
      ['b1', 'b2'],
    ]) {
      const ratio = rows.get(outer)!.inclusive / rows.get(inner)!.inclusive;
      expect(ratio, outer).toBeGreaterThanOrEqual(1);
      expect(ratio, outer).toBeLessThan(1.01);
    }
    expect(want.get('a2')!.ends).toBeGreaterThan(10);
    // What is open yet has its time already.
    for (const name of ['a1', 'a2', 'b1', 'b2'])
      expect(Math.abs(rows.get(name)!.exclusive - want.get(name)!.time), name).toBeLessThan(100);
    // It runs as long each time, without what the other one ran meanwhile: a hundredth for the interrupts.
    const { shortest, longest } = rows.get('b2')!;
    expect(longest / shortest).toBeLessThan(1.01);
  });
});

/** Two tasks of the sound processor that go on with each other by themselves, each with half of the stack; and a jump by RET, dropped addresses and BRK. */
const SOUND = `
.spc700
.base $0300
start:
  mov $f1,#0
  mov x,#$ef
  mov sp,x
a_main:
  call !a1
  bra a_main
a1:
  call !yield_a
  call !tricks
  ret
yield_a:
  mov x,sp
  mov $40,x
  mov x,$41
  mov sp,x
  ret
b_main:
  call !b1
  bra b_main
b1:
  nop
probe_b:
  call !yield_b
  ret
yield_b:
  mov x,sp
  mov $41,x
  mov x,$40
  mov sp,x
  ret
tricks:
  mov a,#>jumped
  push a
  mov a,#<jumped
  push a
  ret
jumped:
  nop
probe_jumped:
  call !dropping
landed:
  call !leaf
  brk
  ret
dropping:
  pop a
  pop a
  bra landed
leaf:
  nop
probe_leaf:
  ret
brk_handler:
  call !leaf
  reti
.endbase
`;

it('calls of the sound processor are those of each of its tasks, through jumps by RET, dropped addresses and BRK', () => {
  const { rom, errors, symbols } = run(SOUND, {}, { mapping: 'raw' });
  expect(errors).toEqual([]);
  const places = new Map(symbols.map(({ name, value }) => [name, value & 0xffff]));
  const names = new Map([...places].map(([name, address]) => [address, name]));
  const one = soundLoop([...rom]);
  one.edit((snes) => {
    const start = places.get('b_main')!;
    snes.aram.set([start & 0xff, start >> 8], 0x17e);
    snes.aram[0x41] = 0x7d;
    // The boot program's place is RAM: BRK goes through $ffde.
    const handler = places.get('brk_handler')!;
    snes.aram.set([handler & 0xff, handler >> 8], 0xffde);
  });
  const { snes, hub } = one.history.live;
  const calls = new CallStack(snes, 'smp');
  const profiler = new Profiler(snes, 'smp');
  profiler.reset();
  hub.add(profiler);
  const ends = new Map<string, number>();
  const seen = new Set<string>();
  let told = 0;
  hub.add({
    plan: { smp: true },
    smpExec: (pc) => {
      calls.before(pc);
      const label = names.get(pc) ?? '';
      // The first time a new stack stands on the calls of the old one.
      if (label.startsWith('probe') && told++ > 8)
        seen.add(`${label}: ${calls.frames.map(({ to }) => names.get(to) ?? to).join(' ')}`);
      if (label === 'probe_leaf') ends.set('leaf', (ends.get('leaf') ?? 0) + 1);
      if (label === 'probe_b') ends.set('b1', (ends.get('b1') ?? 0) + 1);
      return false;
    },
  });
  one.leave();
  one.runFrame();
  snes.settle();
  expect([...seen].sort()).toEqual([
    'probe_b: b1',
    'probe_jumped: a1 tricks',
    'probe_leaf: a1 tricks brk_handler leaf',
    'probe_leaf: a1 tricks leaf',
  ]);
  const row = (name: string): number => profiler.rows.find(({ address }) => address === places.get(name))!.calls;
  expect(ends.get('leaf')).toBeGreaterThan(50);
  expect(Math.abs(row('leaf') - ends.get('leaf')!)).toBeLessThanOrEqual(1);
  expect(Math.abs(row('b1') - ends.get('b1')!)).toBeLessThanOrEqual(1);
});
