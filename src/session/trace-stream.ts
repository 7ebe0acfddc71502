/** Characters that wait at most to be taken: then the machine waits. */
export const STREAM_FULL = 16 << 20;
/** Characters of a part at most, unless one row alone is longer. */
const PART = 4 << 20;

/** Rows of a trace on their way to a file, taken in parts; nothing is left out. */
export class TraceStream {
  #parts: string[] = [];
  #rows: string[] = [];
  #length = 0;
  #waiting = 0;
  #total = 0;

  /** Rows since the beginning. */
  get total(): number {
    return this.#total;
  }

  /** Whoever runs the machine lets it stand until some have been taken. */
  get full(): boolean {
    return this.#waiting >= STREAM_FULL;
  }

  readonly add = (row: string): void => {
    this.#rows.push(row);
    this.#length += row.length + 1;
    this.#waiting += row.length + 1;
    this.#total++;
    if (this.#length >= PART) this.#close();
  };

  #close(): void {
    if (this.#rows.length === 0) return;
    this.#parts.push(`${this.#rows.join('\n')}\n`);
    this.#rows = [];
    this.#length = 0;
  }

  /** The next part, a line a row; '' when nothing waits. */
  take(): string {
    if (this.#parts.length === 0) this.#close();
    const part = this.#parts.shift() ?? '';
    this.#waiting -= part.length;
    return part;
  }
}
