import type { TextKey } from '../../texts/translate.ts';
import type { Use } from './coverage.ts';

export const USE_TEXTS: Readonly<Record<Use, TextKey>> = {
  executed: 'coverage.executed',
  partly: 'coverage.partly',
  read: 'coverage.read',
  never: 'coverage.never',
};
