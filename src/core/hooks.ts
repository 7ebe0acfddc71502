import type { u24, u8 } from './types.ts';

/** What the debugger can be told about. Hooks are null when nobody watches and then cost nothing. */
export interface DebugHooks {
  /** False: `onExec` is never called. Missing: it is. */
  readonly execs?: boolean;
  /** Before an S-CPU instruction; true stops the machine before it. */
  onExec(pc: u24): boolean;
  /** After a read from a page that takes the slow path (I/O, unmapped, watched), by instruction or DMA. */
  onRead(addr: u24, value: u8): void;
  /** Before such a write: the memory still holds what was there. */
  onWrite(addr: u24, value: u8): void;
  onEvent(kind: DebugEvent, x: number, y: number): void;
  /** Before each bus cycle of the S-CPU, while `Cpu.traceCycles` is on. */
  onCycle?(clocks: number, writing: boolean): void;
}

export const enum DebugEvent {
  Nmi,
  Irq,
  Dma,
  HdmaInit,
  Hdma,
  Brk,
  Cop,
  Wdm,
  Stp,
  Wai,
  FrameEnd,
  InvalidAccess,
}

/** Accesses to the PPU's own memories through its ports. Addresses are of bytes: VRAM and CGRAM words have the low byte first. */
export interface PpuHooks {
  /** Before a byte of VRAM is written; `lost`: the picture is being made, so the write does nothing. */
  onVramWrite(addr: number, value: u8, lost: boolean): void;
  /** After a word of VRAM was fetched for $2139/$213A; `lost`: it could not be. */
  onVramRead(addr: number, lost: boolean): void;
  onOamWrite(addr: number, value: u8): void;
  onOamRead(addr: number): void;
  onCgramWrite(addr: number, value: u8): void;
  onCgramRead(addr: number): void;
}

/** The sound processor's side. */
export interface SmpHooks {
  /** A cycle without an access. */
  onIdle?(): void;
  /** Before the echo unit writes a byte of the RAM. */
  onEcho?(addr: number, value: u8): void;
  /** Before the S-DSP writes ENVX, OUTX or ENDX; with it the S-DSP is run in single cycles. */
  onRegister?: ((register: number, value: u8) => void) | undefined;
  onExec(pc: number): boolean;
  onRead(addr: number, value: u8): void;
  onWrite(addr: number, value: u8): void;
}
