import type { Ppu } from './ppu.ts';
import { Reg } from './register-numbers.ts';
import type { Registers } from './registers.ts';

const PPU1_VERSION = 1;
const PPU2_VERSION = 3;

/** Write-only addresses $21x4-$21x6 and $21x8-$21xA (x = 0 to 2) read as PPU1's open bus. [fullsnes: open bus] */
function readsPpu1Bus(addr: number): boolean {
  if (addr >= 0x30) return false;
  const low = addr & 0x0f;
  return (low >= 4 && low <= 6) || (low >= 8 && low <= 0x0a);
}

/** Signed 16 bits times signed 8 bits. [fullsnes: $2134] */
function product(r: Registers): number {
  return r.m7A * (r.m7B >> 8);
}

/** A read with its side effects; `openBus` is the CPU's. */
export function readRegister(ppu: Ppu, addr: number, openBus: number): number {
  const memory = ppu.memory;
  switch (addr) {
    case Reg.MPYL:
      return (ppu.openBus1 = product(ppu.registers) & 0xff); // @hw $2134 R MPYL
    case Reg.MPYM:
      return (ppu.openBus1 = (product(ppu.registers) >> 8) & 0xff); // @hw $2135 R MPYM
    case Reg.MPYH:
      return (ppu.openBus1 = (product(ppu.registers) >> 16) & 0xff); // @hw $2136 R MPYH
    case Reg.SLHV: // @hw $2137 R SLHV
      if (ppu.latchEnabled) ppu.latchCounters();
      return openBus;
    case Reg.OAMDATAREAD:
      return (ppu.openBus1 = memory.readOam(ppu.renderer.objects)); // @hw $2138 R OAMDATAREAD
    case Reg.VMDATALREAD:
      return (ppu.openBus1 = memory.readVramLow()); // @hw $2139 R VMDATALREAD
    case Reg.VMDATAHREAD:
      return (ppu.openBus1 = memory.readVramHigh()); // @hw $213A R VMDATAHREAD
    case Reg.CGDATAREAD: {
      // @hw $213B R CGDATAREAD
      const high = memory.cgramHigh;
      const value = memory.readCgram(ppu.renderer);
      return (ppu.openBus2 = high ? value | (ppu.openBus2 & 0x80) : value);
    }
    case Reg.OPHCT:
      return (ppu.openBus2 = ppu.counters.readH(ppu.openBus2)); // @hw $213C R OPHCT
    case Reg.OPVCT:
      return (ppu.openBus2 = ppu.counters.readV(ppu.openBus2)); // @hw $213D R OPVCT
    case Reg.STAT77:
      return (ppu.openBus1 = stat77(ppu)); // @hw $213E R STAT77
    case Reg.STAT78: {
      // @hw $213F R STAT78
      const value = stat78(ppu);
      ppu.counters.restart();
      if (ppu.latchEnabled) ppu.counters.latched = false;
      return (ppu.openBus2 = value);
    }
    default:
      return readsPpu1Bus(addr) ? ppu.openBus1 : openBus;
  }
}

function stat77(ppu: Ppu): number {
  const objects = ppu.renderer.objects;
  return (objects.timeOver ? 0x80 : 0) | (objects.rangeOver ? 0x40 : 0) | (ppu.openBus1 & 0x10) | PPU1_VERSION;
}

/** With WRIO bit 7 low the latch flag reads 1. [ares: ppu io, $213F] */
function stat78(ppu: Ppu): number {
  const latched = ppu.counters.latched || !ppu.latchEnabled;
  return (
    (ppu.clock.field << 7) | (latched ? 0x40 : 0) | (ppu.openBus2 & 0x20) | (ppu.clock.region === 'pal' ? 0x10 : 0) | PPU2_VERSION
  );
}

/** What a read would give, without its side effects. */
export function peekRegister(ppu: Ppu, addr: number): number {
  const memory = ppu.memory;
  switch (addr) {
    case Reg.MPYL:
      return product(ppu.registers) & 0xff;
    case Reg.MPYM:
      return (product(ppu.registers) >> 8) & 0xff;
    case Reg.MPYH:
      return (product(ppu.registers) >> 16) & 0xff;
    case Reg.OAMDATAREAD:
      return memory.oam[memory.oamAddress < 0x200 ? memory.oamAddress : 0x200 | (memory.oamAddress & 0x1f)];
    case Reg.VMDATALREAD:
      return memory.vramPrefetch & 0xff;
    case Reg.VMDATAHREAD:
      return memory.vramPrefetch >> 8;
    case Reg.CGDATAREAD:
      return (memory.cgram[memory.cgramAddress] >> (memory.cgramHigh ? 8 : 0)) & 0xff;
    case Reg.OPHCT:
      return ppu.counters.peekH(ppu.openBus2);
    case Reg.OPVCT:
      return ppu.counters.peekV(ppu.openBus2);
    case Reg.STAT77:
      return stat77(ppu);
    case Reg.STAT78:
      return stat78(ppu);
    default:
      return readsPpu1Bus(addr) ? ppu.openBus1 : 0;
  }
}
