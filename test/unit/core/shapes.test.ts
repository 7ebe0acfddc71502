import { setFlagsFromString } from 'node:v8';
import { runInThisContext } from 'node:vm';
import { expect, it } from 'vitest';
import { NEVER } from '../../../src/core/events.ts';
import { Snes } from '../../../src/core/snes.ts';
import { seededEntropy } from '../../../src/core/entropy.ts';
import { buildRom } from '../../roms/harness.ts';

setFlagsFromString('--allow-natives-syntax');
/** Whether the engine keeps two objects in the same way. */
const sameShape = runInThisContext('(a, b) => %HaveSameMap(a, b)') as (a: object, b: object) => boolean;

/** Names of the objects that one machine keeps in another way than the other. */
function differences(a: object, b: object): string[] {
  const found: string[] = [];
  const seen = new Set<object>();
  const walk = (path: string, one: object, other: object): void => {
    if (seen.has(one) || ArrayBuffer.isView(one) || one instanceof ArrayBuffer) return;
    seen.add(one);
    if (!Array.isArray(one) && !sameShape(one, other)) found.push(path);
    for (const key of Object.keys(one)) {
      const [left, right] = [Reflect.get(one, key) as unknown, Reflect.get(other, key) as unknown];
      if (typeof left === 'object' && left !== null && typeof right === 'object' && right !== null)
        walk(`${path}.${key}`, left, right);
    }
  };
  walk('snes', a, b);
  return found;
}

it('a machine that has run for long is kept as a new one: no code is thrown away when its clock is no small integer any more', () => {
  const make = (): Snes => new Snes(buildRom('dma-time'), { entropy: seededEntropy(1) });
  const [young, old] = [make(), make()];
  for (const one of [young, old]) for (let frame = 0; frame < 30; frame++) one.runFrame();
  expect(differences(young, old)).toEqual([]);
  // Small integers have 31 or 32 bits.
  for (const age of [2 ** 30, 2 ** 31, 2 ** 32]) {
    old.clock.base = age - 300_000;
    while (old.clock.base < age) old.runFrame();
    expect(differences(young, old)).toEqual([]);
  }
});

/** 32 bits, whenever one looks. */
const BITS = new Set(['snes.apu.sound.shared.events', 'snes.entropy.state']);

/** Numbers of a machine that are further from 0 than anything in it should be. */
function largeNumbers(root: object): string[] {
  const found: string[] = [];
  const seen = new Set<object>();
  const walk = (path: string, one: object): void => {
    if (seen.has(one) || ArrayBuffer.isView(one) || one instanceof ArrayBuffer) return;
    seen.add(one);
    for (const key of Object.keys(one)) {
      const value: unknown = Reflect.get(one, key);
      if (typeof value === 'object' && value !== null) walk(`${path}.${key}`, value);
      else if (typeof value === 'number' && Math.abs(value) > 2 ** 25 && value !== NEVER) found.push(`${path}.${key}`);
    }
  };
  walk('snes', root);
  return found;
}

it('no number of a machine but its clock grows with time', () => {
  const snes = new Snes(buildRom('pal-lines'), { entropy: seededEntropy(1) });
  for (let frame = 0; frame < 2000; frame++) snes.runFrame();
  expect(largeNumbers(snes).filter((name) => !BITS.has(name))).toEqual(['snes.clock.base']);
});
