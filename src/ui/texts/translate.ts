import { en, type TextKey } from './en.ts';
import { pt } from './pt.ts';

export type { TextKey } from './en.ts';
export type Language = 'en' | 'pt';
export const CATALOGUES: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en, pt };

export type Fill = Readonly<Record<string, string | number>>;

/** The text with its `{name}`s filled in; `{name|one|many}` is the first word for 1, else the second. */
export function translate(language: Language, key: TextKey, fill: Fill = {}): string {
  return CATALOGUES[language][key]
    .replace(/\{(\w+)\|([^|}]*)\|([^}]*)\}/g, (_whole, name: string, one: string, many: string) =>
      Number(fill[name]) === 1 ? one : many,
    )
    .replace(/\{(\w+)\}/g, (whole, name: string) => String(fill[name] ?? whole));
}

export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(en, key);
}

export function languageOf(setting: 'system' | Language, systemLanguage: string): Language {
  if (setting !== 'system') return setting;
  return systemLanguage.toLowerCase().startsWith('pt') ? 'pt' : 'en';
}

interface Sentence {
  readonly key: TextKey;
  readonly pattern: RegExp;
}

const HOLE = /\{(\w+)\}/g;
/** Holes that hold a sentence of their own. */
const NESTED = new Set(['what', 'kind']);

/** The host's sentences, as what they match. */
const SENTENCES: readonly Sentence[] = (Object.keys(en) as TextKey[])
  .filter((key) => key.startsWith('reason.'))
  .map((key) => {
    const parts = en[key].replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(HOLE, '(?<$1>.+)');
    return { key, pattern: new RegExp(`^${parts}$`, 's') };
  });

/** What the host says in English, in the person's language where the catalogue has the sentence. */
export function translateReason(language: Language, reason: string): string {
  for (const { key, pattern } of SENTENCES) {
    const match = pattern.exec(reason);
    if (match === null) continue;
    const fill = Object.entries(match.groups ?? {}).map(([hole, text]) => [
      hole,
      NESTED.has(hole) ? translateReason(language, text) : text,
    ]);
    return translate(language, key, Object.fromEntries(fill) as Fill);
  }
  return reason;
}
