import type { FrameEvent } from '../../../session/debug-protocol.ts';

/** Registers that take two bytes one after the other: scroll offsets, the matrix, and colours. */
function isPair(register: number): boolean {
  return (register >= 0x210d && register <= 0x2114) || (register >= 0x211b && register <= 0x2120) || register === 0x2122;
}

/**
 * What the registers hold after each write, as the latches make it: 16 bits of those that are written twice, -1 for their first byte; of the
 * others the byte itself. Reads give what was read. [fullsnes: $210D-2114, $211B-2120, $2122]
 */
export function valuesOf(events: readonly Pick<FrameEvent, 'kind' | 'register' | 'value'>[]): Int32Array {
  const values = new Int32Array(events.length);
  let scroll1 = 0;
  let scroll2 = 0;
  let matrix = 0;
  let color = 0;
  /** The register whose first byte was written last. */
  const half = new Set<number>();
  events.forEach(({ kind, register, value }, i) => {
    values[i] = value;
    if (kind !== 'write') return;
    if (register === 0x2121) half.delete(0x2122);
    if (!isPair(register)) return;
    const second = half.delete(register);
    if (!second) half.add(register);
    if (register === 0x2122) {
      values[i] = second ? ((value << 8) | color) & 0x7fff : -1;
      color = value;
    } else if (register >= 0x211b) {
      values[i] = second ? (value << 8) | matrix : -1;
      matrix = value;
    } else {
      const horizontal = (register & 1) !== 0;
      const low = horizontal ? (scroll1 & ~7) | (scroll2 & 7) : scroll1;
      values[i] = second ? (value << 8) | low : -1;
      scroll1 = value;
      if (horizontal) scroll2 = value;
    }
  });
  return values;
}
