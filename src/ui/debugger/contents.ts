import { csvOf, type CsvCell } from './csv.ts';

export interface Table {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly CsvCell[])[];
}

/** What a panel shows: a table, or lines of text. */
export type Contents = Table | string;

/** As it is put on the clipboard: a table's cells between tabs, as spreadsheets paste them. */
export function clipText(contents: Contents): string {
  if (typeof contents === 'string') return contents;
  const line = (cells: readonly CsvCell[]): string => cells.map((one) => String(one).replace(/[\t\r\n]+/g, ' ')).join('\t');
  return [contents.titles, ...contents.rows].map(line).join('\n');
}

/** As it is written to a file: a table as comma-separated values, else plain text. */
export function fileOf(contents: Contents): { readonly kind: 'csv' | 'txt'; readonly text: string } {
  if (typeof contents !== 'string') return { kind: 'csv', text: csvOf(contents.titles, contents.rows) };
  return { kind: 'txt', text: contents.endsWith('\n') ? contents : `${contents}\n` };
}
