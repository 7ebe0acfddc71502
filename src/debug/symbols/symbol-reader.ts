import type { MemoryName } from '../memories.ts';

export interface ImportedLabel {
  readonly memory: MemoryName;
  readonly address: number;
  readonly name: string;
  readonly comment: string;
  readonly length: number;
}

/** Bytes that a source line made: `address` on the S-CPU's bus, or in ROM, or in audio RAM. */
export interface ImportedLine {
  readonly memory: MemoryName;
  readonly address: number;
  readonly length: number;
  readonly file: string;
  readonly line: number;
}

/** A symbol file that can't be read. */
export class SymbolError extends Error {
  override readonly name = 'SymbolError';
}

const MOST_SKIPPED = 20;
/** Characters of a file, of a row of it and of a name. */
export const MOST_TEXT = 1 << 28;
const MOST_ROW = 1 << 20;
const MOST_NAME = 500;
export const LARGEST = 0xffffff;
/** Bytes that one row of source may stand for, and all of a file together: the rows of a file may lie in each other. */
const MOST_BYTES = 0x10000;
const MOST_OF_FILE = 1 << 24;

function isPlace(address: number): boolean {
  return Number.isInteger(address) && address >= 0 && address <= LARGEST;
}

/** What is read of a file. */
export class Reader {
  readonly labels: ImportedLabel[] = [];
  readonly lines: ImportedLine[] = [];
  readonly skipped: string[] = [];

  /** False when it can't be one. */
  label(memory: MemoryName, address: number, name: string, comment = '', length = 1): boolean {
    if (!isPlace(address) || name.length > MOST_NAME) return false;
    this.labels.push({ memory, address, name, comment, length: Math.min(length, LARGEST + 1) });
    return true;
  }

  skip(number: number, text: string): void {
    if (this.skipped.length < MOST_SKIPPED) this.skipped.push(`line ${number}: ${text.slice(0, 80)}`);
  }
}

/** The rows of a text with their numbers from 1; rows that no tool writes are skipped. */
export function eachRow(text: string, reader: Pick<Reader, 'skip'>, visit: (row: string, number: number) => void): void {
  text.split(/\r?\n/).forEach((row, i) => {
    if (row.length > MOST_ROW) reader.skip(i + 1, row);
    else visit(row, i + 1);
  });
}

/** What stands before a comment. */
export function uncommented(row: string, ...marks: readonly string[]): string {
  let end = row.length;
  for (const mark of marks) {
    const at = row.indexOf(mark);
    if (at >= 0 && at < end) end = at;
  }
  return row.slice(0, end).trim();
}

/** Lines as they can be kept: of a row that stands for more bytes its first. @throws SymbolError */
export function sound(lines: readonly ImportedLine[]): ImportedLine[] {
  let bytes = 0;
  return lines.flatMap((one): ImportedLine[] => {
    if (!isPlace(one.address) || !isPlace(one.line) || !(one.length >= 1)) return [];
    const length = Math.min(Math.floor(one.length), MOST_BYTES, LARGEST + 1 - one.address);
    bytes += length;
    if (bytes > MOST_OF_FILE)
      throw new SymbolError('the source lines stand for more bytes than a cartridge has; make the file again.');
    return [{ ...one, length }];
  });
}
