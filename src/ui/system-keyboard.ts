import { NO_LAYOUT, type KeyLayout } from './key-labels.ts';

/** The Keyboard API as far as we use it; Chromium and Electron have it, others do not. */
interface SystemKeyboard {
  getLayoutMap(): Promise<Iterable<readonly [code: string, typed: string]>>;
  lock(codes: readonly string[]): Promise<void>;
  unlock(): void;
}

function systemKeyboard(): SystemKeyboard | null {
  return (navigator as unknown as { readonly keyboard?: SystemKeyboard }).keyboard ?? null;
}

/** What the keys of the player's keyboard type. Empty where the browser does not tell. */
export async function readKeyLayout(): Promise<KeyLayout> {
  try {
    const map = await systemKeyboard()?.getLayoutMap();
    return map === undefined ? NO_LAYOUT : Object.fromEntries(map);
  } catch {
    return NO_LAYOUT;
  }
}

/** In a browser's full screen Escape leaves it before the page hears of the key; kept, it comes to the page, and held long it still leaves. */
export async function keepEscape(kept: boolean): Promise<void> {
  const keyboard = systemKeyboard();
  if (!kept) keyboard?.unlock();
  // A browser that refuses leaves Escape as it is.
  else await keyboard?.lock(['Escape']).catch(() => {});
}
