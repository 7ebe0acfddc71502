import { SPC700_INSTRUCTIONS } from '../assembler/spc700-table.ts';
import { hex, NO_NAMES, type Disassembled, type NameOf, type PeekByte } from './instruction.ts';

/** Takes the instruction at a 16-bit address of the audio processor apart. */
export function disassembleSpc700(peek: PeekByte, address: number, nameOf: NameOf = NO_NAMES): Disassembled {
  const { mnemonic, operands, length } = SPC700_INSTRUCTIONS[peek(address)];
  const bytes = Array.from({ length }, (_, i) => peek((address + i) & 0xffff));
  const reader = new OperandReader(bytes, (address + length) & 0xffff, nameOf);
  // Branches come last in both orders; everything else stands last to first.
  const branch = operands.at(-1) === 'r';
  const texts = (branch ? [...operands] : operands.toReversed()).map((pattern) => reader.text(pattern));
  if (!branch) texts.reverse();
  return { address, bytes, text: texts.length === 0 ? mnemonic : `${mnemonic} ${texts.join(',')}`, target: reader.target };
}

class OperandReader {
  target: number | null = null;
  readonly #bytes: readonly number[];
  readonly #next: number;
  readonly #nameOf: NameOf;
  #at = 1;

  constructor(bytes: readonly number[], next: number, nameOf: NameOf) {
    this.#bytes = bytes;
    this.#next = next;
    this.#nameOf = nameOf;
  }

  #byte(): number {
    return this.#bytes[this.#at++];
  }

  #word(): number {
    return this.#byte() | (this.#byte() << 8);
  }

  /** An operand in the table's notation, with its numbers. */
  text(pattern: string): string {
    if (pattern === 'r') return this.#place((this.#next + ((this.#byte() << 24) >> 24)) & 0xffff);
    if (pattern === 'u') return this.#place(0xff00 | this.#byte());
    if (pattern.includes('m.b')) {
      const word = this.#word();
      return pattern.replace('m.b', () => `${hex(word & 0x1fff, 4)}.${word >> 13}`);
    }
    if (pattern.includes('!a')) return pattern.replace('!a', () => `!${this.#place(this.#word())}`);
    if (pattern === '#i') return `#${hex(this.#byte(), 2)}`;
    return pattern.replace(/^d|(?<=\[)d/, () => hex(this.#byte(), 2));
  }

  #place(address: number): string {
    this.target = address;
    return this.#nameOf(address) ?? hex(address, 4);
  }
}
