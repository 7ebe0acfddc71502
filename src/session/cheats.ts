import type { Bus } from '../core/cpu/bus.ts';
import type { CheatWrite } from './protocol.ts';

/** Codes of one game: bytes of the ROM are changed and put back, bytes of memory are written before every frame. */
export class Cheats {
  readonly #bus: Bus;
  #memory: readonly CheatWrite[] = [];
  /** Arena offsets and what stood there, in the order of the changes. */
  #patched: { readonly offset: number; readonly before: number }[] = [];

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  set(writes: readonly CheatWrite[]): void {
    const { arena } = this.#bus;
    for (const { offset, before } of this.#patched.reverse()) arena[offset] = before;
    this.#patched = [];
    this.#memory = writes.filter(({ address }) => this.#romOffset(address) < 0);
    for (const { address, value } of writes) {
      const offset = this.#romOffset(address);
      if (offset < 0) continue;
      this.#patched.push({ offset, before: arena[offset] });
      arena[offset] = value;
    }
  }

  /** Where in the arena an address finds the ROM, or -1. */
  #romOffset(address: number): number {
    const { wram, rom } = this.#bus;
    const offset = this.#bus.mappedAt(address);
    return offset >= wram.length && offset < wram.length + rom.length ? offset : -1;
  }

  /** What is written before each frame. */
  get memory(): readonly CheatWrite[] {
    return this.#memory;
  }

  beforeFrame(): void {
    for (const { address, value } of this.#memory) this.#bus.writeSlow(address, value);
  }
}
