import type { MemoryName } from '../memories.ts';
import { parseCa65 } from './ca65-dbg.ts';

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

export interface ImportedSymbols {
  readonly format: SymbolFormat;
  readonly labels: readonly ImportedLabel[];
  readonly lines: readonly ImportedLine[];
  /** Lines of the file that were not understood: number and text. */
  readonly skipped: readonly string[];
}

export type SymbolFormat = 'ca65 debug' | 'WLA symbols' | 'Mesen labels' | 'no$ symbols' | 'bass symbols' | 'dotclock lines';

/** A symbol file that can't be read. */
export class SymbolError extends Error {
  override readonly name = 'SymbolError';
}

const MOST_SKIPPED = 20;

class Reader {
  readonly labels: ImportedLabel[] = [];
  readonly lines: ImportedLine[] = [];
  readonly skipped: string[] = [];

  label(memory: MemoryName, address: number, name: string, comment = '', length = 1): void {
    this.labels.push({ memory, address, name, comment, length });
  }

  skip(number: number, text: string): void {
    if (this.skipped.length < MOST_SKIPPED) this.skipped.push(`line ${number}: ${text.slice(0, 80)}`);
  }
}

/**
 * Reads a file of labels: ca65's .dbg, WLA-DX's .sym (both versions; asar writes them too), Mesen's .mlb, no$sns symbols (asar's `nocash`), bass's
 * symbol lists and the line files of `dotclock asm --lines`. The format is seen from the text. @throws SymbolError
 */
export function readSymbols(text: string): ImportedSymbols {
  if (text.includes('\0')) throw new SymbolError('this is not a text file; a symbol file is wanted.');
  const format = formatOf(text);
  if (format === 'ca65 debug') return { format, ...parseCa65(text) };
  if (format === 'dotclock lines') return { format, ...parseOwnLines(text) };
  const reader = new Reader();
  const parse = { 'WLA symbols': parseWla, 'Mesen labels': parseMlb, 'no$ symbols': parseNocash, 'bass symbols': parseBass }[
    format
  ];
  parse(text.split(/\r?\n/), reader);
  if (reader.labels.length === 0 && reader.lines.length === 0)
    throw new SymbolError('no label was found: ca65 .dbg, WLA .sym, Mesen .mlb, no$ .sym and bass lists can be read.');
  return { format, labels: reader.labels, lines: reader.lines, skipped: reader.skipped };
}

function formatOf(text: string): SymbolFormat {
  const head = text.slice(0, 4096);
  if (/^version\tmajor=/m.test(head)) return 'ca65 debug';
  if (/^\s*\{"version":1,"files":/.test(head)) return 'dotclock lines';
  if (/^\[(labels|information|definitions|source files)/m.test(text)) return 'WLA symbols';
  if (
    /^(SnesPrgRom|SnesWorkRam|SnesSaveRam|SnesRegister|SpcRam|SnesMemory|SpcDspRegisters|PRG|WORK|SAVE|REG|SPCRAM):/m.test(head)
  )
    return 'Mesen labels';
  // Lists of `bank:address name` without headings are common too.
  if (/^[0-9a-fA-F]{2}:[0-9a-fA-F]{4} \S/m.test(head)) return 'WLA symbols';
  if (/^[0-9a-fA-F]{8} \S/m.test(head)) return 'no$ symbols';
  return 'bass symbols';
}

type WlaSection = 'labels' | 'definitions' | 'source' | 'addr-to-line' | 'comments' | 'other';

const WLA_SECTIONS: Readonly<Record<string, WlaSection>> = {
  labels: 'labels',
  definitions: 'definitions',
  'source files': 'source',
  'source files v2': 'source',
  'addr-to-line mapping': 'addr-to-line',
  'addr-to-line mapping v2': 'addr-to-line',
  comments: 'comments',
};

/** [WLA-DX documentation: symbol files] Version 2 adds the file's offset and more columns in the line mapping. */
function parseWla(rows: readonly string[], reader: Reader): void {
  let section: WlaSection = 'labels';
  const files = new Map<string, string>();
  rows.forEach((row, i) => {
    const text = row.replace(/\s*;.*$/, '').trim();
    if (text === '') return;
    const head = /^\[(.*)\]$/.exec(text);
    if (head !== null) section = WLA_SECTIONS[head[1].toLowerCase()] ?? 'other';
    else if (section === 'labels') wlaLabel(text, i + 1, reader);
    else if (section === 'source') {
      const file = /^([0-9a-fA-F]+(?::[0-9a-fA-F]+)?) [0-9a-fA-F]+ (.+)$/.exec(text);
      if (file !== null) files.set(fileKey(file[1]), file[2]);
    } else if (section === 'addr-to-line') wlaLine(text, files, reader);
  });
}

function fileKey(text: string): string {
  return text
    .split(':')
    .map((part) => parseInt(part, 16))
    .join(':');
}

function wlaLabel(text: string, number: number, reader: Reader): void {
  const match = /^([0-9a-fA-F]{1,4}):([0-9a-fA-F]{4,6}) (.+)$/.exec(text);
  if (match === null) reader.skip(number, text);
  else reader.label('cpu', ((parseInt(match[1], 16) & 0xff) << 16) | (parseInt(match[2], 16) & 0xffff), match[3].trim());
}

function wlaLine(text: string, files: ReadonlyMap<string, string>, reader: Reader): void {
  const one = /^([0-9a-fA-F]+):([0-9a-fA-F]+) ([0-9a-fA-F]+(?::[0-9a-fA-F]+)?):([0-9a-fA-F]+)$/.exec(text);
  const two = /^[0-9a-fA-F]+ ([0-9a-fA-F]+):([0-9a-fA-F]+) [0-9a-fA-F]+ ([0-9a-fA-F]+:[0-9a-fA-F]+):([0-9a-fA-F]+)$/.exec(text);
  const match = one ?? two;
  if (match === null) return;
  const file = files.get(fileKey(match[3]));
  if (file === undefined) return;
  const address = ((parseInt(match[1], 16) & 0xff) << 16) | (parseInt(match[2], 16) & 0xffff);
  reader.lines.push({ memory: 'cpu', address, length: 1, file, line: parseInt(match[4], 16) });
}

const MLB_MEMORIES: Readonly<Record<string, MemoryName>> = {
  SnesPrgRom: 'rom',
  PRG: 'rom',
  SnesWorkRam: 'wram',
  WORK: 'wram',
  SnesSaveRam: 'sram',
  SAVE: 'sram',
  SnesRegister: 'cpu',
  REG: 'cpu',
  SnesMemory: 'cpu',
  SpcRam: 'aram',
  SPCRAM: 'aram',
  SpcDspRegisters: 'dsp',
};

/** `memory:address[-end]:name[:comment]`; `\n` in a comment is a line break. */
function parseMlb(rows: readonly string[], reader: Reader): void {
  rows.forEach((row, i) => {
    if (row.trim() === '') return;
    const match = /^([A-Za-z]+):([0-9a-fA-F]+)(?:-([0-9a-fA-F]+))?:([^:]*)(?::(.*))?$/.exec(row);
    const memory = match === null ? undefined : MLB_MEMORIES[match[1]];
    if (match === null || memory === undefined) {
      reader.skip(i + 1, row);
      return;
    }
    const address = parseInt(match[2], 16);
    const end = match[3] === undefined ? address : parseInt(match[3], 16);
    reader.label(memory, address, match[4], (match[5] ?? '').replaceAll('\\n', '\n'), Math.max(1, end - address + 1));
  });
}

/** `aaaaaaaa name`. */
function parseNocash(rows: readonly string[], reader: Reader): void {
  rows.forEach((row, i) => {
    const text = row.replace(/;.*$/, '').trim();
    if (text === '') return;
    const match = /^([0-9a-fA-F]{8}) (\S+)/.exec(text);
    if (match === null) reader.skip(i + 1, text);
    else if (!match[2].startsWith('.')) reader.label('cpu', parseInt(match[1], 16) & 0xffffff, match[2]);
  });
}

/** `name = $aaaaaa`, `$aaaaaa name` or `aaaaaa name`. */
function parseBass(rows: readonly string[], reader: Reader): void {
  rows.forEach((row, i) => {
    const text = row.replace(/(;|\/\/).*$/, '').trim();
    if (text === '') return;
    const assigned = /^(?:constant\s+)?([A-Za-z_.][\w.:]*)\s*(?:=|\()\s*(?:\$|0x)?([0-9a-fA-F]{4,6})\)?$/.exec(text);
    const listed = /^(?:\$|0x)?([0-9a-fA-F]{4,6})\s+([A-Za-z_.][\w.:]*)$/.exec(text);
    if (assigned !== null) reader.label('cpu', parseInt(assigned[2], 16), assigned[1]);
    else if (listed !== null) reader.label('cpu', parseInt(listed[1], 16), listed[2]);
    else reader.skip(i + 1, text);
  });
}

/** `[offset, address, length, file, line, audio]` a row. */
function parseOwnLines(text: string): Omit<ImportedSymbols, 'format'> {
  let data: { files?: unknown; lines?: unknown };
  try {
    data = JSON.parse(text) as typeof data;
  } catch {
    throw new SymbolError('the line file is damaged; make it again with dotclock asm --lines.');
  }
  const files = Array.isArray(data.files) ? data.files.map(String) : [];
  const lines: ImportedLine[] = [];
  for (const row of Array.isArray(data.lines) ? (data.lines as unknown[]) : []) {
    if (!Array.isArray(row)) continue;
    const [, address, length, file, line, audio] = row.map(Number);
    if (length > 0 && files[file] !== undefined)
      lines.push({ memory: audio === 1 ? 'aram' : 'cpu', address, length, file: files[file], line });
  }
  return { labels: [], lines, skipped: [] };
}
