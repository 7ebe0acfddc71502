import { eachRow, type Reader, SymbolError } from './symbol-reader.ts';

type Fields = ReadonlyMap<string, string>;

function fieldsOf(text: string): Fields {
  const fields = new Map<string, string>();
  for (const [, name, quoted, plain] of text.matchAll(/(\w{1,32})=(?:"([^"]*)"|([^,]*))(?:,|$)/g))
    fields.set(name, quoted ?? plain);
  return fields;
}

function numberOf(text: string | undefined): number {
  return text === undefined ? NaN : Number(text);
}

const KINDS: ReadonlySet<string> = new Set([
  'version',
  'info',
  'csym',
  'file',
  'lib',
  'line',
  'mod',
  'scope',
  'seg',
  'span',
  'sym',
  'type',
]);
/** Of the format; what a newer one means nobody knows. */
const VERSION = 2;

/**
 * ld65's debug file: segments place spans, lines and scopes name spans, symbols have values. [cc65: dbgfile.c, file format 2.0]
 * A symbol's value is an address of the bus; equates are left out. @throws SymbolError
 */
export function parseCa65(text: string, reader: Reader): void {
  const records = new Map<string, Fields[]>();
  eachRow(text, reader, (row, number) => {
    if (row.trim() === '') return;
    const kind = row.slice(0, Math.max(0, row.indexOf('\t')));
    if (!KINDS.has(kind)) {
      reader.skip(number, row);
      return;
    }
    const fields = fieldsOf(row.slice(kind.length + 1));
    if (kind === 'version' && fields.get('major') !== String(VERSION))
      throw new SymbolError(
        `the debug file is of version ${fields.get('major') ?? '?'}; version ${VERSION}, of cc65 2.13 and later, can be read.`,
      );
    const list = records.get(kind) ?? [];
    list.push(fields);
    records.set(kind, list);
  });
  const byId = (kind: string): ReadonlyMap<string, Fields> =>
    new Map((records.get(kind) ?? []).map((fields) => [fields.get('id') ?? '', fields]));
  labelsOf(records.get('sym') ?? [], byId('scope'), reader);
  linesOf(records.get('line') ?? [], byId('span'), byId('seg'), byId('file'), reader);
}

function labelsOf(symbols: readonly Fields[], scopes: ReadonlyMap<string, Fields>, reader: Reader): void {
  const names = new Map(symbols.map((fields) => [fields.get('id') ?? '', fields.get('name') ?? '']));
  for (const fields of symbols) {
    if (fields.get('type') !== 'lab') continue;
    const address = numberOf(fields.get('val'));
    const name = fields.get('name') ?? '';
    if (Number.isNaN(address) || name === '') continue;
    const parent = fields.get('parent');
    const full = parent === undefined ? scopePrefix(fields.get('scope'), scopes) + name : `${names.get(parent) ?? ''}${name}`;
    reader.label('cpu', address & 0xffffff, full, '', Math.max(1, numberOf(fields.get('size')) || 1));
  }
}

function scopePrefix(id: string | undefined, scopes: ReadonlyMap<string, Fields>): string {
  let prefix = '';
  for (let at = id, depth = 0; at !== undefined && depth < 32; depth++) {
    const scope = scopes.get(at);
    const name = scope?.get('name') ?? '';
    if (name !== '') prefix = `${name}::${prefix}`;
    at = scope?.get('parent');
  }
  return prefix;
}

function linesOf(
  rows: readonly Fields[],
  spans: ReadonlyMap<string, Fields>,
  segments: ReadonlyMap<string, Fields>,
  files: ReadonlyMap<string, Fields>,
  reader: Reader,
): void {
  for (const fields of rows) {
    // Macro expansions name the macro's own line; the place where it is used is a line of its own.
    const kind = fields.get('type') ?? '0';
    const file = files.get(fields.get('file') ?? '')?.get('name');
    if (kind === '2' || file === undefined) continue;
    for (const id of (fields.get('span') ?? '').split('+')) {
      const span = spans.get(id);
      const segment = segments.get(span?.get('seg') ?? '');
      const address = numberOf(segment?.get('start')) + numberOf(span?.get('start'));
      const length = numberOf(span?.get('size'));
      if (Number.isNaN(address) || !(length > 0)) continue;
      reader.lines.push({ memory: 'cpu', address: address & 0xffffff, length, file, line: numberOf(fields.get('line')) });
    }
  }
}
