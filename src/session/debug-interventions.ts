import type { HeldBytes } from '../core/ppu/memory.ts';
import type { Snes } from '../core/snes.ts';
import { arenaStartOf, type MemoryName, memorySize, poke } from '../debug/memories.ts';
import { plugDevices } from './plug.ts';
import type { FrozenByte } from './debug-protocol.ts';
import type { CheatWrite, Devices } from './protocol.ts';

/** What acts on the machine from outside. */
export interface Outside {
  readonly cheats: readonly CheatWrite[];
  readonly frozen: readonly FrozenByte[];
  /** Null: whatever is plugged in. */
  readonly devices: Devices | null;
}

interface Version extends Outside {
  /** Master clocks since power-on from which on it holds. */
  readonly time: number;
  readonly held: Held;
}

/** Frozen bytes where they are written: by place in the bus's arena, in the PPU's memories, in audio RAM and in the DSP. Null for none. */
interface Held {
  readonly bus: ReadonlyMap<number, number> | null;
  readonly ppu: HeldBytes | null;
  readonly audio: ReadonlyMap<number, number> | null;
  readonly dsp: ReadonlyMap<number, number> | null;
}

function hold({ bus, ppu, apu }: Snes, held: Held): void {
  bus.hold(held.bus);
  ppu.memory.held = held.ppu;
  apu.hold(held.audio, held.dsp);
}

function bytesIn(frozen: readonly FrozenByte[], ...memories: MemoryName[]): Map<number, number> {
  return new Map(frozen.filter(({ memory }) => memories.includes(memory)).map(({ address, value }) => [address, value]));
}

/**
 * Cheats, frozen bytes and controllers, and since when: what is run again is acted on as it was. Each change is an edit of the timeline, which calls
 * `apply`; a machine that was put elsewhere in time is told of it by `arrange`.
 */
export class DebugInterventions {
  readonly #snes: Snes;
  readonly #makePristine: () => Uint8Array;
  #pristine: Uint8Array | null = null;
  #versions: Version[];
  /** Places in the arena of all bytes of ROM that any cheat changed, and what is there without. */
  readonly #romBytes = new Map<number, number>();

  /** `pristine`: makes the ROM without any change. */
  constructor(snes: Snes, first: Outside, pristine: () => Uint8Array) {
    this.#snes = snes;
    this.#makePristine = pristine;
    this.#versions = [this.#version(-1, first)];
  }

  get #last(): Version {
    return this.#versions.at(-1)!;
  }

  /** From `time` on something else holds; what was to come is forgotten. */
  set(time: number, part: Partial<Outside>): void {
    const next = this.#version(time, { ...this.#last, ...part });
    this.#versions = [...this.#versions.filter((one) => one.time < time), next];
  }

  /** Whether this is set already. */
  holds({ cheats, devices }: Pick<Outside, 'cheats' | 'devices'>): boolean {
    const last = this.#last;
    const same = (one: CheatWrite, i: number): boolean =>
      one.address === last.cheats[i]?.address && one.value === last.cheats[i]?.value;
    return devices?.join() === last.devices?.join() && cheats.length === last.cheats.length && cheats.every(same);
  }

  /** Whether something was changed after `time`: what the user sees as set is of then. */
  changedAfter(time: number): boolean {
    return this.#last.time > time;
  }

  /** The machine's times begin anew: what was set last stays. */
  restart(): void {
    this.#versions = [{ ...this.#last, time: -1 }];
  }

  /** Puts back what stood in the ROM, and holds nothing any more. */
  close(original: Uint8Array): void {
    const { bus } = this.#snes;
    for (const place of this.#romBytes.keys()) bus.arena[place] = original[place - bus.wram.length];
    hold(this.#snes, { bus: null, ppu: null, audio: null, dsp: null });
  }

  #version(time: number, { cheats, frozen, devices }: Outside): Version {
    const { bus } = this.#snes;
    for (const { address } of cheats) {
      const place = bus.mappedAt(address);
      if (!this.#isRom(place)) continue;
      this.#pristine ??= this.#makePristine();
      this.#romBytes.set(place, this.#pristine[place - bus.wram.length]);
    }
    const places = frozen.flatMap(({ memory, address, value }) => {
      const place = this.#placeOf(memory, address);
      return place < 0 || this.#isRom(place) ? [] : [[place, value] as const];
    });
    const ppu = { vram: bytesIn(frozen, 'vram'), oam: bytesIn(frozen, 'oam'), cgram: bytesIn(frozen, 'cgram') };
    const audio = bytesIn(frozen, 'aram', 'smp');
    const dsp = bytesIn(frozen, 'dsp');
    const held = {
      bus: places.length === 0 ? null : new Map(places),
      ppu: ppu.vram.size + ppu.oam.size + ppu.cgram.size === 0 ? null : ppu,
      audio: audio.size === 0 ? null : audio,
      dsp: dsp.size === 0 ? null : dsp,
    };
    return { time, cheats, frozen, devices, held };
  }

  /** In the bus's arena; -1 elsewhere. */
  #placeOf(memory: MemoryName, address: number): number {
    if (memory === 'cpu') return this.#snes.bus.mappedAt(address);
    const start = arenaStartOf(this.#snes, memory);
    return start < 0 || address >= memorySize(this.#snes, memory) ? -1 : start + address;
  }

  #isRom(place: number): boolean {
    const { wram, rom } = this.#snes.bus;
    return place >= wram.length && place < wram.length + rom.length;
  }

  #at(time: number): Version {
    return this.#versions.findLast((one) => one.time <= time) ?? this.#versions[0];
  }

  /** A machine with the same cartridge is at `time`, wherever it was before. */
  arrange(machine: Snes, time: number): void {
    const { cheats, held } = this.#at(time);
    const { bus } = machine;
    hold(machine, held);
    if (this.#romBytes.size === 0) return;
    for (const [place, byte] of this.#romBytes) bus.arena[place] = byte;
    for (const { address, value } of cheats) {
      const place = bus.mappedAt(address);
      if (this.#isRom(place)) bus.arena[place] = value;
    }
  }

  /** The change that was made at `time`. */
  apply(machine: Snes, time: number): void {
    const { frozen, devices } = this.#at(time);
    this.arrange(machine, time);
    for (const { memory, address, value } of frozen) poke(machine, memory, address, value);
    if (devices !== null) plugDevices(machine.ports, devices);
  }

  /** A frame begins at `time`. */
  beforeFrame(machine: Snes, time: number): void {
    const { cheats, frozen } = this.#at(time);
    for (const { address, value } of cheats) machine.bus.writeSlow(address, value);
    for (const one of frozen) if (!holdsItself(machine, one)) poke(machine, one.memory, one.address, one.value);
  }

  /** Bytes of WRAM that are written before a frame that begins at `time`. */
  *wramBeforeFrame(time: number): Iterable<number> {
    const { cheats, frozen } = this.#at(time);
    const { bus } = this.#snes;
    const places = cheats.map(({ address }) => bus.mappedAt(address));
    for (const place of places) if (place >= 0 && place < bus.wram.length) yield place;
    for (const { memory, address } of frozen) {
      const place = this.#placeOf(memory, address);
      if (place >= 0 && place < bus.wram.length) yield place;
    }
  }
}

/** A register of the DSP acts when it is written: it is not written again while it is what it is to be. */
function holdsItself({ apu }: Snes, { memory, address, value }: FrozenByte): boolean {
  return memory === 'dsp' && apu.dsp.shared.live[address & 0x7f] === value;
}
