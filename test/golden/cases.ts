import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildRom } from '../roms/harness.ts';
import { PROJECT_ROOT } from '../corpus/results.ts';

/** A run whose pictures and sound are kept. */
export interface GoldenCase {
  readonly name: string;
  /** A cart of assets/carts, or `rom:` and the name of a test ROM. */
  readonly cart: string;
  /** Input script in test/golden/scripts, or null for none. */
  readonly script: string | null;
  /** Frames whose pictures are kept, ascending. The run ends after the last one. */
  readonly pictures: readonly number[];
  /** Frames whose pictures may differ from the reference core's, with the reason. */
  readonly differs?: Readonly<Record<number, string>>;
}

const MODE_6 =
  'mode 6: the reference of 2014 looks up one offset for 16 dots, later cores and we one for each tile of 8 dots [ares: background.cpp]';

const FIRST_HALF_DOT =
  'the first half-dot of a line has nothing before it to be blended with: the reference takes what the line before left, later cores black, and we the sub screen alone (docs/hardware/first-half-dot.md)';
const MOSAIC_SIZE =
  'a mosaic size that is written in the picture counts once the block under way is finished [fullsnes: $2106]; the reference of 2014 begins anew at once';

/** A frame in which a test ROM whose behaviour shows in the picture alone holds it. */
const HELD = 40;

function scene(name: string, differs?: string): GoldenCase {
  const one = { name: `picture-${name}`, cart: `rom:picture-${name}`, script: null, pictures: [HELD] };
  return differs === undefined ? one : { ...one, differs: { [HELD]: differs } };
}

export const CASES: readonly GoldenCase[] = [
  { name: 'embermoth-title', cart: 'embermoth', script: null, pictures: [60, 240, 500] },
  {
    name: 'embermoth-play',
    cart: 'embermoth',
    script: 'embermoth.txt',
    pictures: [200, 286, 620, 940, 1500, 2600, 4000, 5560, 5700, 6000, 6140, 6405],
  },
  {
    name: 'test-card',
    cart: 'test-card',
    script: 'test-card.txt',
    pictures: [130, 170, 210, 250, 290, 330, 370, 410, 450, 490, 530, 570, 610, 650, 690, 730, 770, 810, 850],
    differs: { 490: MODE_6 },
  },
  scene('brightness'),
  scene('hires-math', FIRST_HALF_DOT),
  scene('mode7'),
  scene('mosaic', MOSAIC_SIZE),
  scene('offset-mode-4'),
  scene('offset-per-tile'),
  scene('scroll-latch'),
  scene('sprites'),
  scene('windows'),
  { name: 'test-card-sound', cart: 'test-card', script: 'test-card-sound.txt', pictures: [900, 1590] },
];

/** Builds the carts and test ROMs into a folder; paths by name. */
export function buildCartsInto(folder: string): ReadonlyMap<string, string> {
  execFileSync(process.execPath, [join(PROJECT_ROOT, 'build/carts.mjs'), folder], { cwd: PROJECT_ROOT, stdio: 'pipe' });
  const paths = new Map<string, string>();
  for (const { cart } of CASES) {
    const rom = cart.startsWith('rom:') ? cart.slice(4) : null;
    const path = join(folder, `${rom ?? cart}.sfc`);
    if (rom !== null) writeFileSync(path, buildRom(rom));
    paths.set(cart, path);
  }
  return paths;
}

export function scriptPath(one: GoldenCase): string | null {
  return one.script === null ? null : join(PROJECT_ROOT, 'test/golden/scripts', one.script);
}

export function scriptText(one: GoldenCase): string {
  const path = scriptPath(one);
  return path === null ? '' : readFileSync(path, 'latin1');
}
