import { afterEach, describe, expect, it, vi } from 'vitest';
import { keepEscape, readKeyLayout } from '../../../src/ui/system-keyboard.ts';

afterEach(() => void vi.unstubAllGlobals());

describe('the system’s keyboard', () => {
  it('tells what its keys type, or nothing where the browser does not say', async () => {
    vi.stubGlobal('navigator', { keyboard: { getLayoutMap: async () => new Map([['KeyZ', 'y']]) } });
    expect(await readKeyLayout()).toEqual({ KeyZ: 'y' });
    vi.stubGlobal('navigator', { keyboard: { getLayoutMap: async () => Promise.reject(new Error('not allowed')) } });
    expect(await readKeyLayout()).toEqual({});
    vi.stubGlobal('navigator', {});
    expect(await readKeyLayout()).toEqual({});
  });

  it('leaves Escape to the page while the page fills the screen, where it can', async () => {
    const lock = vi.fn<(codes: readonly string[]) => Promise<void>>(() => Promise.reject(new Error('refused')));
    const unlock = vi.fn<() => void>();
    vi.stubGlobal('navigator', { keyboard: { lock, unlock } });
    await keepEscape(true);
    expect(lock).toHaveBeenCalledWith(['Escape']);
    await keepEscape(false);
    expect(unlock).toHaveBeenCalledOnce();
    vi.stubGlobal('navigator', {});
    await keepEscape(true);
  });
});
