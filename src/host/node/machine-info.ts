import { MEMORY_NAMES, type HeadlessMachine } from '../../session/headless.ts';
import { SAMPLE_RATE } from '../../session/sound.ts';
import { infoRecord, type Print } from './records.ts';
import { VERSION } from './version.ts';

/** Frames a second without interlace: master clock over clocks a frame. [anomie: timing] */
const FRAME_RATE = { ntsc: 21477272.727 / (1364 * 262 - 2), pal: 21281370 / (1364 * 312) } as const;
/** Width of the picture over its height on a screen, for 256x224. */
const ASPECT = { ntsc: (256 * 8) / 7 / 224, pal: (256 * 1.3858) / 224 } as const;

/** The lines of `run --info`. */
export function printMachineInfo(machine: HeadlessMachine, print: Print): void {
  const { cart, region } = machine.snes;
  print(infoRecord('core', `dotclock ${VERSION}`));
  print(infoRecord('geometry', `base 256x224 max 512x478 aspect ${ASPECT[region].toFixed(4)}`));
  print(infoRecord('timing', `fps ${FRAME_RATE[region].toFixed(6)} rate ${SAMPLE_RATE.toFixed(4)}`));
  print(infoRecord('region', region.toUpperCase()));
  print(infoRecord('pixels', 'BGR555 with brightness'));
  print(infoRecord('cart', `${cart.mapping} '${cart.title}' ${cart.romSize} bytes`));
  for (const name of MEMORY_NAMES) print(infoRecord(`memory ${name}`, String(machine.memory(name).length)));
  print(infoRecord('state', String(machine.snes.saveState().length)));
}
