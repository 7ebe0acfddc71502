import type { Clock } from '../clock.ts';
import type { StateIO, u24, u8 } from '../types.ts';

/** What the DMA controller needs of the CPU around it. */
export interface DmaHost {
  readonly clock: Clock;
  /** Lets master clocks pass. */
  step(clocks: number): void;
  /** A-bus and B-bus accesses without any waiting of their own; reads and writes drive the CPU's open bus. */
  dmaRead(addr: u24): u8;
  dmaWrite(addr: u24, value: u8): void;
  /** The value that stays on the data bus. */
  mdr: u8;
  /** Bits of `Attention` that the CPU looks at before each cycle. */
  attention: number;
  dmaEvent(hdma: boolean, channel: number): void;
}

/** Why the CPU must look up before its next cycle. */
export const enum Attention {
  None = 0,
  Dma = 1,
  Hdma = 2,
  /** A transfer has been asked for one cycle ago: it begins before the next. */
  Active = 4,
  MulDiv = 8,
  /** The debugger looks at each cycle; no part of the machine's state. */
  Trace = 16,
}

/** Bytes of one unit and the B-bus offset of each, by transfer mode. [fullsnes: $43x0] */
const UNIT_LENGTH = new Uint8Array([1, 2, 2, 4, 4, 4, 2, 4]);
const UNIT_OFFSET = new Uint8Array([
  0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 1, 2, 3, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1, 1,
]);

export class Channel {
  dmaEnabled = false;
  hdmaEnabled = false;
  /** $43x0 DMAPx. */
  control: u8 = 0xff;
  bAddress: u8 = 0xff;
  aAddress = 0xffff;
  aBank: u8 = 0xff;
  /** $43x5/6: byte count of a DMA, address of indirect HDMA data. */
  count = 0xffff;
  indirectBank: u8 = 0xff;
  tableAddress = 0xffff;
  lineCounter: u8 = 0xff;
  unused: u8 = 0xff;
  hdmaEnded = false;
  hdmaDoTransfer = false;

  get hdmaActive(): boolean {
    return this.hdmaEnabled && !this.hdmaEnded;
  }
}

/**
 * The eight DMA/HDMA channels. A transfer begins at the second cycle after it was asked for, on the 8-clock grid, and afterwards the
 * CPU falls back into its own rhythm: `resync` waits until a whole number of its cycles has gone by. [anomie: timing] [ares: dmaEdge]
 */
export class Dma {
  readonly channels = Array.from({ length: 8 }, () => new Channel());
  /** The channel that owns the bus: 0 to 7 a DMA, 8 to 15 an HDMA, -1 none. */
  owner = -1;
  /** Clocks since the CPU was halted; decides how long it waits to resume. */
  private elapsed = 0;
  private initPending = false;

  constructor(private readonly host: DmaHost) {}

  power(): void {
    for (const channel of this.channels) Object.assign(channel, new Channel());
    this.elapsed = 0;
    this.initPending = false;
  }

  reset(): void {
    for (const channel of this.channels) {
      channel.dmaEnabled = false;
      channel.hdmaEnabled = false;
      channel.hdmaEnded = false;
      channel.hdmaDoTransfer = false;
    }
    this.elapsed = 0;
    this.initPending = false;
  }

  /** $420B. */
  startDma(mask: u8): void {
    for (let i = 0; i < 8; i++) this.channels[i].dmaEnabled = ((mask >> i) & 1) !== 0;
    if (mask !== 0) this.host.attention |= Attention.Dma;
  }

  /** $420C. */
  enableHdma(mask: u8): void {
    for (let i = 0; i < 8; i++) this.channels[i].hdmaEnabled = ((mask >> i) & 1) !== 0;
  }

  /** V = 0: all channels begin anew. */
  onHdmaInit(): void {
    for (const channel of this.channels) {
      channel.hdmaEnded = false;
      channel.hdmaDoTransfer = false;
    }
    if (this.anyHdma()) {
      this.initPending = true;
      this.host.attention |= Attention.Hdma;
    }
  }

  /** H = 1104 of each visible line. */
  onHdma(): void {
    for (const channel of this.channels) {
      if (channel.hdmaActive) {
        this.initPending = false;
        this.host.attention |= Attention.Hdma;
        return;
      }
    }
  }

  private anyDma(): boolean {
    for (const channel of this.channels) if (channel.dmaEnabled) return true;
    return false;
  }

  private anyHdma(): boolean {
    for (const channel of this.channels) if (channel.hdmaEnabled) return true;
    return false;
  }

  /** Before each CPU cycle of `cycleClocks` while anything is pending. */
  edge(cycleClocks: number): void {
    const { host } = this;
    if ((host.attention & Attention.Active) !== 0) {
      if ((host.attention & Attention.Hdma) !== 0) this.serveHdma(cycleClocks);
      if ((host.attention & Attention.Dma) !== 0) this.serveDma(cycleClocks);
    }
    if ((host.attention & (Attention.Dma | Attention.Hdma)) !== 0) host.attention |= Attention.Active;
  }

  private serveHdma(cycleClocks: number): void {
    this.host.attention &= ~Attention.Hdma;
    if (!this.anyHdma()) return;
    const alone = !this.anyDma();
    if (alone) this.align();
    if (this.initPending) this.runInit();
    else this.runHdma();
    if (alone) this.resync(cycleClocks);
  }

  private serveDma(cycleClocks: number): void {
    this.host.attention &= ~Attention.Dma;
    if (!this.anyDma()) return;
    this.align();
    this.runDma();
    this.resync(cycleClocks);
  }

  /** Waits for the next multiple of 8 clocks; a whole 8 when it is there already. */
  private align(): void {
    this.elapsed = 8 - (this.host.clock.now & 7);
    this.host.step(this.elapsed);
  }

  private resync(cycleClocks: number): void {
    this.host.step(cycleClocks - (this.elapsed % cycleClocks));
    this.host.attention &= ~Attention.Active;
  }

  private step(clocks: number): void {
    this.elapsed += clocks;
    this.host.step(clocks);
  }

  /** HDMA that falls into a DMA runs between two of its bytes. */
  private interrupt(): void {
    if ((this.host.attention & Attention.Hdma) === 0) return;
    this.host.attention &= ~Attention.Hdma;
    if (!this.anyHdma()) return;
    const { owner } = this;
    if (this.initPending) this.runInit();
    else this.runHdma();
    this.owner = owner;
  }

  private runDma(): void {
    this.step(8);
    this.interrupt();
    for (let i = 0; i < 8; i++) this.runChannel(i);
    this.owner = -1;
  }

  private runChannel(index: number): void {
    const channel = this.channels[index];
    if (!channel.dmaEnabled) return;
    this.owner = index;
    this.host.dmaEvent(false, index);
    this.step(8);
    this.interrupt();
    let unit = 0;
    const fixed = (channel.control & 0x08) !== 0;
    const by = (channel.control & 0x10) !== 0 ? -1 : 1;
    while (channel.dmaEnabled) {
      this.transfer(channel, (channel.aBank << 16) | channel.aAddress, unit++ & 3);
      if (!fixed) channel.aAddress = (channel.aAddress + by) & 0xffff;
      this.interrupt();
      if (!channel.dmaEnabled) return;
      channel.count = (channel.count - 1) & 0xffff;
      if (channel.count === 0) break;
    }
    channel.dmaEnabled = false;
  }

  /** One byte between the buses: 8 clocks. WRAM to WRAM through $2180 does not work; forbidden A-bus addresses give nothing. */
  private transfer(channel: Channel, aAddr: u24, unit: number): void {
    const { host } = this;
    const b = (channel.bAddress + UNIT_OFFSET[((channel.control & 7) << 2) | unit]) & 0xff;
    const wramToWram = b === 0x80 && ((aAddr & 0xfe0000) === 0x7e0000 || (aAddr & 0x40e000) === 0);
    this.step(4);
    if ((channel.control & 0x80) === 0) {
      host.mdr = isABus(aAddr) ? host.dmaRead(aAddr) : 0;
      this.step(4);
      if (!wramToWram) host.dmaWrite(0x2100 | b, host.mdr);
    } else {
      host.mdr = wramToWram ? 0 : host.dmaRead(0x2100 | b);
      this.step(4);
      if (isABus(aAddr)) host.dmaWrite(aAddr, host.mdr);
    }
  }

  private runInit(): void {
    this.step(8);
    for (let i = 0; i < 8; i++) {
      const channel = this.channels[i];
      channel.hdmaDoTransfer = true;
      if (!channel.hdmaEnabled) continue;
      channel.dmaEnabled = false;
      channel.tableAddress = channel.aAddress;
      channel.lineCounter = 0;
      this.owner = 8 + i;
      this.reload(channel, i);
    }
    this.owner = -1;
    this.host.dmaEvent(true, 8);
  }

  private runHdma(): void {
    this.step(8);
    for (let i = 0; i < 8; i++) {
      this.owner = 8 + i;
      if (this.channels[i].hdmaActive) this.hdmaTransfer(this.channels[i]);
    }
    for (let i = 0; i < 8; i++) {
      const channel = this.channels[i];
      if (!channel.hdmaActive) continue;
      channel.lineCounter = (channel.lineCounter - 1) & 0xff;
      channel.hdmaDoTransfer = (channel.lineCounter & 0x80) !== 0;
      this.owner = 8 + i;
      this.reload(channel, i);
    }
    this.owner = -1;
    this.host.dmaEvent(true, 9);
  }

  /** A DMA under way on the same channel ends. */
  private hdmaTransfer(channel: Channel): void {
    channel.dmaEnabled = false;
    if (!channel.hdmaDoTransfer) return;
    const length = UNIT_LENGTH[channel.control & 7];
    for (let unit = 0; unit < length; unit++) {
      if ((channel.control & 0x40) !== 0) {
        this.transfer(channel, (channel.indirectBank << 16) | channel.count, unit);
        channel.count = (channel.count + 1) & 0xffff;
      } else {
        this.transfer(channel, (channel.aBank << 16) | channel.tableAddress, unit);
        channel.tableAddress = (channel.tableAddress + 1) & 0xffff;
      }
    }
  }

  /** The table byte is read on every line, needed or not: 8 clocks. [anomie: HDMA overhead] */
  private reload(channel: Channel, index: number): void {
    const data = this.readTable(channel);
    if ((channel.lineCounter & 0x7f) !== 0) return;
    channel.lineCounter = data;
    channel.tableAddress = (channel.tableAddress + 1) & 0xffff;
    channel.hdmaEnded = data === 0;
    channel.hdmaDoTransfer = data !== 0;
    if ((channel.control & 0x40) === 0) return;
    channel.count = this.readTable(channel) << 8;
    channel.tableAddress = (channel.tableAddress + 1) & 0xffff;
    if (channel.hdmaEnded && this.isLastActive(index)) return;
    channel.count = (this.readTable(channel) << 8) | (channel.count >> 8);
    channel.tableAddress = (channel.tableAddress + 1) & 0xffff;
  }

  private isLastActive(index: number): boolean {
    for (let i = index + 1; i < 8; i++) if (this.channels[i].hdmaActive) return false;
    return true;
  }

  private readTable(channel: Channel): u8 {
    const addr = (channel.aBank << 16) | channel.tableAddress;
    this.step(4);
    this.host.mdr = isABus(addr) ? this.host.dmaRead(addr) : 0;
    this.step(4);
    return this.host.mdr;
  }

  // Registers

  /** $43x0-$43xF; `addr` is the low byte. */
  read(addr: u8, openBus: u8): u8 {
    const channel = this.channels[(addr >> 4) & 7];
    switch (addr & 0x0f) {
      case 0x0: // @hw $43x0 RW DMAPx
        return channel.control;
      case 0x1: // @hw $43x1 RW BBADx
        return channel.bAddress;
      case 0x2: // @hw $43x2 RW A1TxL
        return channel.aAddress & 0xff;
      case 0x3: // @hw $43x3 RW A1TxH
        return channel.aAddress >> 8;
      case 0x4: // @hw $43x4 RW A1Bx
        return channel.aBank;
      case 0x5: // @hw $43x5 RW DASxL
        return channel.count & 0xff;
      case 0x6: // @hw $43x6 RW DASxH
        return channel.count >> 8;
      case 0x7: // @hw $43x7 RW DASBx
        return channel.indirectBank;
      case 0x8: // @hw $43x8 RW A2AxL
        return channel.tableAddress & 0xff;
      case 0x9: // @hw $43x9 RW A2AxH
        return channel.tableAddress >> 8;
      case 0xa: // @hw $43xA RW NTRLx
        return channel.lineCounter;
      case 0xb: // @hw $43xB RW UNUSEDx
      case 0xf:
        return channel.unused;
      default:
        return openBus;
    }
  }

  write(addr: u8, value: u8): void {
    const channel = this.channels[(addr >> 4) & 7];
    switch (addr & 0x0f) {
      case 0x0:
        channel.control = value;
        break;
      case 0x1:
        channel.bAddress = value;
        break;
      case 0x2:
        channel.aAddress = (channel.aAddress & 0xff00) | value;
        break;
      case 0x3:
        channel.aAddress = (channel.aAddress & 0xff) | (value << 8);
        break;
      case 0x4:
        channel.aBank = value;
        break;
      case 0x5:
        channel.count = (channel.count & 0xff00) | value;
        break;
      case 0x6:
        channel.count = (channel.count & 0xff) | (value << 8);
        break;
      case 0x7:
        channel.indirectBank = value;
        break;
      case 0x8:
        channel.tableAddress = (channel.tableAddress & 0xff00) | value;
        break;
      case 0x9:
        channel.tableAddress = (channel.tableAddress & 0xff) | (value << 8);
        break;
      case 0xa:
        channel.lineCounter = value;
        break;
      case 0xb:
      case 0xf:
        channel.unused = value;
        break;
      default:
        break;
    }
  }

  serialize(s: StateIO): void {
    this.elapsed = s.i32('dmaElapsed', this.elapsed);
    this.initPending = s.bool('hdmaInitPending', this.initPending);
    for (let i = 0; i < 8; i++) {
      const c = this.channels[i];
      const name = `dma${i}.`;
      c.dmaEnabled = s.bool(`${name}dmaEnabled`, c.dmaEnabled);
      c.hdmaEnabled = s.bool(`${name}hdmaEnabled`, c.hdmaEnabled);
      c.control = s.u8(`${name}control`, c.control);
      c.bAddress = s.u8(`${name}bAddress`, c.bAddress);
      c.aAddress = s.u16(`${name}aAddress`, c.aAddress);
      c.aBank = s.u8(`${name}aBank`, c.aBank);
      c.count = s.u16(`${name}count`, c.count);
      c.indirectBank = s.u8(`${name}indirectBank`, c.indirectBank);
      c.tableAddress = s.u16(`${name}tableAddress`, c.tableAddress);
      c.lineCounter = s.u8(`${name}lineCounter`, c.lineCounter);
      c.unused = s.u8(`${name}unused`, c.unused);
      c.hdmaEnded = s.bool(`${name}hdmaEnded`, c.hdmaEnded);
      c.hdmaDoTransfer = s.bool(`${name}hdmaDoTransfer`, c.hdmaDoTransfer);
    }
  }
}

/** The A-bus side can reach neither the B-bus nor the CPU's own registers. [fullsnes: DMA, forbidden addresses] */
function isABus(addr: u24): boolean {
  if ((addr & 0x400000) !== 0) return true;
  const low = addr & 0xffff;
  if ((low & 0xff00) === 0x2100) return false;
  if ((low & 0xfe00) === 0x4000) return false;
  if ((low & 0xffe0) === 0x4200) return false;
  return (low & 0xff80) !== 0x4300;
}
