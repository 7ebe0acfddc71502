// `npm run bench:start -- TIMES`: first starts ever to a demo that runs, each beside an empty window's start.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstStart, firstStartInElectron, type FirstStart } from './latency.ts';
import { Desk } from './machine.ts';

const times = Number(process.argv[2] ?? 3);
if (!Number.isInteger(times) || times < 1) throw new Error('how many starts? A whole number from 1 on.');
const folder = mkdtempSync(join(tmpdir(), 'dotclock-starts-'));
const desk = await Desk.open(folder);

function tell(where: string, start: FirstStart | null): void {
  if (start === null) return;
  const { empty, demo } = start;
  console.log(`${where}: empty window ${empty.toFixed(0)} ms, demo ${demo.toFixed(0)} ms, ${(demo / empty).toFixed(2)} times`);
}

for (let done = 0; done < times; done++) {
  tell('Electron', await firstStartInElectron(desk.env));
  tell('browser', await firstStart(desk.env));
}
desk.close();
rmSync(folder, { recursive: true, force: true });
