import { assemble, formatDiagnostic, type Assembled, type AssembleOptions } from '../../../src/debug/assembler/assembler.ts';

const encoder = new TextEncoder();

export type Files = Readonly<Record<string, string | Uint8Array>>;

export function run(main: string, files: Files = {}, options: Partial<AssembleOptions> = {}): Assembled {
  const all: Files = { 'main.s': main, ...files };
  return assemble('main.s', {
    readFile: (path) => {
      const file = all[path];
      return file === undefined ? null : typeof file === 'string' ? encoder.encode(file) : file;
    },
    ...options,
  });
}

/** The bytes of a program without banks and header. Throws on errors. */
export function bytesOf(main: string, files: Files = {}): number[] {
  const { rom, errors } = run(main, files, { mapping: 'raw' });
  if (errors.length > 0) throw new Error(errors.map(formatDiagnostic).join('\n'));
  return [...rom];
}

/** The complaints about a program without banks and header. */
export function errorsOf(main: string, files: Files = {}): string[] {
  return run(main, files, { mapping: 'raw' }).errors.map(formatDiagnostic);
}
