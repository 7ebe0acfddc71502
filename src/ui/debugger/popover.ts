import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { elementOf } from '../windows.ts';

/** Pixels between a popover and the edges of its window, and between it and what it belongs to. */
const EDGE = 4;

/** What a popover stands at, in pixels of its window: an element's box, or a point. */
export interface Anchor {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Spot {
  readonly left: number;
  readonly top: number;
  /** What does not fit into it is scrolled. */
  readonly most: number;
}

/** Below what it belongs to, or above where there is more room and it does not fit below; inside the window in any case. */
export function spotOf(anchor: Anchor, { width, height }: Size, window: Size): Spot {
  // A window that has just become smaller may still have it outside.
  const [upper, lower] = [Math.min(anchor.top, window.height), Math.max(anchor.bottom, 0)];
  const below = window.height - EDGE - (lower + EDGE);
  const above = upper - EDGE - EDGE;
  const isBelow = height <= below || below >= above;
  const most = Math.max(0, isBelow ? below : above);
  const top = isBelow ? lower + EDGE : upper - EDGE - Math.min(height, most);
  return { left: Math.max(EDGE, Math.min(anchor.left, window.width - width - EDGE)), top: Math.max(EDGE, top), most };
}

export function pointAnchor({ x, y }: { readonly x: number; readonly y: number }): Anchor {
  return { left: x, right: x, top: y - EDGE, bottom: y - EDGE };
}

/** Puts an element with `popover="manual"` on the top layer of its window, where no panel cuts it off. */
export function showPopover(element: HTMLElement, anchor: Anchor): void {
  const view = element.ownerDocument.defaultView;
  if (view === null) return;
  element.style.maxHeight = '';
  if (!element.matches(':popover-open')) element.showPopover();
  const { width, height } = element.getBoundingClientRect();
  const { left, top, most } = spotOf(anchor, { width, height }, { width: view.innerWidth, height: view.innerHeight });
  element.style.left = `${left}px`;
  element.style.top = `${top}px`;
  if (most < height) element.style.maxHeight = `${most}px`;
}

interface MenuPopover {
  /** The element on the top layer, while it is open. */
  readonly list: RefObject<HTMLElement | null>;
  readonly anchor: () => Anchor;
  /** Inside of it a click leaves it open; the list itself when left out. */
  readonly around?: RefObject<HTMLElement | null>;
  /** A click or the focus elsewhere, or another size of the window. */
  readonly onAway: () => void;
}

/** Shows a menu's list while `open`, with the focus on its first entry. */
export function useMenuPopover(open: unknown, { list, anchor, around = list, onAway }: MenuPopover): void {
  useLayoutEffect(() => {
    const { current } = list;
    const page = current?.ownerDocument;
    const view = page?.defaultView ?? null;
    if (current === null || page === undefined || view === null) return undefined;
    showPopover(current, anchor());
    current.querySelector<HTMLElement>('[role^=menuitem]')?.focus({ preventScroll: true });
    const away = ({ target }: Event): void => {
      if (around.current?.contains(elementOf(target)) !== true) onAway();
    };
    page.addEventListener('pointerdown', away, true);
    page.addEventListener('focusin', away);
    view.addEventListener('resize', onAway);
    return () => {
      page.removeEventListener('pointerdown', away, true);
      page.removeEventListener('focusin', away);
      view.removeEventListener('resize', onAway);
    };
  }, [open]);
}
