import type { Snes } from '../core/snes.ts';
import type { Debugger } from '../debug/debugger.ts';
import { type MemoryName, memorySize, poke, readBytes } from '../debug/memories.ts';
import { processorOf, type ProcessorName } from '../debug/processors.ts';
import type { EditEntry } from './debug-protocol.ts';

interface Change {
  readonly text: string;
  readonly apply: (snes: Snes) => void;
  readonly revert: (snes: Snes) => void;
}

const MOST = 500;

function pokeAll(snes: Snes, memory: MemoryName, address: number, bytes: Uint8Array): void {
  bytes.forEach((byte, i) => poke(snes, memory, address + i, byte));
}

/** Changes of memory and registers, which can be taken back. Each is part of the history, so that going back and forth repeats it. */
export class DebugEdits {
  readonly #debugger: Debugger;
  readonly #done: Change[] = [];
  readonly #undone: Change[] = [];

  constructor(one: Debugger) {
    this.#debugger = one;
  }

  clear(): void {
    this.#done.length = 0;
    this.#undone.length = 0;
  }

  #make(change: Change): void {
    this.#debugger.edit(change.apply);
    this.#done.push(change);
    this.#undone.length = 0;
    if (this.#done.length > MOST) this.#done.shift();
  }

  /** @throws RangeError */
  writeMemory(memory: MemoryName, address: number, bytes: Uint8Array): void {
    const { snes } = this.#debugger.history.live;
    const size = memorySize(snes, memory);
    if (!Number.isInteger(address) || address < 0 || address + bytes.length > size)
      throw new RangeError(`$${address.toString(16)} is not in ${memory}, which has ${size} bytes.`);
    const copy = bytes.slice();
    const before = readBytes(snes, memory, address, bytes.length);
    this.#make({
      text: `${memory} $${address.toString(16)}, ${bytes.length} bytes`,
      apply: (machine) => pokeAll(machine, memory, address, copy),
      revert: (machine) => pokeAll(machine, memory, address, before),
    });
  }

  /** @throws RangeError */
  setRegister(name: ProcessorName, register: string, value: number): void {
    const processor = processorOf(name);
    const info = processor.registers.find((one) => one.name === register);
    if (info === undefined) throw new RangeError(`${name} has no register '${register}'.`);
    if (!Number.isInteger(value) || value < 0 || value >= 2 ** info.bits)
      throw new RangeError(`${register} has ${info.bits} bits: ${value} does not fit.`);
    const { snes } = this.#debugger.history.live;
    if (name === 'smp' && register === 'pc' && !snes.apu.atInstruction)
      throw new RangeError('the sound processor is in the middle of an instruction: step it to the next one first.');
    const before = processor.read(snes, register);
    const set = (to: number) => (machine: Snes) => {
      if (register === 'pc') processor.setPc(machine, to);
      else processor.write(machine, register, to);
    };
    this.#make({ text: `${name} ${register}`, apply: set(value), revert: set(before) });
  }

  undo(): EditEntry | null {
    const change = this.#done.pop();
    if (change === undefined) return null;
    this.#debugger.edit(change.revert);
    this.#undone.push(change);
    return { text: change.text };
  }

  redo(): EditEntry | null {
    const change = this.#undone.pop();
    if (change === undefined) return null;
    this.#debugger.edit(change.apply);
    this.#done.push(change);
    return { text: change.text };
  }
}
