import { fuzzKind, SAVE_KINDS } from './save-kinds.ts';

const MOST_MEMORY = 256 << 20;
const words = process.argv.slice(2);
function option(name: string, missing: number): number {
  const at = words.indexOf(name);
  const value = at < 0 ? missing : Number(words[at + 1]);
  if (Number.isSafeInteger(value) && value > 0) return value;
  console.error(`${name}: a whole number from 1 is wanted`);
  return process.exit(2);
}

const count = option('--count', 100_000);
const seed = option('--seed', 11);
let [passed, failed] = [0, 0];
for (const kind of SAVE_KINDS) {
  const files = Math.ceil((count * kind.share) / 100);
  const started = performance.now();
  try {
    const { read, refused, memory } = await fuzzKind(kind, files, seed);
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    console.log(
      `${kind.name}: ${files} files, ${read} read, ${refused} refused, at most ${Math.round(memory / (1 << 20))} MB, ${seconds} s`,
    );
    const tooFew = read <= (files * kind.leastRead) / 100;
    if (tooFew) console.log(`${kind.name}: the changes only reach the first check`);
    if (memory > MOST_MEMORY) console.log(`${kind.name}: too much memory`);
    if (tooFew || memory > MOST_MEMORY) failed++;
    else passed += files;
  } catch (error) {
    failed++;
    console.log(
      error instanceof Error
        ? `${error.message}\n${error.cause instanceof Error ? (error.cause.stack ?? '') : ''}`
        : String(error),
    );
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
