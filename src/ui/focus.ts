import { elementOf } from './windows.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

const FOCUSABLE =
  'button:not([disabled]), a[href], input:not([disabled]), select:not([disabled]), textarea, summary, [tabindex="0"]';

/** What can be focused in a window's front layer: the topmost dialog, or the page. */
export function focusables(page: Document): HTMLElement[] {
  const layers = page.querySelectorAll<HTMLElement>('[aria-modal="true"]');
  const front: ParentNode = layers[layers.length - 1] ?? page;
  return [...front.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((element) => element.offsetParent !== null);
}

interface Box {
  readonly x: number;
  readonly y: number;
}

function centre(element: HTMLElement): Box {
  const box = element.getBoundingClientRect();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** How far `to` is from `from` when one goes that way; Infinity when it does not lie there. Sideways counts double. */
export function distanceTowards(direction: Direction, from: Box, to: Box): number {
  const horizontal = direction === 'left' || direction === 'right';
  const sign = direction === 'left' || direction === 'up' ? -1 : 1;
  const along = (horizontal ? to.x - from.x : to.y - from.y) * sign;
  const across = Math.abs(horizontal ? to.y - from.y : to.x - from.x);
  return along > 4 ? along + across * 2 : Infinity;
}

/** A hundredth of a slider's way, but at least one step. */
function slide(slider: HTMLInputElement, sign: 1 | -1): void {
  const step = Number(slider.step) || 1;
  const steps = Math.max(1, Math.round((Number(slider.max) - Number(slider.min)) / step / 100));
  if (sign > 0) slider.stepUp(steps);
  else slider.stepDown(steps);
  slider.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Moves the focus to the nearest control of a window in a direction. */
export function moveFocus(direction: Direction, page: Document): void {
  const all = focusables(page);
  const activeElement = elementOf(page.activeElement);
  if (activeElement === null || !all.includes(activeElement)) {
    (all.find((element) => element.matches('[data-first]')) ?? all[0])?.focus();
    return;
  }
  if (
    activeElement instanceof HTMLInputElement &&
    activeElement.type === 'range' &&
    (direction === 'left' || direction === 'right')
  ) {
    slide(activeElement, direction === 'right' ? 1 : -1);
    return;
  }
  const from = centre(activeElement);
  let nearest: HTMLElement | null = null;
  let least = Infinity;
  for (const element of all) {
    const distance = element === activeElement ? Infinity : distanceTowards(direction, from, centre(element));
    if (distance < least) {
      least = distance;
      nearest = element;
    }
  }
  nearest?.focus();
  nearest?.scrollIntoView({ block: 'nearest' });
}
