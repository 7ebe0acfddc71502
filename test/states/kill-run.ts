import { saveWithoutEnd } from './kill-child.ts';
import { killWhileSaving } from './kill.ts';

/** Kills that go on side by side: one waits for its child while another looks. */
const LANES = 4;

const [script = '', first = '1000', folder = '', frame = '0'] = process.argv.slice(1);
if (first === 'child') await saveWithoutEnd(folder, Number(frame));
const kills = Number(first);
const started = performance.now();
const { records, looks, faults } = await killWhileSaving(kills, script, LANES);
for (const fault of faults) console.log(fault);
const seconds = Math.round((performance.now() - started) / 1000);
console.log(`${kills} kills, ${records} records read back, ${looks} times one that was the same as before, ${seconds} s`);
console.log(`${kills - new Set(faults.map((fault) => fault.split(':')[0])).size} passed, ${faults.length} failed`);
process.exit(faults.length === 0 ? 0 : 1);
