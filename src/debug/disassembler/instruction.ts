/** One instruction, taken apart. */
export interface Disassembled {
  readonly address: number;
  /** Opcode and operands. */
  readonly bytes: readonly number[];
  /** As the assembler reads it. */
  readonly text: string;
  /** Where a branch, jump or call goes, or the memory that is named; null without one. */
  readonly target: number | null;
}

/** Reads a byte without side effects. */
export type PeekByte = (address: number) => number;

/** A name for an address, or null. */
export type NameOf = (address: number) => string | null;

export const NO_NAMES: NameOf = () => null;

export function hex(value: number, digits: number): string {
  return `$${value.toString(16).padStart(digits, '0')}`;
}
