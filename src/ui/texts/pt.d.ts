import type { TextKey } from './en.ts';
export declare const pt: Readonly<Record<TextKey, string>>;
