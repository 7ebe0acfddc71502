import type { TextKey } from '../../texts/translate.ts';
import type { Kind, Use } from './coverage.ts';

export const KIND_TEXTS: Readonly<Record<Kind, TextKey>> = {
  code: 'coverage.code',
  data: 'coverage.data',
  dma: 'coverage.dma',
  both: 'coverage.both',
  never: 'coverage.never',
};

export const USE_TEXTS: Readonly<Record<Use, TextKey>> = {
  executed: 'coverage.executed',
  partly: 'coverage.partly',
  read: 'coverage.read',
  never: 'coverage.never',
};
