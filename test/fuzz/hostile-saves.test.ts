import { describe, expect, it } from 'vitest';
import { fuzzKind, SAVE_KINDS } from './save-kinds.ts';

/** `npm run fuzz:saves` makes a hundred thousand. */
const SCALE = Number(process.env['DOTCLOCK_FUZZ'] ?? '1');
const FILES = 4000 * SCALE;
const MOST_MEMORY = 256 << 20;

describe('hostile files', { timeout: 600_000 * SCALE }, () => {
  it.each(SAVE_KINDS)('changed $name are refused with a reason or read', async (kind) => {
    const count = Math.ceil((FILES * kind.share) / 100);
    const { read, memory } = await fuzzKind(kind, count, 11);
    expect(read).toBeGreaterThan((count * kind.leastRead) / 100);
    expect(memory).toBeLessThan(MOST_MEMORY);
  });
});
