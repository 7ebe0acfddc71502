import type { StateIO, u8 } from '../types.ts';
import type { Cpu } from './cpu.ts';

/** Low four bits of $4210: the 5A22's version. */
const CPU_VERSION = 2;
/** H-blank as $4212 shows it, in clocks. [ares: readCPU] */
const HBLANK_END = 2;
const HBLANK_BEGIN = 1096;

/** The 5A22's own registers, $4000 to $43FF of the system banks. `addr` is the low 16 bits. */
export class CpuIo {
  /** WRIO as last written. */
  wrio: u8 = 0xff;
  /** $2181-$2183: the WRAM port's 17-bit address. */
  wramAddress = 0;
  private fastRom = false;

  constructor(private readonly cpu: Cpu) {}

  power(): void {
    this.wramAddress = 0;
  }

  reset(): void {
    this.wrio = 0xff;
    this.fastRom = false;
    this.cpu.bus.setRomSpeed(false);
  }

  read(addr: number, openBus: u8): u8 {
    const { cpu } = this;
    if (addr >= 0x4300 && addr < 0x4380) return cpu.dma.read(addr & 0xff, openBus);
    switch (addr) {
      case 0x4016: // @hw $4016 R JOYA
        return (openBus & 0xfc) | cpu.environment.clockData(0);
      case 0x4017: // @hw $4017 R JOYB
        return (openBus & 0xe0) | 0x1c | cpu.environment.clockData(1);
      case 0x4210: // @hw $4210 R RDNMI
        return (openBus & 0x70) | CPU_VERSION | cpu.interrupts.readNmiFlag();
      case 0x4211: // @hw $4211 R TIMEUP
        return (openBus & 0x7f) | cpu.interrupts.readIrqFlag();
      default:
        return this.peek(addr, openBus);
    }
  }

  /** Registers whose reading has no side effect, and the others as they stand. */
  peek(addr: number, openBus: u8): u8 {
    const { cpu } = this;
    if (addr >= 0x4300 && addr < 0x4380) return cpu.dma.read(addr & 0xff, openBus);
    switch (addr) {
      case 0x4016:
        return (openBus & 0xfc) | cpu.environment.peekData(0);
      case 0x4017:
        return (openBus & 0xe0) | 0x1c | cpu.environment.peekData(1);
      case 0x4210:
        return (openBus & 0x70) | CPU_VERSION | (cpu.interrupts.nmiFlag ? 0x80 : 0);
      case 0x4211:
        return (openBus & 0x7f) | (cpu.interrupts.irqFlag ? 0x80 : 0);
      case 0x4212: // @hw $4212 R HVBJOY
        return this.readHvbjoy(openBus);
      case 0x4213: // @hw $4213 R RDIO
        return this.wrio;
      case 0x4214: // @hw $4214 R RDDIVL
        return cpu.mulDiv.rddiv & 0xff;
      case 0x4215: // @hw $4215 R RDDIVH
        return cpu.mulDiv.rddiv >> 8;
      case 0x4216: // @hw $4216 R RDMPYL
        return cpu.mulDiv.rdmpy & 0xff;
      case 0x4217: // @hw $4217 R RDMPYH
        return cpu.mulDiv.rdmpy >> 8;
      default:
        break;
    }
    if (addr >= 0x4218 && addr < 0x4220) {
      // @hw $4218-$421F R JOY1L-JOY4H
      const joy = cpu.joypad.register((addr - 0x4218) >> 1);
      return (addr & 1) === 0 ? joy & 0xff : joy >> 8;
    }
    return openBus;
  }

  private readHvbjoy(openBus: u8): u8 {
    const { clock, joypad, environment } = this.cpu;
    const h = clock.h;
    let value = openBus & 0x3e;
    if (joypad.busy) value |= 0x01;
    if (h <= HBLANK_END || h >= HBLANK_BEGIN) value |= 0x40;
    if (clock.v >= environment.vdisp) value |= 0x80;
    return value;
  }

  write(addr: number, value: u8): void {
    const { cpu } = this;
    if (addr >= 0x4300 && addr < 0x4380) {
      cpu.dma.write(addr & 0xff, value);
      return;
    }
    switch (addr) {
      case 0x4016: // @hw $4016 W JOYOUT
        cpu.joypad.writeStrobe(value);
        break;
      case 0x4200: // @hw $4200 W NMITIMEN
        cpu.joypad.setEnabled((value & 1) !== 0);
        cpu.interrupts.writeNmitimen(value);
        break;
      case 0x4201: // @hw $4201 W WRIO
        cpu.environment.writeIo(value, this.wrio);
        this.wrio = value;
        break;
      case 0x4202: // @hw $4202 W WRMPYA
        cpu.mulDiv.setMultiplicand(value);
        break;
      case 0x4203: // @hw $4203 W WRMPYB
        cpu.mulDiv.startMultiply(value);
        cpu.mulDivStarted();
        break;
      case 0x4204: // @hw $4204 W WRDIVL
        cpu.mulDiv.setDividendLow(value);
        break;
      case 0x4205: // @hw $4205 W WRDIVH
        cpu.mulDiv.setDividendHigh(value);
        break;
      case 0x4206: // @hw $4206 W WRDIVB
        cpu.mulDiv.startDivide(value);
        cpu.mulDivStarted();
        break;
      case 0x4207: // @hw $4207 W HTIMEL
      case 0x4208: // @hw $4208 W HTIMEH
      case 0x4209: // @hw $4209 W VTIMEL
      case 0x420a: // @hw $420A W VTIMEH
        cpu.interrupts.writeTimer(addr & 0xff, value);
        break;
      case 0x420b: // @hw $420B W MDMAEN
        cpu.dma.startDma(value);
        break;
      case 0x420c: // @hw $420C W HDMAEN
        cpu.dma.enableHdma(value);
        break;
      case 0x420d: // @hw $420D W MEMSEL
        this.fastRom = (value & 1) !== 0;
        cpu.bus.setRomSpeed(this.fastRom);
        break;
      default:
        break;
    }
  }

  // The WRAM port

  readWramPort(): u8 {
    const value = this.cpu.bus.wram[this.wramAddress];
    this.wramAddress = (this.wramAddress + 1) & 0x1ffff;
    return value;
  }

  /** `addr` 0x80 to 0x83. */
  writeWramPort(addr: number, value: u8): void {
    switch (addr) {
      case 0x80: // @hw $2180 RW WMDATA
        this.cpu.bus.writeWram(this.wramAddress, value);
        this.wramAddress = (this.wramAddress + 1) & 0x1ffff;
        break;
      case 0x81: // @hw $2181 W WMADDL
        this.wramAddress = (this.wramAddress & 0x1ff00) | value;
        break;
      case 0x82: // @hw $2182 W WMADDM
        this.wramAddress = (this.wramAddress & 0x100ff) | (value << 8);
        break;
      default: // @hw $2183 W WMADDH
        this.wramAddress = (this.wramAddress & 0xffff) | ((value & 1) << 16);
        break;
    }
  }

  serialize(s: StateIO): void {
    this.wrio = s.u8('wrio', this.wrio);
    this.wramAddress = s.i32('wramAddress', this.wramAddress);
    this.fastRom = s.bool('fastRom', this.fastRom);
    if (s.loading) this.cpu.bus.setRomSpeed(this.fastRom);
  }
}
