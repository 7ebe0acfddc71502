import { asmCommand } from './asm-command.ts';
import type { Command } from './command.ts';
import { dapCommand } from './dap-command.ts';
import { infoCommand } from './info-command.ts';
import { runCommand } from './run-command.ts';
import { scriptCommand } from './script-command.ts';

/** Every sub-command; a new one is a file of its own and a row here. */
export const COMMANDS: readonly Command[] = [
  { name: 'run', summary: 'run a ROM for a number of frames: hashes, pictures, sound, memory, states', run: runCommand },
  { name: 'info', summary: "explain a ROM's header", run: infoCommand },
  { name: 'asm', summary: 'assemble a program for the console into a ROM image', run: asmCommand },
  { name: 'dap', summary: 'a debug adapter for editors: breakpoints, steps forward and back, memory', run: dapCommand },
  { name: 'script', summary: 'run JavaScript that drives a game and its debugger', run: scriptCommand },
];
