import { beginsWords, matches } from './state/ui-state.ts';
import { isTextKey, translate, type Language, type TextKey } from './texts/translate.ts';

/** Other words for what has a title: the language's own, and the English ones, which other programs taught. */
export function otherWords(title: TextKey, language: Language): string {
  const key = `also.${title}`;
  if (!isTextKey(key)) return '';
  return [...new Set([language, 'en'] as const)].map((one) => translate(one, key)).join(' ');
}

/** Where the first of `others` that begins as the query does stands: 0 for the first, below 1 always. */
function placeIn(others: string, query: string): number {
  const [first = ''] = query.trim().split(/\s+/);
  const words = others.split(' ');
  const at = words.findIndex((word) => beginsWords(word, first));
  return (at < 0 ? words.length : at) / (words.length + 1);
}

/**
 * How well a row fits what was typed, 0 best, null not at all: its title begins with the words; it and its other words do, the nearer ones first; the
 * words stand within the title, or within either.
 */
export function fit(title: string, others: string, query: string): number | null {
  const all = `${title} ${others}`;
  if (beginsWords(title, query)) return 0;
  if (beginsWords(all, query)) return 1 + placeIn(others, query);
  if (matches(title, query)) return 3;
  return matches(all, query) ? 4 : null;
}
