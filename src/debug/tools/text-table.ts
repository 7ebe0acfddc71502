export interface TableEntry {
  readonly bytes: readonly number[];
  readonly text: string;
}

/** Bytes of a code at most. */
const LONGEST = 8;
/** How an end and a line break are shown that have no text of their own. */
const END = '[end]';
const BREAK = '⏎';

/** How a game writes its texts: which bytes stand for which letters. Empty: it has no table. */
export class TextTable {
  readonly entries: readonly TableEntry[];
  /** By first byte, the longest codes first. */
  readonly #byFirst = new Map<number, TableEntry[]>();
  /** By first letter, the longest texts first. */
  readonly #byLetter = new Map<string, TableEntry[]>();

  constructor(entries: readonly TableEntry[]) {
    this.entries = entries;
    const add = <K>(map: Map<K, TableEntry[]>, key: K, entry: TableEntry): void => {
      const list = map.get(key);
      if (list === undefined) map.set(key, [entry]);
      else list.push(entry);
    };
    for (const entry of entries) {
      add(this.#byFirst, entry.bytes[0], entry);
      if (entry.text !== '') add(this.#byLetter, entry.text[0], entry);
    }
    for (const list of this.#byFirst.values()) list.sort((a, b) => b.bytes.length - a.bytes.length);
    for (const list of this.#byLetter.values())
      list.sort((a, b) => b.text.length - a.text.length || a.bytes.length - b.bytes.length);
  }

  get size(): number {
    return this.entries.length;
  }

  /** The entry whose code begins at a place, the longest one; null when none does. `byteAt` gives the bytes from there on, -1 beyond the end. */
  at(byteAt: (offset: number) => number): TableEntry | null {
    const list = this.#byFirst.get(byteAt(0));
    return list?.find(({ bytes }) => bytes.every((byte, offset) => byteAt(offset) === byte)) ?? null;
  }

  /** A text as the game writes it, in as long entries as lead to its end; null when some letter is in none. */
  encode(text: string): readonly number[] | null {
    const next: (TableEntry | null)[] = Array.from({ length: text.length }, () => null);
    for (let at = text.length - 1; at >= 0; at--) {
      const list = this.#byLetter.get(text[at]) ?? [];
      next[at] =
        list.find((one) => {
          const after = at + one.text.length;
          return text.startsWith(one.text, at) && (after === text.length || next[after] !== null);
        }) ?? null;
    }
    const bytes: number[] = [];
    for (let at = 0; at < text.length;) {
      const entry = next[at];
      if (entry === null) return null;
      bytes.push(...entry.bytes);
      at += entry.text.length;
    }
    return bytes;
  }
}

/** `8140` as bytes; null when it is none. */
function codeOf(digits: string): readonly number[] | null {
  if (digits.length % 2 !== 0 || digits.length > 2 * LONGEST) return null;
  return Array.from({ length: digits.length / 2 }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

/**
 * A table file: a line a code of one to eight bytes. `41=A`, `8140=あ`; `/FF` or `/FF=[end]` ends a text, `*FE` begins a new line. The last line of a code
 * counts; what is something else is left out.
 */
export function parseTable(text: string): TextTable {
  const table = new Map<string, TableEntry>();
  for (const row of text.replace(/^\ufeff/, '').split(/\r?\n/)) {
    const match = /^([/*]?)((?:[0-9a-f]{2})+)(?:=(.*))?$/i.exec(row);
    if (match === null) continue;
    const [, kind, digits, letters] = match as unknown as readonly [string, string, string, string | undefined];
    const bytes = codeOf(digits);
    const shown = letters ?? (kind === '/' ? END : kind === '*' ? BREAK : undefined);
    if (bytes !== null && shown !== undefined) table.set(digits.toLowerCase(), { bytes, text: shown });
  }
  return new TextTable([...table.values()]);
}
