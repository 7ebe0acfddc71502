import type { Snes } from '../../core/snes.ts';
import { busAddressOf, isMemoryName, MEMORIES, type MemoryName, placeOf } from '../memories.ts';
import type { ProcessorName } from '../processors.ts';
import type { ImportedLine } from './symbol-files.ts';

export interface SourcePlace {
  readonly file: string;
  readonly line: number;
}

const KEPT_VERSION = 1;
const LARGEST = 0xffffff;

function keyIn(memory: MemoryName, address: number): number {
  return MEMORIES.indexOf(memory) * (LARGEST + 1) + address;
}

function processorOf({ memory }: Pick<ImportedLine, 'memory'>): ProcessorName {
  return memory === 'aram' ? 'smp' : 'cpu';
}

function isWhole(value: unknown, most = LARGEST): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
}

/** Which source line made which bytes, both ways. */
export class SourceMap {
  readonly #snes: Snes;
  #known: readonly ImportedLine[] = [];
  /** By place: the memory in the highest bits. */
  readonly #lines = new Map<number, SourcePlace>();
  readonly #addresses = new Map<string, { readonly processor: ProcessorName; readonly address: number }[]>();

  constructor(snes: Snes) {
    this.#snes = snes;
  }

  get files(): string[] {
    return [...new Set(this.#known.map(({ file }) => file))];
  }

  clear(): void {
    this.#known = [];
    this.#forget();
  }

  #forget(): void {
    this.#lines.clear();
    this.#addresses.clear();
  }

  /** Adds lines; those that were known of the same files and the same processor are replaced. */
  add(lines: readonly ImportedLine[]): void {
    const fileOf = (one: ImportedLine): string => `${processorOf(one)} ${one.file}`;
    const files = new Set(lines.map(fileOf));
    const rest = this.#known.filter((one) => !files.has(fileOf(one)));
    this.#known = rest.concat(lines);
    this.#forget();
    this.#put();
  }

  /** All lines as text, for `unpack`; '' when there are none. */
  pack(): string {
    if (this.#known.length === 0) return '';
    const { files } = this;
    const numbers = new Map(files.map((file, number) => [file, number]));
    const rows = this.#known.map(({ memory, address, length, file, line }) => [memory, address, length, numbers.get(file), line]);
    return JSON.stringify({ version: KEPT_VERSION, files, rows });
  }

  /** Adds lines of `pack`. @throws RangeError when it is not one */
  unpack(text: string): number {
    const lines = unpacked(text);
    this.add(lines);
    return lines.length;
  }

  #firstOf({ memory, address }: ImportedLine): number {
    return memory === 'rom' ? busAddressOf(this.#snes, 'rom', address) : address;
  }

  #put(): void {
    for (const one of this.#known) {
      const first = this.#firstOf(one);
      if (first < 0) continue;
      const name = `${one.file}:${one.line}`;
      const list = this.#addresses.get(name) ?? [];
      list.push({ processor: processorOf(one), address: first });
      this.#addresses.set(name, list);
    }
    // The innermost, so shortest, stretch wins.
    for (const one of this.#known.toSorted((a, b) => b.length - a.length)) {
      const { file, line, length } = one;
      const first = this.#firstOf(one);
      const source = { file, line };
      if (first < 0) continue;
      for (let i = 0; i < length; i++) this.#lines.set(this.#keyOf(processorOf(one), first + i), source);
    }
  }

  #keyOf(processor: ProcessorName, address: number): number {
    if (processor === 'smp') return keyIn('aram', address & 0xffff);
    const place = placeOf(this.#snes, address);
    return place === null ? keyIn('cpu', address) : keyIn(place.memory, place.address);
  }

  at(processor: ProcessorName, address: number): SourcePlace | null {
    return this.#lines.get(this.#keyOf(processor, address)) ?? null;
  }

  /** Addresses of a line's code, or of the next line below it that has some; `file` may be the end of a path. */
  addressesOf(
    file: string,
    line: number,
  ): {
    readonly line: number;
    readonly addresses: readonly { readonly processor: ProcessorName; readonly address: number }[];
  } | null {
    const known = this.files.find((one) => samePath(one, file));
    if (known === undefined) return null;
    for (let at = line; at < line + 50; at++) {
      const addresses = this.#addresses.get(`${known}:${at}`);
      if (addresses !== undefined) return { line: at, addresses };
    }
    return null;
  }
}

function unpacked(text: string): ImportedLine[] {
  const damaged = new RangeError('the source lines that were kept are damaged; they were not read.');
  let kept: { readonly version?: unknown; readonly files?: unknown; readonly rows?: unknown } | null;
  try {
    kept = JSON.parse(text) as typeof kept;
  } catch {
    throw damaged;
  }
  const { version, files, rows } = kept ?? {};
  if (version !== KEPT_VERSION || !Array.isArray(files) || !Array.isArray(rows)) throw damaged;
  return rows.map((row: unknown): ImportedLine => {
    if (!Array.isArray(row)) throw damaged;
    const [memory, address, length, number, line] = row as readonly unknown[];
    const file: unknown = isWhole(number) ? files[number] : undefined;
    if (typeof memory !== 'string' || !isMemoryName(memory) || typeof file !== 'string') throw damaged;
    if (!isWhole(address) || !isWhole(length, 0x10000) || !isWhole(line)) throw damaged;
    return { memory, address, length, file, line };
  });
}

function samePath(a: string, b: string): boolean {
  const parts = (path: string): string[] =>
    path
      .replaceAll('\\', '/')
      .split('/')
      .filter((part) => part !== '' && part !== '.');
  const left = parts(a);
  const right = parts(b);
  const count = Math.min(left.length, right.length);
  return count > 0 && left.slice(-count).join('/') === right.slice(-count).join('/');
}
