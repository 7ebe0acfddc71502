import type { Ppu } from './ppu.ts';
import { Reg } from './register-numbers.ts';
import { COLOR_WINDOW, OBJ_WINDOW, type Registers } from './registers.ts';

/** @param value write after the renderer has drawn up to it */
export function writeRegister(ppu: Ppu, addr: number, value: number): void {
  const r = ppu.registers;
  const memory = ppu.memory;
  switch (addr) {
    case Reg.INIDISP:
      writeInidisp(ppu, value);
      break; // @hw $2100 W INIDISP
    case Reg.OBSEL:
      writeObsel(r, value);
      break; // @hw $2101 W OBSEL
    case Reg.OAMADDL:
      memory.setOamAddressLow(value);
      break; // @hw $2102 W OAMADDL
    case Reg.OAMADDH:
      memory.setOamAddressHigh(value);
      break; // @hw $2103 W OAMADDH
    case Reg.OAMDATA:
      memory.writeOam(value, ppu.renderer.objects);
      break; // @hw $2104 W OAMDATA
    case Reg.BGMODE:
      writeBgmode(r, value);
      break; // @hw $2105 W BGMODE
    case Reg.MOSAIC:
      writeMosaic(r, value);
      break; // @hw $2106 W MOSAIC
    case Reg.BG1SC: // @hw $2107 W BG1SC
    case Reg.BG2SC: // @hw $2108 W BG2SC
    case Reg.BG3SC: // @hw $2109 W BG3SC
    case Reg.BG4SC: // @hw $210A W BG4SC
      r.mapSize[addr - Reg.BG1SC] = value & 3;
      r.mapAddress[addr - Reg.BG1SC] = (value & 0xfc) << 8;
      break;
    case Reg.BG12NBA: // @hw $210B W BG12NBA
    case Reg.BG34NBA: // @hw $210C W BG34NBA
      r.tileAddress[(addr - Reg.BG12NBA) * 2] = (value & 0x0f) << 12;
      r.tileAddress[(addr - Reg.BG12NBA) * 2 + 1] = (value & 0xf0) << 8;
      break;
    case Reg.BG1HOFS: // @hw $210D W BG1HOFS
      r.m7HScroll = mode7Word(r, value);
      writeHScroll(r, 0, value);
      break;
    case Reg.BG1VOFS: // @hw $210E W BG1VOFS
      r.m7VScroll = mode7Word(r, value);
      writeVScroll(r, 0, value);
      break;
    case Reg.BG2HOFS: // @hw $210F W BG2HOFS
    case Reg.BG3HOFS: // @hw $2111 W BG3HOFS
    case Reg.BG4HOFS:
      writeHScroll(r, (addr - Reg.BG1HOFS) >> 1, value);
      break; // @hw $2113 W BG4HOFS
    case Reg.BG2VOFS: // @hw $2110 W BG2VOFS
    case Reg.BG3VOFS: // @hw $2112 W BG3VOFS
    case Reg.BG4VOFS:
      writeVScroll(r, (addr - Reg.BG1VOFS) >> 1, value);
      break; // @hw $2114 W BG4VOFS
    case Reg.VMAIN:
      memory.setVramMode(value);
      break; // @hw $2115 W VMAIN
    case Reg.VMADDL:
      memory.setVramAddress((memory.vramAddress & 0xff00) | value);
      break; // @hw $2116 W VMADDL
    case Reg.VMADDH:
      memory.setVramAddress((memory.vramAddress & 0x00ff) | (value << 8));
      break; // @hw $2117 W VMADDH
    case Reg.VMDATAL:
      memory.writeVramLow(value);
      break; // @hw $2118 W VMDATAL
    case Reg.VMDATAH:
      memory.writeVramHigh(value);
      break; // @hw $2119 W VMDATAH
    case Reg.M7SEL:
      writeM7sel(r, value);
      break; // @hw $211A W M7SEL
    case Reg.M7A:
      r.m7A = (mode7Word(r, value) << 16) >> 16;
      break; // @hw $211B W M7A
    case Reg.M7B:
      r.m7B = (mode7Word(r, value) << 16) >> 16;
      break; // @hw $211C W M7B
    case Reg.M7C:
      r.m7C = (mode7Word(r, value) << 16) >> 16;
      break; // @hw $211D W M7C
    case Reg.M7D:
      r.m7D = (mode7Word(r, value) << 16) >> 16;
      break; // @hw $211E W M7D
    case Reg.M7X:
      r.m7X = mode7Word(r, value);
      break; // @hw $211F W M7X
    case Reg.M7Y:
      r.m7Y = mode7Word(r, value);
      break; // @hw $2120 W M7Y
    case Reg.CGADD:
      memory.setCgramAddress(value);
      break; // @hw $2121 W CGADD
    case Reg.CGDATA:
      memory.writeCgram(value, ppu.renderer);
      break; // @hw $2122 W CGDATA
    default:
      writeWindowOrColor(ppu, addr, value);
  }
}

function writeWindowOrColor(ppu: Ppu, addr: number, value: number): void {
  const r = ppu.registers;
  if (addr <= Reg.WOBJLOG) ppu.renderer.windows.stale = true;
  switch (addr) {
    case Reg.W12SEL: // @hw $2123 W W12SEL
    case Reg.W34SEL: // @hw $2124 W W34SEL
    case Reg.WOBJSEL: // @hw $2125 W WOBJSEL
      r.windowSelect[(addr - Reg.W12SEL) * 2] = value & 15;
      r.windowSelect[(addr - Reg.W12SEL) * 2 + 1] = value >> 4;
      break;
    case Reg.WH0:
      r.window1Left = value;
      break; // @hw $2126 W WH0
    case Reg.WH1:
      r.window1Right = value;
      break; // @hw $2127 W WH1
    case Reg.WH2:
      r.window2Left = value;
      break; // @hw $2128 W WH2
    case Reg.WH3:
      r.window2Right = value;
      break; // @hw $2129 W WH3
    case Reg.WBGLOG:
      for (let bg = 0; bg < 4; bg++) r.windowLogic[bg] = (value >> (bg * 2)) & 3;
      break; // @hw $212A W WBGLOG
    case Reg.WOBJLOG: // @hw $212B W WOBJLOG
      r.windowLogic[OBJ_WINDOW] = value & 3;
      r.windowLogic[COLOR_WINDOW] = (value >> 2) & 3;
      break;
    case Reg.TM:
      r.mainLayers = value & 0x1f;
      break; // @hw $212C W TM
    case Reg.TS:
      r.subLayers = value & 0x1f;
      break; // @hw $212D W TS
    case Reg.TMW:
      r.mainWindowed = value & 0x1f;
      break; // @hw $212E W TMW
    case Reg.TSW:
      r.subWindowed = value & 0x1f;
      break; // @hw $212F W TSW
    case Reg.CGWSEL:
      writeCgwsel(r, value);
      break; // @hw $2130 W CGWSEL
    case Reg.CGADSUB: // @hw $2131 W CGADSUB
      r.mathLayers = value & 0x3f;
      r.halve = (value & 0x40) !== 0;
      r.subtract = (value & 0x80) !== 0;
      break;
    case Reg.COLDATA:
      writeColdata(r, value);
      break; // @hw $2132 W COLDATA
    case Reg.SETINI:
      writeSetini(r, value);
      break; // @hw $2133 W SETINI
    default:
  }
}

/** Writing INIDISP in the first line of the vertical blank while the screen is blanked reloads the OAM address. [anomie: registers, $2100] */
function writeInidisp(ppu: Ppu, value: number): void {
  const r = ppu.registers;
  if (r.forcedBlank && ppu.clock.v === ppu.vdisp) ppu.memory.reloadOamAddress();
  r.brightness = value & 0x0f;
  r.forcedBlank = (value & 0x80) !== 0;
}

function writeObsel(r: Registers, value: number): void {
  r.objAddress = (value & 7) << 13;
  r.objSecondTable = (((value >> 3) & 3) + 1) << 12;
  r.objSizePair = value >> 5;
}

function writeBgmode(r: Registers, value: number): void {
  r.bgMode = value & 7;
  r.bg3Front = (value & 8) !== 0;
  r.bigTiles = value >> 4;
}

/** The vertical block begins anew when mosaic is switched on. [ares: ppu io, $2106] */
function writeMosaic(r: Registers, value: number): void {
  const wasOn = r.mosaicEnable !== 0;
  r.mosaicEnable = value & 0x0f;
  r.mosaicSize = (value >> 4) + 1;
  if (!wasOn && r.mosaicEnable !== 0) r.mosaicLines = r.mosaicSize + 1;
}

/** PPU1's latch gives bits 3-7 of the low byte, PPU2's bits 0-2. [fullsnes: $210D, BGnHOFS] */
function writeHScroll(r: Registers, bg: number, value: number): void {
  r.hScroll[bg] = (value << 8) | (r.scrollLatch1 & ~7) | (r.scrollLatch2 & 7);
  r.scrollLatch1 = value;
  r.scrollLatch2 = value;
}

function writeVScroll(r: Registers, bg: number, value: number): void {
  r.vScroll[bg] = (value << 8) | r.scrollLatch1;
  r.scrollLatch1 = value;
}

/** The one latch of all mode 7 registers. */
function mode7Word(r: Registers, value: number): number {
  const word = (value << 8) | r.m7Latch;
  r.m7Latch = value;
  return word;
}

function writeM7sel(r: Registers, value: number): void {
  r.m7HFlip = (value & 1) !== 0;
  r.m7VFlip = (value & 2) !== 0;
  r.m7Over = value >> 6;
}

function writeCgwsel(r: Registers, value: number): void {
  r.directColor = (value & 1) !== 0;
  r.addSubscreen = (value & 2) !== 0;
  r.preventMath = (value >> 4) & 3;
  r.clipToBlack = value >> 6;
}

function writeColdata(r: Registers, value: number): void {
  const level = value & 0x1f;
  if (value & 0x20) r.fixedColor = (r.fixedColor & 0x7fe0) | level;
  if (value & 0x40) r.fixedColor = (r.fixedColor & 0x7c1f) | (level << 5);
  if (value & 0x80) r.fixedColor = (r.fixedColor & 0x03ff) | (level << 10);
}

function writeSetini(r: Registers, value: number): void {
  r.interlace = (value & 1) !== 0;
  r.objInterlace = (value & 2) !== 0;
  r.overscan = (value & 4) !== 0;
  r.pseudoHires = (value & 8) !== 0;
  r.extBg = (value & 0x40) !== 0;
}
