import type { Clock } from '../clock.ts';
import type { PpuHooks } from '../hooks.ts';
import type { Entropy, StateIO } from '../types.ts';
import type { Objects } from './objects.ts';
import type { Registers } from './registers.ts';
import type { Renderer } from './renderer.ts';

const INCREMENTS = new Uint8Array([1, 32, 128, 128]);
/** CGRAM is the mixer's own between these clocks of a line that shows. [ares: ppu readCGRAM] */
const CGRAM_BUSY_FROM = 88;
const CGRAM_BUSY_TO = 1096;

/** By byte address: VRAM and CGRAM words have the low byte first. */
export interface HeldBytes {
  readonly vram: ReadonlyMap<number, number>;
  readonly oam: ReadonlyMap<number, number>;
  readonly cgram: ReadonlyMap<number, number>;
}

/** VRAM, OAM and CGRAM with their ports: addresses, latches and who owns the bus. */
export class PpuMemory {
  /** Words. */
  readonly vram = new Uint16Array(0x8000);
  readonly oam = new Uint8Array(544);
  /** BGR555; a view of the mixer's colour table. */
  cgram = new Uint16Array(256);

  vramAddress = 0;
  vramIncrement = 1;
  vramRemap = 0;
  /** VMAIN bit 7: the high port steps the address. */
  vramStepOnHigh = true;
  vramPrefetch = 0;

  /** OAM byte address, 10 bits. */
  oamAddress = 0;
  /** What OAMADD holds, as a byte address. */
  oamReload = 0;
  oamPriority = false;
  oamLatch = 0;

  hooks: PpuHooks | null = null;
  /** Bytes that keep a value whatever is written there; null for none. */
  held: HeldBytes | null = null;

  cgramAddress = 0;
  cgramHigh = false;
  cgramLatch = 0;

  private readonly registers: Registers;
  private readonly clock: Clock;

  constructor(registers: Registers, clock: Clock) {
    this.registers = registers;
    this.clock = clock;
  }

  power(entropy: Entropy): void {
    entropy.fill(this.vram);
    entropy.fill(this.oam);
    entropy.fill(this.cgram);
    for (let i = 0; i < 256; i++) this.cgram[i] &= 0x7fff;
    this.vramIncrement = 1;
    this.vramRemap = 0;
    this.vramStepOnHigh = true;
    this.vramAddress = 0;
    this.vramPrefetch = 0;
    this.oamReload = 0;
    this.oamPriority = false;
    this.oamLatch = 0;
    this.cgramAddress = 0;
    this.cgramLatch = 0;
    this.reset();
  }

  reset(): void {
    this.oamAddress = 0;
    this.cgramHigh = false;
  }

  /** Whether the picture is being made, so that VRAM and OAM belong to the renderer. The horizontal blank does not open them. */
  private busy(): boolean {
    return !this.registers.forcedBlank && this.clock.v < (this.registers.overscan ? 240 : 225);
  }

  /** Address after VMAIN's rotation of the low 8, 9 or 10 bits. [fullsnes: $2115] */
  private vramBusAddress(): number {
    const a = this.vramAddress;
    switch (this.vramRemap) {
      case 0:
        return a & 0x7fff;
      case 1:
        return (a & 0x7f00) | ((a << 3) & 0x00f8) | ((a >> 5) & 7);
      case 2:
        return (a & 0x7e00) | ((a << 3) & 0x01f8) | ((a >> 6) & 7);
      default:
        return (a & 0x7c00) | ((a << 3) & 0x03f8) | ((a >> 7) & 7);
    }
  }

  setVramMode(value: number): void {
    this.vramIncrement = INCREMENTS[value & 3]!;
    this.vramRemap = (value >> 2) & 3;
    this.vramStepOnHigh = (value & 0x80) !== 0;
  }

  setVramAddress(address: number): void {
    this.vramAddress = address;
    this.prefetch();
  }

  /** During the picture nothing can be read. [ares: ppu readVRAM] */
  private prefetch(): void {
    this.vramPrefetch = this.busy() ? 0 : this.vram[this.vramBusAddress()];
    if (this.hooks !== null) this.hooks.onVramRead(this.vramBusAddress() << 1, this.busy());
  }

  private kept(memory: keyof HeldBytes, place: number, value: number): number {
    return this.held === null ? value : (this.held[memory].get(place) ?? value);
  }

  private stepVram(): void {
    this.vramAddress = (this.vramAddress + this.vramIncrement) & 0xffff;
  }

  /** A write during the picture is lost; the address moves on all the same. */
  writeVramLow(value: number): void {
    if (this.hooks !== null) this.hooks.onVramWrite(this.vramBusAddress() << 1, value, this.busy());
    if (!this.busy()) {
      const address = this.vramBusAddress();
      this.vram[address] = (this.vram[address] & 0xff00) | this.kept('vram', address << 1, value);
    }
    if (!this.vramStepOnHigh) this.stepVram();
  }

  writeVramHigh(value: number): void {
    if (this.hooks !== null) this.hooks.onVramWrite((this.vramBusAddress() << 1) | 1, value, this.busy());
    if (!this.busy()) {
      const address = this.vramBusAddress();
      this.vram[address] = (this.vram[address] & 0x00ff) | (this.kept('vram', (address << 1) | 1, value) << 8);
    }
    if (this.vramStepOnHigh) this.stepVram();
  }

  /** The latch is given out, then filled from the address, then the address moves on. */
  readVramLow(): number {
    const value = this.vramPrefetch & 0xff;
    if (!this.vramStepOnHigh) {
      this.prefetch();
      this.stepVram();
    }
    return value;
  }

  readVramHigh(): number {
    const value = this.vramPrefetch >> 8;
    if (this.vramStepOnHigh) {
      this.prefetch();
      this.stepVram();
    }
    return value;
  }

  setOamAddressLow(value: number): void {
    this.oamReload = (this.oamReload & 0x200) | (value << 1);
    this.reloadOamAddress();
  }

  setOamAddressHigh(value: number): void {
    this.oamReload = (this.oamReload & 0x1fe) | ((value & 1) << 9);
    this.oamPriority = (value & 0x80) !== 0;
    this.reloadOamAddress();
  }

  reloadOamAddress(): void {
    this.oamAddress = this.oamReload;
  }

  /** The sprite that comes first, so on top. [fullsnes: $2103 bit 7] */
  get firstSprite(): number {
    return this.oamPriority ? (this.oamAddress >> 2) & 0x7f : 0;
  }

  /** During the picture the sprite unit drives OAM's address; the caller has brought `objects` up to the clock. */
  private oamBusAddress(objects: Objects): number {
    return this.busy() ? objects.oamSpriteAt(this.clock.h) << 2 : this.oamAddress;
  }

  readOam(objects: Objects): number {
    const address = this.oamBusAddress(objects);
    this.oamAddress = (this.oamAddress + 1) & 0x3ff;
    const place = address < 0x200 ? address : 0x200 | (address & 0x1f);
    if (this.hooks !== null) this.hooks.onOamRead(place);
    return this.oam[place];
  }

  /**
   * The low table takes pairs, the high table single bytes. During the picture the high table's byte that belongs to the sprite in use
   * is written. [test: AccuracySNES C7.16]
   */
  writeOam(value: number, objects: Objects): void {
    const busy = this.busy();
    let address = this.oamBusAddress(objects);
    if ((address & 1) === 0) this.oamLatch = value;
    else if (address < 0x200) {
      if (this.hooks !== null) {
        this.hooks.onOamWrite(address - 1, this.oamLatch);
        this.hooks.onOamWrite(address, value);
      }
      this.oam[address - 1] = this.kept('oam', address - 1, this.oamLatch);
      this.oam[address] = this.kept('oam', address, value);
    }
    if (busy) address = 0x200 | ((address & 0x1f0) >> 4);
    if (address >= 0x200) {
      if (this.hooks !== null) this.hooks.onOamWrite(0x200 | (address & 0x1f), value);
      this.oam[0x200 | (address & 0x1f)] = this.kept('oam', 0x200 | (address & 0x1f), value);
    }
    this.oamAddress = (this.oamAddress + 1) & 0x3ff;
  }

  private cgramBusAddress(renderer: Renderer): number {
    const clock = this.clock;
    const h = clock.h;
    const busy = this.busy() && clock.v > 0 && h >= CGRAM_BUSY_FROM && h < CGRAM_BUSY_TO;
    return busy ? renderer.lastPaletteIndex : this.cgramAddress;
  }

  setCgramAddress(value: number): void {
    this.cgramAddress = value;
    this.cgramHigh = false;
  }

  writeCgram(value: number, renderer: Renderer): void {
    if (this.cgramHigh) {
      const index = this.cgramBusAddress(renderer);
      if (this.hooks !== null) {
        this.hooks.onCgramWrite(index << 1, this.cgramLatch);
        this.hooks.onCgramWrite((index << 1) | 1, value & 0x7f);
      }
      const high = this.kept('cgram', (index << 1) | 1, value) & 0x7f;
      this.cgram[index] = (high << 8) | this.kept('cgram', index << 1, this.cgramLatch);
      this.cgramAddress = (this.cgramAddress + 1) & 0xff;
    } else this.cgramLatch = value;
    this.cgramHigh = !this.cgramHigh;
  }

  /** @returns 8 bits for a low byte; 7 bits for a high byte */
  readCgram(renderer: Renderer): number {
    const index = this.cgramBusAddress(renderer);
    const color = this.cgram[index];
    const high = this.cgramHigh;
    if (this.hooks !== null) this.hooks.onCgramRead((index << 1) | (high ? 1 : 0));
    this.cgramHigh = !high;
    if (!high) return color & 0xff;
    this.cgramAddress = (this.cgramAddress + 1) & 0xff;
    return color >> 8;
  }

  serialize(s: StateIO): void {
    s.ram('vram', this.vram);
    s.ram('oam', this.oam);
    s.ram('cgram', this.cgram);
    this.vramAddress = s.u16('vramAddress', this.vramAddress);
    this.vramIncrement = s.u8('vramIncrement', this.vramIncrement);
    this.vramRemap = s.u8('vramRemap', this.vramRemap);
    this.vramStepOnHigh = s.bool('vramStepOnHigh', this.vramStepOnHigh);
    this.vramPrefetch = s.u16('vramPrefetch', this.vramPrefetch);
    this.oamAddress = s.u16('oamAddress', this.oamAddress);
    this.oamReload = s.u16('oamReload', this.oamReload);
    this.oamPriority = s.bool('oamPriority', this.oamPriority);
    this.oamLatch = s.u8('oamLatch', this.oamLatch);
    this.cgramAddress = s.u8('cgramAddress', this.cgramAddress);
    this.cgramHigh = s.bool('cgramHigh', this.cgramHigh);
    this.cgramLatch = s.u8('cgramLatch', this.cgramLatch);
  }
}
