import { assemble, formatDiagnostic } from '../../src/debug/assembler/assembler.ts';

/** A cart's image, of a program for a test. */
export function makeCart(source: string): Uint8Array {
  const text = new TextEncoder().encode(source);
  const { rom, errors } = assemble('main.s', { readFile: (path) => (path === 'main.s' ? text : null) });
  if (errors.length > 0) throw new Error(errors.map(formatDiagnostic).join('\n'));
  return rom;
}
