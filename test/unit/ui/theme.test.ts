import { afterEach, describe, expect, it, vi } from 'vitest';
import { themeOf, watchSystemTheme } from '../../../src/ui/theme.ts';

afterEach(() => void vi.unstubAllGlobals());

/** A system for which these queries hold. */
function system(...holding: readonly string[]): Map<string, () => void> {
  const listeners = new Map<string, () => void>();
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: holding.includes(query),
    addEventListener: (_type: string, listener: () => void) => listeners.set(query, listener),
  }));
  return listeners;
}

describe('the theme', () => {
  it.each([
    [[], 'light'],
    [['(prefers-color-scheme: dark)'], 'dark'],
    [['(prefers-contrast: more)'], 'contrast'],
    [['(prefers-color-scheme: dark)', '(forced-colors: active)'], 'contrast'],
  ])('of the system for %o is %s', (holding, theme) => {
    system(...holding);
    expect(themeOf('system')).toBe(theme);
    expect(themeOf('light')).toBe('light');
  });

  it('follows the system', () => {
    const listeners = system();
    const changed = vi.fn<() => void>();
    watchSystemTheme(changed);
    for (const listener of listeners.values()) listener();
    expect([...listeners.keys()].toSorted()).toEqual([
      '(forced-colors: active)',
      '(prefers-color-scheme: dark)',
      '(prefers-contrast: more)',
    ]);
    expect(changed).toHaveBeenCalledTimes(3);
  });
});
