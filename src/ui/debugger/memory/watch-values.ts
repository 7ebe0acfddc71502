import type { MemoryName, ProcessorName, WatchValue } from '../../../session/debug-protocol.ts';
import { DEBUG_MEMORIES } from '../../../shared/debugger.ts';
import { bytesOfNumber, parseNumber } from './letters.ts';

/** What was typed for a number of a watch as its bytes; null when it is none or does not fit. */
export function watchBytes(
  text: string,
  { bytes, signed, fraction }: NonNullable<WatchValue['number']>,
): readonly number[] | null {
  const typed = text.trim().replace('−', '-');
  const value = fraction > 0 && /^[+-]?\d+(\.\d+)?$/.test(typed) ? Math.round(Number(typed) * 2 ** fraction) : parseNumber(typed);
  if (value === null) return null;
  const limit = 2 ** (8 * bytes);
  const decimal = !/[$x]/i.test(typed);
  if (signed && decimal && value >= limit / 2) return null;
  if (!signed && value < 0) return null;
  return bytesOfNumber(value, bytes);
}

/** The number of a watch's text that is edited: the text is `12 ($0c)`, `1.5` or `$7e0010`. */
export function editedText(text: string): string {
  return text.replace(/ \(.*$/, '');
}

/** Where an expression's value is kept, when it is nothing but that: memory of an address that is an expression itself, or a register. */
export type WatchTarget =
  | { readonly kind: 'memory'; readonly memory: MemoryName; readonly address: string; readonly bytes: number }
  | { readonly kind: 'register'; readonly processor: ProcessorName; readonly register: string };

export function targetOf(
  text: string,
  processor: ProcessorName,
  registers: Readonly<Record<ProcessorName, readonly string[]>>,
): WatchTarget | null {
  const expression = text.trim();
  const memory = /^([a-z]*)(?:\[([^[\]{}]+)\]|\{([^[\]{}]+)\})$/i.exec(expression);
  if (memory !== null) {
    const named = DEBUG_MEMORIES.find((one) => one === memory[1]);
    if (memory[1] !== '' && named === undefined) return null;
    return {
      kind: 'memory',
      memory: named ?? processor,
      address: memory[2] ?? memory[3],
      bytes: memory[2] === undefined ? 2 : 1,
    };
  }
  const long = /^long\(([^()]+)\)$/.exec(expression);
  if (long !== null) return { kind: 'memory', memory: processor, address: long[1], bytes: 3 };
  const [first, second] = expression.split('.');
  if (second !== undefined && first !== 'cpu' && first !== 'spc') return null;
  const of: ProcessorName = second === undefined ? processor : first === 'spc' ? 'smp' : 'cpu';
  const register = second ?? first;
  return registers[of].includes(register) ? { kind: 'register', processor: of, register } : null;
}
