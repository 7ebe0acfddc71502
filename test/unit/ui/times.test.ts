import { expect, it } from 'vitest';
import { minutesLong } from '../../../src/ui/times.ts';

it.each([
  [0, 'en', ''],
  [1, 'en', '1 minute'],
  [60, 'en', '1 hour'],
  [725, 'en', '12 hours, 5 minutes'],
  [61, 'pt', '1 hora, 1 minuto'],
])('%i minutes are told in words: %s', (minutes, language, told) => expect(minutesLong(minutes, language)).toBe(told));
