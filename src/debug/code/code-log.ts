import { DebugEvent } from '../../core/hooks.ts';
import type { Snes } from '../../core/snes.ts';
import { shownAt } from '../break/bus-range.ts';
import { type Access, AccessKind, type Watcher } from '../hub.ts';
import type { Rider } from '../run/history.ts';
import type { Keyframe } from '../time/timeline.ts';
import { cpuOperand, cpuOperandBytes, smpOperand } from './effective-address.ts';
import { OperandLog } from './operand-log.ts';

/** What is known of a byte. A byte that is executed keeps the flags of the last time. */
export const enum CodeFlag {
  Opcode = 0x01,
  Operand = 0x02,
  Data = 0x04,
  /** M, X and E as they were before the instruction. */
  M = 0x08,
  X = 0x10,
  E = 0x20,
  /** A call's target. */
  Entry = 0x40,
  /** A jump's or a branch's target. */
  Jump = 0x80,
}

const MAGIC = [0x44, 0x43, 0x44, 0x4c, 1];
/** Before what DMA has read, behind the flags; older logs don't have it. */
const TRANSFERRED_MAGIC = 0x44;
/** Before the operands, behind that. Logs of earlier versions end there. */
const OPERANDS_MAGIC = 0x4f;

/** Bytes in runs of (count, value). */
function packRuns(all: Uint8Array, bytes: number[]): void {
  for (let at = 0; at < all.length;) {
    let count = 1;
    while (count < 0xffff && at + count < all.length && all[at + count] === all[at]) count++;
    bytes.push(count & 0xff, count >> 8, all[at]);
    at += count;
  }
}

/** Adds such runs from `i` on where nothing is known. Answers where they end. */
function unpackRuns(all: Uint8Array, bytes: Uint8Array, i: number): number {
  for (let at = 0; at < all.length && i + 2 < bytes.length; i += 3) {
    const end = Math.min(at + (bytes[i] | (bytes[i + 1] << 8)), all.length);
    for (; at < end; at++) if (all[at] === 0) all[at] = bytes[i + 2]!;
  }
  return i;
}

/** JSR, JSL, JSR (a,x). */
const CALLS = new Set([0x20, 0x22, 0xfc]);
/** JMP (a), JMP (a,x), JML [a], JSR (a,x): where they go is not in the program. */
const INDIRECT = new Set([0x6c, 0x7c, 0xdc, 0xfc]);
/** JMP, JML and the branches. */
const JUMPS = new Set([0x4c, 0x5c, 0x6c, 0x7c, 0xdc, 0x10, 0x30, 0x50, 0x70, 0x80, 0x82, 0x90, 0xb0, 0xd0, 0xf0]);
const MOVES = new Set([0x44, 0x54]);

/** Which bytes of ROM, WRAM and battery RAM are code and which data, as far as they were run, and where operands lay. Places are offsets in the bus's arena. */
export class CodeLog {
  readonly flags: Uint8Array;
  /** 1 for each byte of the ROM that DMA or HDMA has read. */
  readonly transferred: Uint8Array;
  /** The sound processor's RAM. */
  readonly audio = new Uint8Array(0x10000);
  /** Of the S-CPU, by place, and of the sound processor, by address. */
  readonly operands = new OperandLog();
  readonly audioOperands = new OperandLog();
  /** Another one when more is known of what is code and what data. */
  version = 0;
  readonly #romStart: number;
  readonly #romSize: number;

  constructor(snes: Snes) {
    this.flags = new Uint8Array(snes.bus.arena.length);
    this.#romStart = snes.bus.wram.length;
    this.#romSize = snes.bus.rom.length;
    this.transferred = new Uint8Array(this.#romSize);
  }

  /** Watches a machine and writes down what it does. `older`: what is known of an instruction was later and stays. */
  watcher(snes: Snes, older = false): Watcher {
    const { audio } = this;
    const cpu = this.#cpuNoter(snes, older);
    const bytes = [0, 0, 0];
    return {
      plan: { exec: true, smp: true, ranges: [{ memory: 'rom', from: 0, to: this.#romSize - 1, read: true, write: false }] },
      exec: (pc) => {
        cpu.before(pc);
        return false;
      },
      // What comes next is not where the instruction leads.
      event: cpu.interrupted,
      smpExec: (pc) => {
        audio[pc] |= CodeFlag.Opcode;
        for (let i = 0; i < bytes.length; i++) bytes[i] = snes.apu.peek(pc + i);
        const address = smpOperand(snes, bytes);
        if (address >= 0) this.audioOperands.note(pc, address, address, 1, older);
        return false;
      },
      access: (access) => this.#access(snes, access),
    };
  }

  #cpuNoter(
    snes: Snes,
    older: boolean,
  ): { readonly before: (pc: number) => void; readonly interrupted: (kind: DebugEvent) => void } {
    const { flags, operands } = this;
    const { cpu, bus } = snes;
    const bytes = [0, 0, 0, 0];
    let opcode = -1;
    let before = -1;
    let next = -1;
    const noteBefore = (pc: number): void => {
      const at = bus.mappedAt(pc);
      if (at < 0) {
        opcode = -1;
        return;
      }
      let how = 0;
      if (CALLS.has(opcode)) how = CodeFlag.Entry;
      else if (pc !== next && JUMPS.has(opcode)) how = CodeFlag.Jump;
      if (INDIRECT.has(opcode)) operands.note(before, pc, at, 1, older);
      const mode = (cpu.fM !== 0 ? CodeFlag.M : 0) | (cpu.fX !== 0 ? CodeFlag.X : 0) | (cpu.fE !== 0 ? CodeFlag.E : 0);
      if ((flags[at] & CodeFlag.Opcode) === 0) this.version++;
      if (older && (flags[at] & CodeFlag.Opcode) !== 0) flags[at] |= how;
      else flags[at] = (flags[at] & (CodeFlag.Data | CodeFlag.Entry | CodeFlag.Jump)) | CodeFlag.Opcode | mode | how;
      opcode = bus.arena[at];
      for (let i = 0; i < bytes.length; i++) bytes[i] = cpu.peek((pc & 0xff0000) | ((pc + i) & 0xffff));
      next = (pc & 0xff0000) | ((pc + 2) & 0xffff);
      before = at;
      this.#noteOperand(snes, at, bytes, older);
    };
    return {
      before: noteBefore,
      interrupted: (kind) => {
        if (kind === DebugEvent.Nmi || kind === DebugEvent.Irq) opcode = -1;
      },
    };
  }

  #noteOperand(snes: Snes, at: number, bytes: readonly number[], older: boolean): void {
    const { cpu } = snes;
    const note = (address: number, count: number): void => this.operands.note(at, address, shownAt(snes, address), count, older);
    if (MOVES.has(bytes[0])) {
      note((bytes[2] << 16) | cpu.x, 1);
      note((bytes[1] << 16) | cpu.y, 1);
      return;
    }
    const address = cpuOperand(snes, bytes);
    if (address >= 0) note(address, cpuOperandBytes(bytes[0], cpu.p));
  }

  #access(snes: Snes, { kind, memory, address, bus, agent }: Access): void {
    if (agent === 'smp') {
      if (kind === AccessKind.Fetch) this.audio[bus] |= CodeFlag.Operand;
      else this.audio[bus] |= CodeFlag.Data;
      return;
    }
    if (memory !== 'rom' || kind === AccessKind.Write) return;
    const at = this.#romStart + address;
    if (kind === AccessKind.Read) {
      if (this.flags[at] === 0) this.version++;
      this.flags[at] |= CodeFlag.Data;
      if (agent !== 'cpu') this.transferred[address] = 1;
    } else if (bus !== snes.cpu.instructionPc) this.flags[at] |= CodeFlag.Operand;
  }

  /** Runs a stretch of the past again and learns from it, beginning at `since`. */
  learn(rider: Rider, from: Keyframe, to: number, since = from.time): void {
    const { hub, traveller } = rider;
    hub.only([], () => {
      traveller.restore(from);
      traveller.runTo(since);
    });
    this.learnOn(rider, to);
  }

  /** Runs on from where the machine stands and learns. */
  learnOn({ hub, traveller, snes }: Rider, to: number): void {
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

  /** The ROM's part, to be kept by its hash: five bytes of head, the length, then flags and what DMA has read in runs of (count, value), and the operands. */
  pack(): Uint8Array {
    const length = this.#romSize;
    const bytes: number[] = [...MAGIC, length & 0xff, (length >> 8) & 0xff, (length >> 16) & 0xff, 0];
    packRuns(this.romFlags, bytes);
    bytes.push(TRANSFERRED_MAGIC);
    packRuns(this.transferred, bytes);
    const { start, end } = this.#rom;
    return Uint8Array.from([...bytes, OPERANDS_MAGIC, ...this.operands.pack(start, end)]);
  }

  /** Adds what `pack` gave. @throws RangeError when it is something else */
  unpack(bytes: Uint8Array): void {
    const fits = MAGIC.every((byte, i) => bytes[i] === byte) && (bytes[5] | (bytes[6] << 8) | (bytes[7] << 16)) === this.#romSize;
    if (!fits) throw new RangeError('the code/data log is of another ROM or damaged; it was not read.');
    const { start, end } = this.#rom;
    this.version++;
    let i = unpackRuns(this.romFlags, bytes, MAGIC.length + 4);
    if (bytes[i] === TRANSFERRED_MAGIC) i = unpackRuns(this.transferred, bytes, i + 1);
    if (bytes[i] !== OPERANDS_MAGIC) return;
    if (!this.operands.unpack(bytes.subarray(i + 1), start, end))
      throw new RangeError('the operands of the code/data log are damaged; what is code and data was read.');
  }

  /** Of the ROM's bytes. */
  get romFlags(): Uint8Array {
    return this.flags.subarray(this.#romStart, this.#romStart + this.#romSize);
  }

  /** Adds flags of the ROM's bytes where nothing is known. */
  add(flags: Uint8Array): void {
    const { romFlags } = this;
    this.version++;
    flags.forEach((known, i) => {
      if (romFlags[i] === 0) romFlags[i] = known;
    });
  }

  get #rom(): { readonly start: number; readonly end: number } {
    return { start: this.#romStart, end: this.#romStart + this.#romSize };
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
