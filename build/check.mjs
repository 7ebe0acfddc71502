#!/usr/bin/env node
// `npm run check`: types, lint, format and dependency rules, each with its time. All run, then the verdict.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const steps = [
  ['types', 'tsc', ['-b']],
  ['lint', 'oxlint', ['--type-aware', '--deny-warnings']],
  ['format', 'prettier', ['--check', '--cache', '--log-level', 'warn', '.']],
  ['rules', process.execPath, ['build/dependency-rules.mjs']],
  ['registers', process.execPath, ['build/register-table.mjs', '--check']],
];

function run([name, command, args]) {
  const started = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, PATH: `${root}node_modules/.bin${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}` },
      shell: process.platform === 'win32',
    });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('error', (error) => resolve({ name, failed: true, output: error.message, seconds: 0 }));
    child.on('close', (status) => resolve({ name, failed: status !== 0, output, seconds: (performance.now() - started) / 1000 }));
  });
}

let failed = 0;
for (const result of await Promise.all(steps.map(run))) {
  if (result.failed) {
    failed++;
    console.log(result.output.trimEnd());
  }
  console.log(`${result.failed ? 'FAILED' : 'ok'}  ${result.name} (${result.seconds.toFixed(1)} s)`);
}
console.log(`${steps.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
