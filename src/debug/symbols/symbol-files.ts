import type { MemoryName } from '../memories.ts';
import { parseCa65 } from './ca65-dbg.ts';
import {
  eachRow,
  type ImportedLabel,
  type ImportedLine,
  LARGEST,
  MOST_TEXT,
  Reader,
  sound,
  SymbolError,
  uncommented,
} from './symbol-reader.ts';

export { type ImportedLabel, type ImportedLine, SymbolError } from './symbol-reader.ts';

export interface ImportedSymbols {
  readonly format: SymbolFormat;
  readonly labels: readonly ImportedLabel[];
  readonly lines: readonly ImportedLine[];
  /** Lines of the file that were not understood: number and text. */
  readonly skipped: readonly string[];
}

export type SymbolFormat = 'ca65 debug' | 'WLA symbols' | 'Mesen labels' | 'no$ symbols' | 'bass symbols' | 'dotclock lines';

/**
 * Reads a file of labels: ca65's .dbg, WLA-DX's .sym (both versions; asar writes them too), Mesen's .mlb, no$sns symbols (asar's `nocash`), bass's
 * symbol lists and the line files of `dotclock asm --lines`. The format is seen from the text. @throws SymbolError
 */
export function readSymbols(text: string): ImportedSymbols {
  if (text.includes('\0')) throw new SymbolError('this is not a text file; a symbol file is wanted.');
  if (text.length > MOST_TEXT) throw new SymbolError('the file is larger than symbol files are.');
  const format = formatOf(text);
  const reader = new Reader();
  PARSERS[format](text, reader);
  const lines = sound(reader.lines);
  if (reader.labels.length === 0 && lines.length === 0)
    throw new SymbolError('no label was found: ca65 .dbg, WLA .sym, Mesen .mlb, no$ .sym and bass lists can be read.');
  return { format, labels: reader.labels, lines, skipped: reader.skipped };
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
function parseWla(all: string, reader: Reader): void {
  let section: WlaSection = 'labels';
  const files = new Map<string, string>();
  eachRow(all, reader, (row, number) => {
    const text = uncommented(row, ';');
    if (text === '') return;
    const head = /^\[(.*)\]$/.exec(text);
    if (head !== null) section = WLA_SECTIONS[head[1].toLowerCase()] ?? 'other';
    else if (section === 'labels') wlaLabel(text, number, reader);
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
  const address = match === null ? -1 : ((parseInt(match[1], 16) & 0xff) << 16) | (parseInt(match[2], 16) & 0xffff);
  if (match === null || !reader.label('cpu', address, match[3].trim())) reader.skip(number, text);
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
function parseMlb(all: string, reader: Reader): void {
  eachRow(all, reader, (row, number) => {
    if (row.trim() === '') return;
    const match = /^([A-Za-z]+):([0-9a-fA-F]+)(?:-([0-9a-fA-F]+))?:([^:]*)(?::(.*))?$/.exec(row);
    const memory = match === null ? undefined : MLB_MEMORIES[match[1]];
    if (match === null || memory === undefined) {
      reader.skip(number, row);
      return;
    }
    const address = parseInt(match[2], 16);
    const end = match[3] === undefined ? address : parseInt(match[3], 16);
    const comment = (match[5] ?? '').replaceAll('\\n', '\n');
    if (!reader.label(memory, address, match[4], comment, Math.max(1, end - address + 1))) reader.skip(number, row);
  });
}

/** `aaaaaaaa name`. */
function parseNocash(all: string, reader: Reader): void {
  eachRow(all, reader, (row, number) => {
    const text = uncommented(row, ';');
    if (text === '') return;
    const match = /^([0-9a-fA-F]{8}) (\S+)/.exec(text);
    if (match === null) reader.skip(number, text);
    else if (!match[2].startsWith('.') && !reader.label('cpu', parseInt(match[1], 16) & LARGEST, match[2]))
      reader.skip(number, text);
  });
}

/** `name = $aaaaaa`, `$aaaaaa name` or `aaaaaa name`. */
function parseBass(all: string, reader: Reader): void {
  eachRow(all, reader, (row, number) => {
    const text = uncommented(row, ';', '//');
    if (text === '') return;
    const assigned = /^(?:constant\s+)?([A-Za-z_.][\w.:]*)\s*(?:=|\()\s*(?:\$|0x)?([0-9a-fA-F]{4,6})\)?$/.exec(text);
    const listed = /^(?:\$|0x)?([0-9a-fA-F]{4,6})\s+([A-Za-z_.][\w.:]*)$/.exec(text);
    const [, name = '', value = ''] = assigned ?? [];
    const [, place = value, called = name] = listed ?? [];
    if (called === '' || !reader.label('cpu', parseInt(place, 16), called)) reader.skip(number, text);
  });
}

/** `[offset, address, length, file, line, audio]` a row. */
function parseOwnLines(text: string, reader: Reader): void {
  let data: { files?: unknown; lines?: unknown };
  try {
    data = JSON.parse(text) as typeof data;
  } catch {
    throw new SymbolError('the line file is damaged; make it again with dotclock asm --lines.');
  }
  const files = Array.isArray(data.files) ? data.files.map(String) : [];
  for (const row of Array.isArray(data.lines) ? (data.lines as unknown[]) : []) {
    if (!Array.isArray(row)) continue;
    const [, address, length, file, line, audio] = row.map(Number);
    if (length > 0 && files[file] !== undefined)
      reader.lines.push({ memory: audio === 1 ? 'aram' : 'cpu', address, length, file: files[file], line });
  }
}

const PARSERS: Readonly<Record<SymbolFormat, (text: string, reader: Reader) => void>> = {
  'ca65 debug': parseCa65,
  'WLA symbols': parseWla,
  'Mesen labels': parseMlb,
  'no$ symbols': parseNocash,
  'bass symbols': parseBass,
  'dotclock lines': parseOwnLines,
};
