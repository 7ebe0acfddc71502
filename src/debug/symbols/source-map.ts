import type { Snes } from '../../core/snes.ts';
import { busAddressOf, placeOf } from '../memories.ts';
import type { ProcessorName } from '../processors.ts';
import type { ImportedLine } from './symbol-files.ts';

export interface SourcePlace {
  readonly file: string;
  readonly line: number;
}

/** Which source line made which bytes, both ways. */
export class SourceMap {
  readonly #snes: Snes;
  readonly #lines = new Map<string, SourcePlace>();
  readonly #addresses = new Map<string, { readonly processor: ProcessorName; readonly address: number }[]>();

  constructor(snes: Snes) {
    this.#snes = snes;
  }

  get files(): string[] {
    return [...new Set([...this.#lines.values()].map(({ file }) => file))];
  }

  clear(): void {
    this.#lines.clear();
    this.#addresses.clear();
  }

  add(lines: readonly ImportedLine[]): void {
    for (const { memory, address, length, file, line } of lines) {
      const processor: ProcessorName = memory === 'aram' ? 'smp' : 'cpu';
      const first = memory === 'rom' ? busAddressOf(this.#snes, 'rom', address) : address;
      for (let i = 0; i < length; i++) {
        const key = this.#keyOf(processor, first + i);
        // The innermost, so shortest, stretch wins: files list the outer ones first or last.
        this.#lines.set(key, { file, line });
      }
      const name = `${file}:${line}`;
      const list = this.#addresses.get(name) ?? [];
      list.push({ processor, address: first });
      this.#addresses.set(name, list);
    }
  }

  #keyOf(processor: ProcessorName, address: number): string {
    if (processor === 'smp') return `s${address & 0xffff}`;
    const place = placeOf(this.#snes, address);
    return place === null ? `c${address}` : `${place.memory}${place.address}`;
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
