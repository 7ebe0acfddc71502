import type { Snes } from '../../core/snes.ts';
import { type Access, AccessKind, type Watcher } from '../hub.ts';
import type { Rider } from '../run/history.ts';
import type { Keyframe } from '../time/timeline.ts';

/** What is known of a byte. A byte that is executed keeps the flags of the last time. */
export const enum CodeFlag {
  Opcode = 0x01,
  Operand = 0x02,
  Data = 0x04,
  /** M, X and E as they were before the instruction. */
  M = 0x08,
  X = 0x10,
  E = 0x20,
  /** A call's or an interrupt's target. */
  Entry = 0x40,
}

const MAGIC = [0x44, 0x43, 0x44, 0x4c, 1];

/** Which bytes of ROM, WRAM and battery RAM are code and which data, as far as they were run. Places are offsets in the bus's arena. */
export class CodeLog {
  readonly flags: Uint8Array;
  /** The sound processor's RAM. */
  readonly audio = new Uint8Array(0x10000);
  readonly #romStart: number;
  readonly #romSize: number;

  constructor(snes: Snes) {
    this.flags = new Uint8Array(snes.bus.arena.length);
    this.#romStart = snes.bus.wram.length;
    this.#romSize = snes.bus.rom.length;
  }

  /** Watches a machine and writes down what it does. */
  watcher(snes: Snes): Watcher {
    const { flags, audio } = this;
    const { cpu, bus } = snes;
    let calling = false;
    return {
      plan: { exec: true, smp: true, ranges: [{ memory: 'rom', from: 0, to: this.#romSize - 1, read: true, write: false }] },
      exec: (pc) => {
        const at = bus.mappedAt(pc);
        if (at < 0) return false;
        const mode = (cpu.fM !== 0 ? CodeFlag.M : 0) | (cpu.fX !== 0 ? CodeFlag.X : 0) | (cpu.fE !== 0 ? CodeFlag.E : 0);
        flags[at] = (flags[at] & (CodeFlag.Data | CodeFlag.Entry)) | CodeFlag.Opcode | mode | (calling ? CodeFlag.Entry : 0);
        const opcode = bus.arena[at];
        calling = opcode === 0x20 || opcode === 0x22 || opcode === 0xfc;
        return false;
      },
      smpExec: (pc) => {
        audio[pc] |= CodeFlag.Opcode;
        return false;
      },
      access: (access) => this.#access(snes, access),
    };
  }

  #access(snes: Snes, { kind, memory, address, bus, agent }: Access): void {
    if (agent === 'smp') {
      if (kind === AccessKind.Fetch) this.audio[bus] |= CodeFlag.Operand;
      else this.audio[bus] |= CodeFlag.Data;
      return;
    }
    if (memory !== 'rom' || kind === AccessKind.Write) return;
    const at = this.#romStart + address;
    if (kind === AccessKind.Read) this.flags[at] |= CodeFlag.Data;
    else if (bus !== snes.cpu.instructionPc) this.flags[at] |= CodeFlag.Operand;
  }

  /** Runs a stretch of the past again and learns from it, beginning at `since`. */
  learn(rider: Rider, from: Keyframe, to: number, since = from.time): void {
    const { hub, traveller, snes } = rider;
    hub.only([], () => {
      traveller.restore(from);
      traveller.runTo(since);
    });
    hub.only([this.watcher(snes)], () => {
      traveller.runTo(to);
      snes.catchUpApu();
    });
  }

  /** Flags at an address of the S-CPU's bus; 0 when nothing is known. */
  at(snes: Snes, address: number): number {
    const place = snes.bus.mappedAt(address);
    return place < 0 ? 0 : this.flags[place];
  }

  /** The ROM's part, to be kept by its hash: five bytes of head, the length, then the flags in runs of (count, flags). */
  pack(): Uint8Array {
    const rom = this.flags.subarray(this.#romStart, this.#romStart + this.#romSize);
    const bytes: number[] = [...MAGIC, rom.length & 0xff, (rom.length >> 8) & 0xff, (rom.length >> 16) & 0xff, 0];
    for (let at = 0; at < rom.length;) {
      let count = 1;
      while (count < 0xffff && at + count < rom.length && rom[at + count] === rom[at]) count++;
      bytes.push(count & 0xff, count >> 8, rom[at]);
      at += count;
    }
    return Uint8Array.from(bytes);
  }

  /** Adds what `pack` gave. @throws RangeError when it is something else */
  unpack(bytes: Uint8Array): void {
    const fits = MAGIC.every((byte, i) => bytes[i] === byte) && (bytes[5] | (bytes[6] << 8) | (bytes[7] << 16)) === this.#romSize;
    if (!fits) throw new RangeError('the code/data log is of another ROM or damaged; it was not read.');
    let at = this.#romStart;
    for (let i = MAGIC.length + 4; i + 2 < bytes.length; i += 3) {
      const end = Math.min(at + (bytes[i] | (bytes[i + 1] << 8)), this.#romStart + this.#romSize);
      for (; at < end; at++) if (this.flags[at] === 0) this.flags[at] = bytes[i + 2]!;
    }
  }

  /** Bytes of the ROM by what they are. */
  get coverage(): { readonly code: number; readonly data: number; readonly unknown: number } {
    let code = 0;
    let data = 0;
    for (let at = this.#romStart; at < this.#romStart + this.#romSize; at++) {
      if ((this.flags[at] & (CodeFlag.Opcode | CodeFlag.Operand)) !== 0) code++;
      else if ((this.flags[at] & CodeFlag.Data) !== 0) data++;
    }
    return { code, data, unknown: this.#romSize - code - data };
  }
}
