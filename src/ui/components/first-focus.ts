import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** Whether no control has the focus, or only one of a message that comes and goes: what takes it then takes it from nobody. */
function isUnfocused({ activeElement, body }: Document): boolean {
  return activeElement === null || activeElement === body || activeElement.closest('.toasts') !== null;
}

/** Gives the focus to what stands first in a box whenever `what` comes to stand there and nothing else has it; null: not now. */
export function useFirstFocus(box: RefObject<HTMLElement | null>, what: string | null): void {
  useEffect(() => {
    const element = box.current;
    if (what === null || element === null || !isUnfocused(element.ownerDocument)) return;
    element.querySelector<HTMLElement>('[data-first]')?.focus({ preventScroll: true });
  }, [what]);
}
