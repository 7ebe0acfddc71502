// Runs one golden case and prints what is kept of it as JSON: measure.ts NAME ROM
import { CASES } from './cases.ts';
import { runCase } from './golden.ts';

const [name, rom] = process.argv.slice(2);
const one = CASES.find((each) => each.name === name);
if (one === undefined || rom === undefined) throw new Error(`there is no case '${name}'`);
console.log(JSON.stringify(runCase(one, rom).golden));
