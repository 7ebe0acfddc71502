import { Apu } from './apu/apu.ts';
import { type CartInfo, loadCart } from './cart/header.ts';
import { Clock } from './clock.ts';
import { Bus } from './cpu/bus.ts';
import { Cpu, type CpuEnvironment } from './cpu/cpu.ts';
import { EventKind, NEVER } from './events.ts';
import type { DebugHooks } from './hooks.ts';
import type { PortDevice } from './input/device.ts';
import { Ports } from './input/ports.ts';
import type { AudioSink, InputSource, VideoFrame, VideoSink } from './platform.ts';
import { HeldFrames } from './held-frames.ts';
import { Ppu } from './ppu/ppu.ts';
import { type Chunk, packState, unpackState } from './state/container.ts';
import { sha256 } from './state/sha256.ts';
import { type Snapshot, SnapshotReader, SnapshotWriter } from './state/snapshot.ts';
import { StateError, StateReader, StateWriter } from './state/state-io.ts';
import type { Entropy, IoPort, Region, StateIO, u8 } from './types.ts';

export type { PortDevice } from './input/device.ts';

export interface SnesOptions {
  /** 'auto' (the default) takes the cart's country. */
  readonly region?: Region | 'auto';
  readonly entropy: Entropy;
  readonly video?: VideoSink | null;
  readonly audio?: AudioSink | null;
  readonly input?: InputSource | null;
  readonly devices?: readonly [PortDevice, PortDevice];
  /** A dump of the sound processor's boot program, 64 bytes; without it ours runs. */
  readonly ipl?: Uint8Array | null;
}

/** Dot at which a light gun sees picture column 0. [fullsnes: super scope, x = dot - 40] */
const GUN_DOT = 40;

/** A part of the machine as the save state sees it. */
interface Part {
  readonly chunk: string;
  readonly chunkVersion: number;
  serialize(s: StateIO): void;
}

/** A whole Super NES with a cart in it. Only wiring: the chips meet here and nowhere else. Synchronous and deterministic. */
export class Snes {
  readonly cart: CartInfo;
  /** SHA-256 of the ROM image without copier header. */
  readonly romHash: string;
  readonly clock = new Clock();
  readonly bus: Bus;
  readonly cpu: Cpu;
  readonly ppu: Ppu;
  readonly apu: Apu;
  readonly ports: Ports;
  readonly region: Region;
  video: VideoSink | null;
  audio: AudioSink | null;
  /** Frames since power-on. */
  frame = 0;
  private readonly entropy: Entropy;
  private readonly parts: readonly Part[];
  private readonly writers = new Map<string, StateWriter>();
  private readonly snapshotWriter = new SnapshotWriter();
  private readonly snapshotReader = new SnapshotReader();
  /** `clock.now` up to which the APU has run. */
  private apuTime = 0;
  /** This field's vertical blank has begun. */
  private fieldDone = false;
  /** Pictures that were finished while an instruction with a long DMA ran on: each is the next call's. */
  private readonly held = new HeldFrames();
  private delivered = false;

  /**
   * @param file the ROM as it stands in the file, copier header allowed
   * @throws CartError when it can't be a ROM, RangeError when the boot program has not 64 bytes
   */
  constructor(file: Uint8Array, options: SnesOptions) {
    const { info, rom } = loadCart(file);
    this.cart = info;
    this.romHash = sha256(rom);
    this.region = options.region === undefined || options.region === 'auto' ? info.region : options.region;
    this.clock.region = this.region;
    this.entropy = options.entropy;
    this.video = options.video ?? null;
    this.audio = options.audio ?? null;
    this.bus = new Bus(info, rom);
    this.ppu = new Ppu(this.clock);
    this.ppu.videoSink = { frame: (frame) => this.takeFrame(frame) };
    this.apu = new Apu();
    this.apu.setRegion(this.region);
    if (options.ipl !== undefined && options.ipl !== null) this.apu.loadIpl(options.ipl);
    this.ports = new Ports(options.devices?.[0] ?? 'pad', options.devices?.[1] ?? 'pad');
    this.ports.input = options.input ?? null;
    this.cpu = new Cpu(this.clock, this.bus, new Environment(this));
    this.parts = [
      { chunk: 'CLCK', chunkVersion: 1, serialize: (s) => this.serializeTime(s) },
      this.cpu,
      { chunk: 'CART', chunkVersion: 1, serialize: (s) => s.ram('sram', this.bus.sram) },
      this.ppu,
      this.apu,
      { chunk: 'PORT', chunkVersion: 1, serialize: (s) => this.ports.serialize(s) },
      { chunk: 'HELD', chunkVersion: 1, serialize: (s) => this.held.serialize(s) },
    ];
    this.bus.sram.fill(0xff);
    this.power();
  }

  get wram(): Uint8Array {
    return this.bus.wram;
  }

  /** Battery RAM; empty when the cart has none. */
  get sram(): Uint8Array {
    return this.bus.sram;
  }

  get vram(): Uint16Array {
    return this.ppu.vram;
  }

  get oam(): Uint8Array {
    return this.ppu.oam;
  }

  get cgram(): Uint16Array {
    return this.ppu.cgram;
  }

  get aram(): Uint8Array {
    return this.apu.aram;
  }

  get input(): InputSource | null {
    return this.ports.input;
  }

  set input(input: InputSource | null) {
    this.ports.input = input;
  }

  get debugHooks(): DebugHooks | null {
    return this.cpu.hooks;
  }

  set debugHooks(hooks: DebugHooks | null) {
    this.cpu.hooks = hooks;
  }

  /** Cold start. Battery RAM stays. */
  power(): void {
    this.restart();
    this.cpu.power(this.entropy);
    this.ppu.power(this.entropy);
    this.apu.power(this.entropy);
    this.frame = 0;
  }

  /** The reset button. */
  reset(): void {
    this.catchUpApu();
    this.restart();
    this.cpu.reset();
    this.ppu.reset();
    this.apu.reset();
  }

  private restart(): void {
    this.apuTime = 0;
    this.fieldDone = false;
    this.held.clear();
    this.ports.writeIo(0xff);
    this.ppu.latchEnabled = true;
  }

  /**
   * Runs until vertical blank begins; the sinks got picture and sound. False when a debug hook stopped it before.
   * One instruction can pass through more than one frame when it starts a long DMA: the calls after it then return at once.
   */
  runFrame(): boolean {
    this.delivered = false;
    if (!this.held.empty) {
      this.held.release(this.video);
      return true;
    }
    const stopped = this.cpu.run();
    this.flushAudio();
    return !stopped;
  }

  /** One step of the S-CPU, for the debugger: an instruction, an interrupt entry or some waiting. */
  stepInstruction(): void {
    this.delivered = false;
    this.cpu.stepInstruction();
  }

  /** Brings the sound unit and the picture up to the CPU's time, and gives out the pictures that are held. Changes nothing else. */
  settle(): void {
    this.catchUpApu();
    this.ppu.catchUp();
    while (!this.held.empty) this.held.release(this.video);
  }

  /** `clock.base + clock.now` at which `runFrame` ends, after the instruction that reaches it; NEVER without. */
  set stopTime(time: number) {
    const { clock, cpu } = this;
    cpu.events.schedule(EventKind.Stop, time === NEVER ? NEVER : time - clock.base);
  }

  private takeFrame(frame: VideoFrame): void {
    if (this.delivered) {
      this.held.hold(frame);
      // A DMA of many frames must not fill the sound unit's buffer.
      this.flushAudio();
    } else this.video?.frame(frame);
    this.delivered = true;
  }

  private flushAudio(): void {
    this.catchUpApu();
    const { apu } = this;
    if (apu.outputCount === 0) return;
    this.audio?.samples(apu.output, apu.outputCount);
    apu.clearOutput();
  }

  /** Master clocks since power-on at which the sound processor's cycle under way ends; it may be some behind the S-CPU's. */
  get soundTime(): number {
    return this.clock.base + this.apuTime - this.apu.behind;
  }

  /** Brings the sound processor up to the CPU's time. */
  catchUpApu(): void {
    const clocks = this.clock.now - this.apuTime;
    this.apuTime = this.clock.now;
    if (clocks > 0) this.apu.catchUp(clocks);
  }

  /** The beam's wrap: the old line is finished, the clock moves on, the new line begins. */
  endLine(): void {
    this.ppu.lineEnd();
    this.catchUpApu();
  }

  beginLine(): void {
    const { clock, ppu } = this;
    const newField = clock.nextLine(ppu.interlace);
    ppu.lineBegin();
    if (newField) {
      this.fieldDone = false;
      this.rebase();
    }
    if (!this.fieldDone && clock.v >= ppu.vdisp) {
      this.fieldDone = true;
      this.frame++;
      this.cpu.stopRequested = true;
    }
    this.aimLightGun();
  }

  private rebase(): void {
    const by = this.clock.rebase();
    this.cpu.rebase(by);
    this.apuTime -= by;
  }

  private aimLightGun(): void {
    const gun = this.ports.lightGun();
    if (gun === null || gun.y + 1 !== this.clock.v) return;
    this.cpu.events.schedule(EventKind.LightGun, this.clock.lineStart + ((gun.x + GUN_DOT) << 2));
  }

  onLightGun(): void {
    if (this.ppu.latchEnabled) this.ppu.latchCounters();
  }

  // Save states

  /** The whole machine, at an instruction boundary. */
  saveState(): Uint8Array {
    const chunks: Chunk[] = [];
    for (const part of this.parts) {
      let writer = this.writers.get(part.chunk);
      if (writer === undefined) {
        writer = new StateWriter();
        this.writers.set(part.chunk, writer);
      }
      writer.rewind();
      writer.version = part.chunkVersion;
      part.serialize(writer);
      chunks.push({ tag: part.chunk, version: part.chunkVersion, bytes: writer.data() });
    }
    return packState({ romHash: this.romHash, frame: this.frame }, chunks);
  }

  /**
   * Replaces the machine's state, or throws StateError and changes nothing.
   */
  loadState(bytes: Uint8Array): void {
    const { header, chunks } = unpackState(bytes);
    if (header.romHash !== this.romHash) {
      throw new StateError(`the state belongs to another game (ROM ${header.romHash.slice(0, 12)}…); load that game first.`);
    }
    const before = this.saveState();
    try {
      this.applyChunks(chunks);
    } catch (error) {
      this.applyChunks(unpackState(before).chunks);
      throw error;
    }
  }

  private applyChunks(chunks: readonly Chunk[]): void {
    for (const part of this.parts) {
      const chunk = chunks.find((c) => c.tag === part.chunk);
      if (chunk === undefined) throw new StateError(`the state is damaged: part "${part.chunk}" is missing.`);
      if (chunk.version > part.chunkVersion) {
        throw new StateError(`part "${part.chunk}" of the state was made by a newer Dotclock; update to load it.`);
      }
      const reader = new StateReader(chunk.bytes, chunk.version, part.chunk);
      part.serialize(reader);
      if (!reader.finished) throw new StateError(`the state is damaged: part "${part.chunk}" is longer than it should be.`);
    }
    const { clock } = this;
    const timeFits = clock.sane && this.apuTime <= clock.now && this.apuTime >= clock.lineStart - clock.lastLineLength;
    if (!timeFits || !this.cpu.events.fits(clock.lineStart, clock.lineLength, clock.now)) {
      throw new StateError('the state is damaged: its times do not fit together.');
    }
  }

  /** The whole machine into memory, at an instruction boundary: the quick way, for rewind, run-ahead and stepping back. */
  takeSnapshot(into: Snapshot): void {
    const writer = this.snapshotWriter;
    writer.begin(into);
    for (const part of this.parts) {
      writer.version = part.chunkVersion;
      part.serialize(writer);
    }
  }

  /** Takes back what this machine gave to `takeSnapshot`. @throws StateError when it is another machine's; this one is then unusable */
  restoreSnapshot(from: Snapshot): void {
    const reader = this.snapshotReader;
    reader.begin(from);
    for (const part of this.parts) {
      reader.version = part.chunkVersion;
      part.serialize(reader);
    }
    reader.end();
  }

  private serializeTime(s: StateIO): void {
    this.clock.serialize(s);
    this.apuTime = s.i32('apuTime', this.apuTime);
    this.fieldDone = s.bool('fieldDone', this.fieldDone);
    this.frame = s.f64('frame', this.frame);
  }
}

/** What the CPU sees of the rest of the machine. */
class Environment implements CpuEnvironment {
  readonly bBus: IoPort;

  constructor(private readonly snes: Snes) {
    this.bBus = new BBus(snes);
  }

  get vdisp(): number {
    return this.snes.ppu.vdisp;
  }

  endLine(): void {
    this.snes.endLine();
  }

  beginLine(): void {
    this.snes.beginLine();
  }

  writeIo(value: u8, before: u8): void {
    const { ppu, ports } = this.snes;
    if ((before & 0x80) !== 0 && (value & 0x80) === 0) ppu.latchCounters();
    ppu.latchEnabled = (value & 0x80) !== 0;
    ports.writeIo(value);
  }

  latch(high: boolean): void {
    this.snes.ports.latch(high);
  }

  clockData(port: number): number {
    return this.snes.ports.clockData(port);
  }

  peekData(port: number): number {
    return this.snes.ports.peekData(port);
  }

  onLightGun(): void {
    this.snes.onLightGun();
  }
}

/** $2100 to $21FF: PPU to $213F, the four APU ports mirrored to $217F, the WRAM port. */
class BBus implements IoPort {
  constructor(private readonly snes: Snes) {}

  read(addr: number, openBus: u8): u8 {
    const low = addr & 0xff;
    const { snes } = this;
    if (low < 0x40) return snes.ppu.read(low, openBus);
    if (low < 0x80) {
      snes.catchUpApu();
      return snes.apu.readPort(low & 3);
    }
    return low === 0x80 ? snes.cpu.io.readWramPort() : openBus;
  }

  write(addr: number, value: u8): void {
    const low = addr & 0xff;
    const { snes } = this;
    if (low < 0x34) snes.ppu.write(low, value);
    else if (low >= 0x40 && low < 0x80) {
      snes.catchUpApu();
      snes.apu.writePort(low & 3, value);
    } else if (low >= 0x80 && low < 0x84) snes.cpu.io.writeWramPort(low, value);
  }

  peek(addr: number): u8 {
    const low = addr & 0xff;
    const { snes } = this;
    if (low < 0x40) return snes.ppu.peek(low);
    if (low < 0x80) return snes.apu.peekPort(low & 3);
    return low === 0x80 ? snes.wram[snes.cpu.io.wramAddress] : snes.cpu.mdr;
  }
}
