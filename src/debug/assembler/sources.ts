import { SourceError } from './diagnostics.ts';
import { tokenize, type Token } from './lexer.ts';

/** Gives a file's bytes, or null when there is none. Paths have slashes. */
export type FileReader = (path: string) => Uint8Array | null;

/** A line as tokens, or what is wrong with it. */
export type SourceLine = readonly Token[] | SourceError;

/** Reads each file once, however many passes there are. */
export class Sources {
  readonly #read: FileReader;
  readonly #bytes = new Map<string, Uint8Array | null>();
  readonly #lines = new Map<string, readonly SourceLine[]>();

  constructor(read: FileReader) {
    this.#read = read;
  }

  get files(): readonly string[] {
    return [...this.#lines.keys()];
  }

  /** The file at `path`, as seen from the file that names it, or else from where the main file is. */
  find(path: string, from: string, main: string): string | null {
    for (const base of [from, main]) {
      const full = joinPath(folderOf(base), path);
      if (this.bytes(full) !== null) return full;
    }
    return null;
  }

  bytes(path: string): Uint8Array | null {
    let bytes = this.#bytes.get(path);
    if (bytes === undefined) this.#bytes.set(path, (bytes = this.#read(path)));
    return bytes;
  }

  /** The file's lines; null when there is no such file. */
  lines(path: string): readonly SourceLine[] | null {
    const known = this.#lines.get(path);
    if (known !== undefined) return known;
    const bytes = this.bytes(path);
    if (bytes === null) return null;
    const lines = decodeText(bytes)
      .split('\n')
      .map((text, i) => lexLine(text, path, i + 1));
    this.#lines.set(path, lines);
    return lines;
  }
}

function lexLine(text: string, path: string, line: number): SourceLine {
  try {
    return tokenize(text, path, line);
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
}

/** Latin-1, so that any file is text; UTF-8 in comments does no harm. */
export function decodeText(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return text;
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash + 1);
}

function joinPath(folder: string, path: string): string {
  if (path.startsWith('/')) return path;
  const parts: string[] = [];
  for (const part of `${folder}${path}`.split('/')) {
    if (part === '.' || (part === '' && parts.length > 0)) continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..' && parts.at(-1) !== '') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}
