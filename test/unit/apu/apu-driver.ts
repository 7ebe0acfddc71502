import type { Apu } from '../../../src/core/apu/apu.ts';
import type { Entropy } from '../../../src/core/types.ts';

/** Power-on contents that are all `value`. */
export function constantEntropy(value: number): Entropy {
  return { fill: (memory) => void memory.fill(value), u8: () => value, u16: () => value * 0x101 };
}

/** Waits until a port shows a value; the master clocks that it took. */
export function waitPort(apu: Apu, port: number, value: number, step = 21, limit = 400000): number {
  for (let clocks = 0; clocks < limit; clocks += step) {
    if (apu.readPort(port) === value) return clocks;
    apu.catchUp(step);
  }
  throw new Error(`port ${port} stays ${apu.readPort(port)}, waiting for ${value}`);
}

/** Uploads blocks by the boot protocol and starts the program. */
export function upload(apu: Apu, blocks: readonly (readonly [number, readonly number[]])[], entry: number): void {
  waitPort(apu, 0, 0xaa);
  waitPort(apu, 1, 0xbb);
  let kick = 0xcc;
  for (const [address, bytes] of blocks) {
    command(apu, address, 1, kick);
    bytes.forEach((byte, index) => {
      apu.writePort(1, byte);
      apu.writePort(0, index & 0xff);
      waitPort(apu, 0, index & 0xff);
    });
    kick = ((bytes.length + 1) & 0xff) | 1;
  }
  command(apu, entry, 0, kick);
}

function command(apu: Apu, address: number, kind: number, kick: number): void {
  apu.writePort(2, address & 0xff);
  apu.writePort(3, address >> 8);
  apu.writePort(1, kind);
  apu.writePort(0, kick);
  waitPort(apu, 0, kick);
}
