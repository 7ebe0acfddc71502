import { crc32 } from '../../core/state/crc32.ts';
import { w65c816Length } from '../assembler/w65c816-table.ts';
import { CodeFlag } from './code-log.ts';

/** Flags of a byte in Mesen's files. [source: Mesen2 CodeDataLogger, SnesCodeDataLogger] */
const enum CdlFlag {
  Code = 0x01,
  Data = 0x02,
  JumpTarget = 0x04,
  SubEntryPoint = 0x08,
  IndexMode8 = 0x10,
  MemoryMode8 = 0x20,
}

const MAGIC = [0x43, 0x44, 0x4c, 0x76, 0x32];
const HEADER_BYTES = MAGIC.length + 4;

export function isCdlFile(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, i) => bytes[i] === byte);
}

/** The code/data log as Mesen 2 keeps it: "CDLv2", the ROM's CRC-32, low byte first, and one byte for each of the ROM. `flags` are `CodeFlag`s. */
export function cdlFile(flags: Uint8Array, rom: Uint8Array): Uint8Array {
  const file = new Uint8Array(HEADER_BYTES + rom.length);
  file.set(MAGIC);
  new DataView(file.buffer).setUint32(MAGIC.length, crc32(rom), true);
  let widths = 0;
  for (let i = 0; i < rom.length; i++) {
    const known = flags[i];
    const opcode = (known & CodeFlag.Opcode) !== 0;
    if (opcode) {
      const emulation = (known & CodeFlag.E) !== 0;
      widths =
        (emulation || (known & CodeFlag.X) !== 0 ? CdlFlag.IndexMode8 : 0) |
        (emulation || (known & CodeFlag.M) !== 0 ? CdlFlag.MemoryMode8 : 0);
    }
    let byte = 0;
    if (opcode || (known & CodeFlag.Operand) !== 0) byte = CdlFlag.Code | widths;
    else if ((known & CodeFlag.Data) !== 0) byte = CdlFlag.Data;
    if ((known & CodeFlag.Jump) !== 0) byte |= CdlFlag.JumpTarget;
    if ((known & CodeFlag.Entry) !== 0) byte |= CdlFlag.SubEntryPoint;
    file[HEADER_BYTES + i] = byte;
  }
  return file;
}

/** `CodeFlag`s out of such a file. @throws RangeError when it is of another ROM */
export function readCdlFile(bytes: Uint8Array, rom: Uint8Array): Uint8Array {
  if (bytes.length < HEADER_BYTES + rom.length)
    throw new RangeError('the .cdl file is shorter than the ROM: it is of another one.');
  const sum = new DataView(bytes.buffer, bytes.byteOffset).getUint32(MAGIC.length, true);
  if (sum !== crc32(rom)) throw new RangeError('the .cdl file is of another ROM: its checksum says so.');
  const flags = new Uint8Array(rom.length);
  for (let i = 0; i < rom.length;) {
    const known = bytes[HEADER_BYTES + i];
    if ((known & CdlFlag.Code) === 0) {
      flags[i++] = (known & CdlFlag.Data) !== 0 ? CodeFlag.Data : 0;
      continue;
    }
    const narrow = { x: (known & CdlFlag.IndexMode8) !== 0, m: (known & CdlFlag.MemoryMode8) !== 0 };
    flags[i] =
      CodeFlag.Opcode |
      (narrow.m ? CodeFlag.M : 0) |
      (narrow.x ? CodeFlag.X : 0) |
      ((known & CdlFlag.JumpTarget) !== 0 ? CodeFlag.Jump : 0) |
      ((known & CdlFlag.SubEntryPoint) !== 0 ? CodeFlag.Entry : 0);
    const end = Math.min(rom.length, i + w65c816Length(rom[i], narrow.m ? 1 : 2, narrow.x ? 1 : 2));
    for (i++; i < end && (bytes[HEADER_BYTES + i] & CdlFlag.Code) !== 0; i++) flags[i] = CodeFlag.Operand;
  }
  return flags;
}
