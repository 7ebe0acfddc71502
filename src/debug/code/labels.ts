import type { Snes } from '../../core/snes.ts';
import { busAddressOf, type MemoryName, placeOf } from '../memories.ts';
import type { ProcessorName } from '../processors.ts';

export interface Label {
  readonly memory: MemoryName;
  readonly address: number;
  readonly name: string;
  readonly comment: string;
  /** Bytes that it names; 1 for code and single bytes. */
  readonly length: number;
}

function keyOf(memory: MemoryName, address: number): string {
  return `${memory}:${address}`;
}

/** Names and comments of places. A place in ROM, WRAM or battery RAM has its label at each address of the bus that shows it. */
export class Labels {
  readonly #byPlace = new Map<string, Label>();
  readonly #byName = new Map<string, Label>();
  readonly #snes: Snes;
  /** Counts changes. */
  version = 0;

  constructor(snes: Snes) {
    this.#snes = snes;
  }

  get all(): readonly Label[] {
    return [...this.#byPlace.values()];
  }

  get names(): readonly string[] {
    return [...this.#byName.keys()];
  }

  /** Empty name and comment take the label away. Another place's name is taken over. */
  set(label: Label): void {
    this.version++;
    const normal = this.#normal(label);
    const key = keyOf(normal.memory, normal.address);
    const before = this.#byPlace.get(key);
    if (before !== undefined) this.#byName.delete(before.name);
    this.#byPlace.delete(key);
    if (normal.name === '' && normal.comment === '') return;
    const same = this.#byName.get(normal.name);
    if (normal.name !== '' && same !== undefined) this.#byPlace.delete(keyOf(same.memory, same.address));
    this.#byPlace.set(key, normal);
    if (normal.name !== '') this.#byName.set(normal.name, normal);
  }

  clear(): void {
    this.version++;
    this.#byPlace.clear();
    this.#byName.clear();
  }

  /** At the memory behind the bus. */
  #normal(label: Label): Label {
    if (label.memory === 'smp') return { ...label, memory: 'aram', address: label.address & 0xffff };
    if (label.memory !== 'cpu') return label;
    const place = placeOf(this.#snes, label.address);
    return place === null ? { ...label, address: registerAddress(label.address) } : { ...label, ...place };
  }

  at(processor: ProcessorName, address: number): Label | null {
    if (processor === 'smp') return this.#byPlace.get(keyOf('aram', address)) ?? null;
    const place = placeOf(this.#snes, address);
    const key = place === null ? keyOf('cpu', registerAddress(address)) : keyOf(place.memory, place.address);
    return this.#byPlace.get(key) ?? null;
  }

  /** A label's address on a processor's bus, or null. */
  addressOf(name: string, processor: ProcessorName): number | null {
    const label = this.#byName.get(name);
    if (label === undefined) return null;
    if (label.memory === 'aram' || label.memory === 'dsp') return processor === 'smp' ? label.address : null;
    const address = busAddressOf(this.#snes, label.memory, label.address);
    return address < 0 ? label.address : address;
  }

  /** The label that a place belongs to and how far behind its beginning it is. */
  near(processor: ProcessorName, address: number): { readonly label: Label; readonly offset: number } | null {
    for (let offset = 0; offset < 0x100; offset++) {
      const label = this.at(processor, address - offset);
      if (label !== null && label.name !== '')
        return offset < Math.max(label.length, offset === 0 ? 1 : label.length) ? { label, offset } : null;
    }
    return null;
  }
}

/** I/O registers have the same address in all system banks. */
function registerAddress(address: number): number {
  return (address & 0x408000) === 0 ? address & 0xffff : address;
}
