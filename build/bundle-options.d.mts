import type { InlineConfig } from 'vite';

export const root: string;
export function nodeBundle(target: {
  entry: string;
  outDir: string;
  name: string;
  banner?: string;
  external?: string[];
}): InlineConfig;
