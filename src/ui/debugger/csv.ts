export type CsvCell = string | number;

/** Starts of a cell that spreadsheets take for a formula. */
const FORMULA = /^[=+@\t\r]|^-(?![\d.]+$)/;

function cell(value: CsvCell): string {
  const text = String(value);
  const safe = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as comma-separated values, the titles first; text that a spreadsheet would calculate is marked as text. [RFC 4180] */
export function csvOf(titles: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return [titles, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
