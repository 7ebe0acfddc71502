import type { u24, u8 } from './types.ts';

/** What the debugger can be told about. Hooks are null when nobody watches and then cost nothing. */
export interface DebugHooks {
  /** Before an S-CPU instruction; true stops the machine before it. */
  onExec(pc: u24): boolean;
  onRead(addr: u24, value: u8): void;
  onWrite(addr: u24, value: u8): void;
  onEvent(kind: DebugEvent, x: number, y: number): void;
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

/** The sound processor's side. */
export interface SmpHooks {
  onExec(pc: number): boolean;
  onRead(addr: number, value: u8): void;
  onWrite(addr: number, value: u8): void;
}
