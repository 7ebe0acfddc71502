import { saveWithoutEnd } from './kill-child.ts';
import { killWhileSaving } from './kill.ts';

const [script = '', first = '1000', folder = '', frame = '0'] = process.argv.slice(1);
if (first === 'child') await saveWithoutEnd(folder, Number(frame));
const kills = Number(first);
const { records, faults } = await killWhileSaving(kills, script);
for (const fault of faults) console.log(fault);
console.log(`${kills} kills, ${records} records read back`);
console.log(`${kills - new Set(faults.map((fault) => fault.split(':')[0])).size} passed, ${faults.length} failed`);
process.exit(faults.length === 0 ? 0 : 1);
