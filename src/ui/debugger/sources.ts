import { signal } from '@preact/signals';

/** Source files of the game that were chosen, by name. */
export const sources = signal<ReadonlyMap<string, string>>(new Map());
/** Counts the times that source lines came: they are known anew. */
export const symbolFiles = signal(0);

export function packTexts(texts: ReadonlyMap<string, string>): string {
  return JSON.stringify({ version: 1, texts: Object.fromEntries(texts) });
}

/** @throws Error when it is no text of `packTexts` */
export function unpackTexts(packed: string): ReadonlyMap<string, string> {
  const damaged = new Error('the source files that were kept are damaged; they were not read.');
  let kept: { readonly version?: unknown; readonly texts?: unknown } | null;
  try {
    kept = JSON.parse(packed) as typeof kept;
  } catch {
    throw damaged;
  }
  const { version, texts } = kept ?? {};
  if (version !== 1 || typeof texts !== 'object' || texts === null) throw damaged;
  return new Map(Object.entries(texts).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
