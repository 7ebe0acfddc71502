// Writes docs/accuracy.md from what the runners left in out/.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { count, PROJECT_ROOT, readResults, type RomResult } from './results.ts';

interface VectorTotals {
  readonly [processor: string]: { readonly files: number; readonly passed: number; readonly failed: number };
}

interface BenchLine {
  readonly date: string;
  readonly node: string;
  readonly scenes: Readonly<
    Record<
      string,
      {
        fps: number;
        msP50: number;
        msP99: number;
        rssMegabytes: number;
        heapBytesPerFrame: number;
        referenceFps: number | null;
        ratio: number | null;
      }
    >
  >;
}

const COMMANDS: Readonly<Record<string, string>> = {
  accuracysnes: 'AccuracySNES: scored tests and scenes',
  gilyon: "gilyon's CPU test, on screen",
  'blargg-spc': "blargg's SPC tests, on screen",
  krom: "krom's programs: picture beside the ROM (or the reference's frames)",
  undisbeliever: "undisbeliever's tests: sampled frames against the reference",
  nesdoug: "nesdoug's lessons: sampled frames against the reference",
  pvsneslib: 'PVSnesLib examples: sampled frames against the reference',
  homebrew: 'homebrew: sampled frames against the reference',
};

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function vectorRows(): string[] {
  const file = join(PROJECT_ROOT, 'out/vectors/results.json');
  if (!existsSync(file)) return [];
  const totals = JSON.parse(readFileSync(file, 'utf8')) as VectorTotals;
  return Object.entries(totals).map(
    ([processor, total]) =>
      `| single-step vectors, ${processor}: ${total.files} files | ${total.passed} | ${total.failed} | 0 | 0 | \`npm run vectors -- DIR ${processor}\` |`,
  );
}

function corpusRows(results: readonly RomResult[]): string[] {
  return [...new Set(results.map((result) => result.set))].map((set) => {
    const ofSet = results.filter((result) => result.set === set);
    const numbers = (['passed', 'failed', 'known', 'skipped'] as const).map((verdict) => count(ofSet, verdict));
    return `| ${COMMANDS[set] ?? set} (${ofSet.length} ROMs) | ${numbers.join(' | ')} | \`npm run corpus -- DIR ${set}\` |`;
  });
}

function detailRows(results: readonly RomResult[], verdict: 'failed' | 'known'): string[] {
  return results.flatMap((result) =>
    result.tests
      .filter((test) => test.verdict === verdict)
      .map((test) => `| ${cell(result.rom.split('/').at(-1) ?? '')} | ${cell(test.name)} | ${cell(test.detail)} |`),
  );
}

function benchSection(): string[] {
  const file = join(PROJECT_ROOT, 'out/bench/history.jsonl');
  if (!existsSync(file)) return [];
  const last = readFileSync(file, 'utf8').trimEnd().split('\n').at(-1);
  if (last === undefined || last === '') return [];
  const line = JSON.parse(last) as BenchLine;
  const rows = Object.entries(line.scenes).map(([name, scene]) => {
    const reference = scene.referenceFps === null ? '' : scene.referenceFps.toFixed(0);
    const ratio = scene.ratio === null ? '' : scene.ratio.toFixed(2);
    return `| ${cell(name)} | ${scene.fps.toFixed(0)} | ${scene.msP50.toFixed(2)} | ${scene.msP99.toFixed(2)} | ${scene.rssMegabytes.toFixed(0)} | ${scene.heapBytesPerFrame.toFixed(0)} | ${reference} | ${ratio} |`;
  });
  return [
    '## Speed',
    '',
    `\`npm run bench\` with DOTCLOCK_ROMS set, Node ${line.node}, ${line.date.slice(0, 10)}. The reference ran in turn on the same machine.`,
    '',
    '| scene | frames/s | ms p50 | ms p99 | memory MB | heap bytes a frame | reference frames/s | ratio |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ];
}

function table(title: string, rows: readonly string[]): string[] {
  return rows.length === 0 ? [] : [`## ${title}`, '', '| program | test | what |', '|---|---|---|', ...rows, ''];
}

const results = readResults(join(PROJECT_ROOT, 'out/corpus/results.json'));
const text = [
  '# Accuracy',
  '',
  'Made by `npm run accuracy` from the results of the last runs of the commands in the table. "Known" are failures that',
  '`test/corpus/known-differences.tsv` explains; "skipped" are tests that a cartridge itself skips, frames on which the reference depends on',
  'its power-on state, and cartridges with a chip that is not emulated.',
  '',
  '| what | passed | failed | known | skipped | command |',
  '|---|---|---|---|---|---|',
  ...vectorRows(),
  ...corpusRows(results),
  '',
  ...table('Failures', detailRows(results, 'failed')),
  ...table('Known differences', detailRows(results, 'known')),
  ...benchSection(),
].join('\n');
writeFileSync(join(PROJECT_ROOT, 'docs/accuracy.md'), text);
console.log('docs/accuracy.md');
