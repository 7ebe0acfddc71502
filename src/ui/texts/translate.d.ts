import { type TextKey } from './en.ts';
export type { TextKey } from './en.ts';
export type Language = 'en' | 'pt';
export declare const CATALOGUES: Readonly<Record<Language, Readonly<Record<TextKey, string>>>>;
export type Fill = Readonly<Record<string, string | number>>;
/** The text with its `{name}`s filled in. */
export declare function translate(language: Language, key: TextKey, fill?: Fill): string;
export declare function isTextKey(key: string): key is TextKey;
export declare function languageOf(setting: 'system' | Language, systemLanguage: string): Language;
