import { afterEach, describe, expect, it, vi } from 'vitest';
import { PageWindows } from '../../../src/ui/windows.ts';

afterEach(() => void vi.unstubAllGlobals());

/** A window that has the focus or not. */
function aWindow(focused: boolean): Window & { focused: boolean } {
  const one = Object.assign(new EventTarget(), { focused, document: {} });
  one.document = { hidden: false, hasFocus: () => one.focused, documentElement: { attributes: [], setAttribute() {} } };
  return one as unknown as Window & { focused: boolean };
}

describe('the windows of the page', () => {
  it('have the focus while one of them has it', () => {
    const main = aWindow(true);
    vi.stubGlobal('window', main);
    vi.stubGlobal('document', main.document);
    vi.stubGlobal(
      'MutationObserver',
      class {
        observe(): void {}
      },
    );
    const windows = new PageWindows();
    expect(windows.hasFocus).toBe(true);
    main.focused = false;
    expect(windows.hasFocus).toBe(false);
    const second = aWindow(true);
    windows.add(second);
    expect(windows.hasFocus).toBe(true);
    windows.remove(second);
    expect(windows.hasFocus).toBe(false);
  });
});
