import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { judgeAccuracySnes } from './judge-accuracysnes.ts';
import { judgeAgainstOracle, judgeKrom } from './judge-picture.ts';
import { BLARGG_RULE, GILYON_RULE, judgeScreenText } from './judge-text.ts';
import type { Oracle } from './oracle.ts';
import type { TestResult } from './results.ts';

export type Judge = (romPath: string, oracle: Oracle | null, failureFolder: string) => TestResult[];

/** How each public set is judged, in the order in which they run. */
export const SETS: ReadonlyMap<string, Judge> = new Map<string, Judge>([
  ['accuracysnes', (rom) => judgeAccuracySnes(rom)],
  ['gilyon', (rom) => judgeScreenText(rom, GILYON_RULE)],
  ['blargg-spc', (rom) => judgeScreenText(rom, BLARGG_RULE)],
  ['krom', judgeKrom],
  ['undisbeliever', judgeAgainstOracle],
  ['nesdoug', judgeAgainstOracle],
  ['pvsneslib', judgeAgainstOracle],
  ['homebrew', judgeAgainstOracle],
]);

/** ROM files below a folder, in order of their paths. */
export function romsUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return romsUnder(path);
      return /\.(sfc|smc|swc|fig)$/i.test(entry.name) ? [path] : [];
    })
    .sort();
}
