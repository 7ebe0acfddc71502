import { describe, expect, it } from 'vitest';
import type { Debugger } from '../../../src/debug/debugger.ts';
import { chance, debuggerOf, programs } from '../../debug/rig.ts';
import { run } from './source.ts';

/** Many more are made by `npm run steps`. */
const ROUNDS = 5;
const KINDS = ['into', 'cycle', 'dot', 'scanline', 'frame'] as const;

function stateOf(one: Debugger): string {
  const bytes = one.snes.saveState();
  return `${one.position.time}.${one.position.micro} ${Buffer.from(bytes).toString('base64')}`;
}

describe.each(programs())('%s', (_name, rom) => {
  it('goes forward N and back N to the same state, on both processors', () => {
    const next = chance(7);
    const one = debuggerOf(rom);
    for (let frame = 0; frame < 6; frame++) one.runFrame();
    one.pause();
    for (let round = 0; round < ROUNDS; round++) {
      const processor = next(2) === 0 ? 'cpu' : 'smp';
      const kind = KINDS[next(KINDS.length)];
      // From a place of that kind.
      one.step(kind, processor);
      const before = stateOf(one);
      const count = 1 + next(kind === 'frame' ? 2 : 30);
      one.step(kind, processor, count);
      const after = stateOf(one);
      one.stepBack(kind, processor, count);
      expect(
        stateOf(one) === before,
        `${kind} ${processor} ${count}, round ${round}: ${one.position.time}.${one.position.micro} for ${before.slice(0, 16)}`,
      ).toBe(true);
      one.step(kind, processor, count);
      expect(stateOf(one) === after, `${kind} ${processor} ${count} again`).toBe(true);
    }
  });
});

it('goes back over frames that one DMA took', () => {
  // Eight channels of 64 KB each: about twelve frames in one instruction.
  const built = run(
    `.org $8000
start:
  ldx #$00
next:
  lda #$18
  sta $4301,x
  lda #$7e
  sta $4304,x
  txa
  clc
  adc #$10
  tax
  cmp #$80
  bne next
again:
  lda #$ff
  sta $420b
  bra again
.vector reset, start
`,
    {},
    { mapping: 'lorom' },
  );
  expect(built.errors).toEqual([]);
  const one = debuggerOf(built.rom);
  for (let frame = 0; frame < 4; frame++) one.runFrame();
  one.pause();
  one.step('frame', 'cpu');
  const before = stateOf(one);
  one.step('frame', 'cpu');
  expect(one.stepBack('frame', 'cpu').reason).toBe('step');
  expect(stateOf(one) === before).toBe(true);
});
