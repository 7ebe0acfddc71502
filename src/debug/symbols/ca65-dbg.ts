import type { ImportedLabel, ImportedLine } from './symbol-files.ts';

type Fields = ReadonlyMap<string, string>;

function fieldsOf(text: string): Fields {
  const fields = new Map<string, string>();
  for (const [, name, quoted, plain] of text.matchAll(/(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^,]*))(?:,|$)/g))
    fields.set(name, quoted ?? plain);
  return fields;
}

function numberOf(text: string | undefined): number {
  return text === undefined ? NaN : Number(text);
}

/**
 * ld65's debug file: segments place spans, lines and scopes name spans, symbols have values. [cc65: dbgfile.c, file format 2.0]
 * A symbol's value is an address of the bus; equates are left out.
 */
export function parseCa65(text: string): { labels: ImportedLabel[]; lines: ImportedLine[]; skipped: string[] } {
  const records = new Map<string, Fields[]>();
  for (const row of text.split(/\r?\n/)) {
    const tab = row.indexOf('\t');
    if (tab <= 0) continue;
    const kind = row.slice(0, tab);
    const list = records.get(kind) ?? [];
    list.push(fieldsOf(row.slice(tab + 1)));
    records.set(kind, list);
  }
  const byId = (kind: string): ReadonlyMap<string, Fields> =>
    new Map((records.get(kind) ?? []).map((fields) => [fields.get('id') ?? '', fields]));
  return {
    labels: labelsOf(records.get('sym') ?? [], byId('scope')),
    lines: linesOf(records.get('line') ?? [], byId('span'), byId('seg'), byId('file')),
    skipped: [],
  };
}

function labelsOf(symbols: readonly Fields[], scopes: ReadonlyMap<string, Fields>): ImportedLabel[] {
  const labels: ImportedLabel[] = [];
  const names = new Map(symbols.map((fields) => [fields.get('id') ?? '', fields.get('name') ?? '']));
  for (const fields of symbols) {
    if (fields.get('type') !== 'lab') continue;
    const address = numberOf(fields.get('val'));
    const name = fields.get('name') ?? '';
    if (Number.isNaN(address) || name === '') continue;
    const parent = fields.get('parent');
    const full = parent === undefined ? scopePrefix(fields.get('scope'), scopes) + name : `${names.get(parent) ?? ''}${name}`;
    labels.push({
      memory: 'cpu',
      address: address & 0xffffff,
      name: full,
      comment: '',
      length: Math.max(1, numberOf(fields.get('size')) || 1),
    });
  }
  return labels;
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
): ImportedLine[] {
  const lines: ImportedLine[] = [];
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
      lines.push({ memory: 'cpu', address: address & 0xffffff, length, file, line: numberOf(fields.get('line')) });
    }
  }
  return lines;
}
