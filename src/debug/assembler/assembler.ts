import { SourceError, suggestion, type Diagnostic } from './diagnostics.ts';
import { headerOffset, VECTORS, writeHeader } from './header.ts';
import type { Mapping } from './image.ts';
import { Pass } from './pass.ts';
import { Program, type LineRecord } from './program.ts';
import { Sources, type FileReader } from './sources.ts';

export { formatDiagnostic, type Diagnostic } from './diagnostics.ts';

export interface AssembleOptions {
  readonly readFile: FileReader;
  /** Names that the source finds defined. */
  readonly defines?: Readonly<Record<string, number>>;
  /** Until the source says otherwise: `raw` gives the bytes alone. */
  readonly mapping?: Mapping;
}

export interface ProgramSymbol {
  readonly name: string;
  readonly value: number;
  /** A place in the program, not a number. */
  readonly address: boolean;
}

export interface Assembled {
  /** Empty when there are errors. */
  readonly rom: Uint8Array;
  readonly errors: readonly Diagnostic[];
  readonly symbols: readonly ProgramSymbol[];
  readonly lines: readonly LineRecord[];
  /** Every source file that was read as text. */
  readonly files: readonly string[];
}

const MAX_PASSES = 16;
const MAX_ERRORS = 100;

/**
 * Assembles the program whose main file is `main`. Passes are repeated until every name keeps its value; only the complaints of the last
 * one count. Never throws for bad input: `errors` then says what is wrong, in the order of the source.
 */
export function assemble(main: string, options: AssembleOptions): Assembled {
  const sources = new Sources(options.readFile);
  let before: Program | null = null;
  let program = runPass(main, sources, options, before);
  for (let passes = 1; before === null || !program.symbols.sameAs(before.symbols); passes++) {
    if (passes === MAX_PASSES) {
      const at = { file: main, line: 1, column: 1 };
      program.report(new SourceError(at, 'the sizes never settle', 'a label decides an .if or a size that moves it'), '');
      break;
    }
    before = program;
    program = runPass(main, sources, options, before);
  }
  reportUndefined(program);
  const rom = finishRom(program);
  const failed = program.errors.length > 0;
  return {
    rom: failed ? new Uint8Array(0) : rom,
    errors: inSourceOrder(program.errors, sources.files).slice(0, MAX_ERRORS),
    symbols: symbolsOf(program),
    lines: failed ? [] : program.lines,
    files: sources.files,
  };
}

function runPass(main: string, sources: Sources, options: AssembleOptions, before: Program | null): Program {
  const program = new Program(options.mapping ?? 'lorom', before);
  const at = { file: main, line: 1, column: 1 };
  for (const [name, value] of Object.entries(options.defines ?? {}))
    program.symbols.define(name, { value, known: true, forward: false, address: false }, at);
  new Pass(program, sources, main).run();
  return program;
}

function reportUndefined(program: Program): void {
  const names = [...program.symbols.entries.keys()].filter((name) => !name.includes('~'));
  for (const token of program.undefinedNames.slice(0, MAX_ERRORS)) {
    const what =
      token.kind === 'anon' ? `there is no label for '${token.text}'` : `'${token.text.replace(/~\d+$/, '')}' is not defined`;
    program.report(new SourceError(token.at, what, token.kind === 'anon' ? '' : suggestion(token.text, names)), '');
  }
}

/** Vectors, header and checksum, and the image padded to its size. */
function finishRom(program: Program): Uint8Array {
  const { mapping, header, vectors } = program;
  const rom = program.image.finish(mapping);
  if (mapping === 'raw' || (header === null && vectors.size === 0)) return rom;
  const start = headerOffset(mapping);
  const at = program.headerAt ?? [...vectors.values()][0].at;
  for (let i = 0; i < 0x40; i++) {
    if (!program.image.isUsed(start + i)) continue;
    program.report(new SourceError(at, 'the program reaches into the header', 'keep $ffc0 to $ffff of bank 0 free'), '');
    break;
  }
  for (const [name, { value, at: place }] of vectors) {
    const bank = value.value >> 16;
    if (value.known && value.address && (bank & 0x3f) !== 0)
      program.report(
        new SourceError(place, `the vector '${name}' does not point into bank 0`, 'jump on from a label in bank 0'),
        '',
      );
    const offset = start + 0x20 + VECTORS[name];
    rom[offset] = value.value & 0xff;
    rom[offset + 1] = (value.value >> 8) & 0xff;
  }
  if (header !== null) writeHeader(rom, mapping, header);
  return rom;
}

function inSourceOrder(errors: readonly Diagnostic[], files: readonly string[]): Diagnostic[] {
  const place = ({ file, line, column }: Diagnostic): number => files.indexOf(file) * 2 ** 32 + line * 2 ** 10 + column;
  return errors.toSorted((a, b) => place(a) - place(b));
}

function symbolsOf(program: Program): ProgramSymbol[] {
  const symbols: ProgramSymbol[] = [];
  for (const [name, { value, address }] of program.symbols.entries)
    if (!name.includes('~')) symbols.push({ name, value, address });
  return symbols;
}
