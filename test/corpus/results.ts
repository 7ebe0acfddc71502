import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's folder; the launcher names it because a bundle does not stand where its source does. */
export const PROJECT_ROOT = process.env['DOTCLOCK_ROOT'] ?? process.cwd();

export type Verdict = 'passed' | 'failed' | 'known' | 'skipped';

/** One judged test: a status byte, a scene, a picture, a sampled frame. */
export interface TestResult {
  readonly name: string;
  readonly verdict: Verdict;
  /** Why it failed or was skipped, or the explanation of a known difference; empty for a plain pass. */
  readonly detail: string;
}

export interface RomResult {
  readonly set: string;
  /** Path below the corpus folder, with slashes. */
  readonly rom: string;
  readonly tests: readonly TestResult[];
}

export function passed(name: string): TestResult {
  return { name, verdict: 'passed', detail: '' };
}

export function failed(name: string, detail: string): TestResult {
  return { name, verdict: 'failed', detail };
}

export function skipped(name: string, detail: string): TestResult {
  return { name, verdict: 'skipped', detail };
}

export function count(results: readonly RomResult[], verdict: Verdict): number {
  return results.reduce((sum, rom) => sum + rom.tests.filter((test) => test.verdict === verdict).length, 0);
}

/** A row of known-differences.tsv: set, part of the ROM's path, test (or *), explanation. */
export interface KnownDifference {
  readonly set: string;
  readonly rom: string;
  readonly test: string;
  readonly why: string;
}

export function parseKnownDifferences(text: string): KnownDifference[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [set = '', rom = '', test = '', why = ''] = line.split('\t');
      return { set, rom, test, why };
    });
}

/** Marks failures that known-differences.tsv explains. */
export function applyKnownDifferences(result: RomResult, known: readonly KnownDifference[]): RomResult {
  const tests = result.tests.map((test): TestResult => {
    if (test.verdict !== 'failed') return test;
    const row = known.find(
      (one) => one.set === result.set && result.rom.includes(one.rom) && (one.test === '*' || one.test === test.name),
    );
    return row === undefined ? test : { ...test, verdict: 'known', detail: `${row.why} (${test.detail})` };
  });
  return { ...result, tests };
}

export function readKnownDifferences(): KnownDifference[] {
  return parseKnownDifferences(readFileSync(join(PROJECT_ROOT, 'test/corpus/known-differences.tsv'), 'utf8'));
}

/** Adds these sets to the results of earlier runs, for docs/accuracy.md. */
export function storeResults(file: string, results: readonly RomResult[]): void {
  const sets = new Set(results.map((result) => result.set));
  const merged = [...readResults(file).filter((result) => !sets.has(result.set)), ...results];
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(merged, null, 1)}\n`);
}

export function readResults(file: string): RomResult[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as RomResult[];
  } catch {
    return [];
  }
}
