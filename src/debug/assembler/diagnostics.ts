/** A place in a source file; line and column count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Diagnostic extends Position {
  readonly what: string;
  readonly hint: string;
}

/** Something wrong with one statement; the assembler notes it and goes on with the next. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly at: Position;
  readonly hint: string;

  constructor(at: Position, what: string, hint: string) {
    super(what);
    this.at = at;
    this.hint = hint;
  }
}

/** Something that makes it pointless to go on: a limit was passed. */
export class FatalSourceError extends SourceError {}

/** `FILE:LINE:COLUMN: what (hint)`. */
export function formatDiagnostic({ file, line, column, what, hint }: Diagnostic): string {
  return `${file}:${line}:${column}: ${what}${hint === '' ? '' : ` (${hint})`}`;
}

/** The candidate nearest to a misspelt word, as a question; empty when none is near. */
export function suggestion(word: string, candidates: Iterable<string>): string {
  let best = '';
  let bestDistance = Math.min(3, Math.ceil(word.length / 3) + 1);
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best === '' ? '' : `did you mean '${best}'?`;
}

/** Letters changed, missing or too many, and neighbours in the wrong order, count one each. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(row[j - 1] + 1, rows[i - 1][j] + 1, rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j], rows[i - 2][j - 2] + 1);
    }
    rows.push(row);
  }
  return rows[a.length][b.length];
}
