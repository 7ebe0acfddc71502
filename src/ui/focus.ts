import { elementOf } from './windows.ts';

export type Direction = 'up' | 'down' | 'left' | 'right';

/** Pixels by which two controls may overlap and still lie one after the other. */
const SLACK = 4;
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

/** Whether a control begins where the other one ends: what merely reaches further that way lies beside or above it. */
function isBeyond(direction: Direction, from: DOMRect, to: DOMRect): boolean {
  const overlap = {
    right: from.right - to.left,
    left: to.right - from.left,
    down: from.bottom - to.top,
    up: to.bottom - from.top,
  };
  return overlap[direction] <= SLACK;
}

/** The nearest control in a direction, or null. */
function nearest(direction: Direction, element: HTMLElement, all: readonly HTMLElement[]): HTMLElement | null {
  const box = element.getBoundingClientRect();
  const distances = all
    .filter((one) => one !== element)
    .map((one) => ({ one, distance: distanceTowards(direction, centre(element), centre(one)) }))
    .filter(({ distance }) => distance < Infinity)
    .toSorted((a, b) => a.distance - b.distance);
  const clear = distances.find(({ one }) => isBeyond(direction, box, one.getBoundingClientRect()));
  return (clear ?? distances[0])?.one ?? null;
}

/** The nearest control in a direction, sideways before all others what stands together with it. */
function nextOf(direction: Direction, element: HTMLElement, all: readonly HTMLElement[]): HTMLElement | null {
  const together = direction === 'left' || direction === 'right' ? element.closest('[data-together]') : null;
  const near = together === null ? [] : all.filter((one) => together.contains(one));
  const next = nearest(direction, element, near) ?? nearest(direction, element, all);
  // A list that is come into from outside is gone on with where one was in it.
  const list = next?.closest('[data-current]') ?? null;
  if (list === null || list.contains(element)) return next;
  return all.find((one) => list.contains(one) && one.matches('[aria-current]')) ?? next;
}

/** A hundredth of a slider's way, but at least one step. */
function slide(slider: HTMLInputElement, sign: 1 | -1): boolean {
  const step = Number(slider.step) || 1;
  const way = Number(slider.max) - Number(slider.min);
  const steps = slider.type === 'range' ? Math.max(1, Math.round(way / step / 100)) : 1;
  const before = slider.value;
  if (sign > 0) slider.stepUp(steps);
  else slider.stepDown(steps);
  return told(slider, slider.value !== before);
}

/** The next option that can be chosen. `round`: the first one follows the last one. */
function choose(select: HTMLSelectElement, sign: 1 | -1, round: boolean): boolean {
  const { length } = select.options;
  for (let step = 1; step < length; step++) {
    const at = select.selectedIndex + sign * step;
    if (!round && (at < 0 || at >= length)) return false;
    const index = (at + length) % length;
    if (select.options[index].disabled) continue;
    select.selectedIndex = index;
    return told(select, true);
  }
  return false;
}

/** Tells the page what a hand on the control would have told it. */
function told(control: HTMLElement, changed: boolean): boolean {
  if (!changed) return false;
  for (const type of ['input', 'change']) control.dispatchEvent(new Event(type, { bubbles: true }));
  return true;
}

/** Whether a control has left and right for itself: then they change its value. */
function hasSideways(element: HTMLElement): boolean {
  return element.matches('input[type=range], input[type=number], select');
}

function change(element: HTMLElement, sign: 1 | -1): boolean {
  return element.matches('select') ? choose(element, sign, false) : slide(element as HTMLInputElement, sign);
}

/** Whatever moves within itself by arrow keys. */
const OWN_KEYS = '[role=combobox], [role=listbox], [role=grid], [role=menu], [role=radiogroup]';
const ARROW_KEYS: Readonly<Record<Direction, string>> = {
  up: 'ArrowUp',
  down: 'ArrowDown',
  left: 'ArrowLeft',
  right: 'ArrowRight',
};

/** Presses a key on what has keys of its own. False when there is none, or it did not want the key. */
function pressOwn(element: HTMLElement, key: string): boolean {
  const view = element.ownerDocument.defaultView;
  if (view === null || element.closest(OWN_KEYS) === null) return false;
  return !element.dispatchEvent(new view.KeyboardEvent('keydown', { key, code: key, bubbles: true, cancelable: true }));
}

/** What a gamepad's direction does: it moves within a list, changes a value, or goes on to the next control. A value's end is left by a fresh press. */
export function padMove(direction: Direction, page: Document, fresh: boolean): void {
  const element = elementOf(page.activeElement);
  if (element !== null && focusables(page).includes(element)) {
    if (pressOwn(element, ARROW_KEYS[direction])) return;
    const sideways = direction === 'left' || direction === 'right';
    if (sideways && hasSideways(element) && (change(element, direction === 'right' ? 1 : -1) || !fresh)) return;
  }
  moveFocus(direction, page);
}

/** What a gamepad's lower button does to the control that has the focus. `write` is false for what is no field to write in. */
export function padTake(element: HTMLElement, write: (field: HTMLElement) => boolean): void {
  if (pressOwn(element, 'Enter') || write(element)) return;
  if (element.matches('select')) choose(element, 1, true);
  else element.click();
}

/** Moves the focus to the nearest control of a window in a direction. */
export function moveFocus(direction: Direction, page: Document): void {
  const all = focusables(page);
  const activeElement = elementOf(page.activeElement);
  if (activeElement === null || !all.includes(activeElement)) {
    (all.find((element) => element.matches('[data-first]')) ?? all[0])?.focus();
    return;
  }
  const next = nextOf(direction, activeElement, all);
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
  // A list that has in the page what is seen is told at once: the next key can come before the next picture.
  next?.closest('[data-scroller]')?.dispatchEvent(new Event('scroll'));
}
