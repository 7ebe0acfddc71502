import { PAD_BUTTONS, type Bindings, type PadButton } from '../../shared/settings.ts';

/** The core's button word, by name. */
const WORDS: Readonly<Record<PadButton, number>> = {
  B: 0x8000,
  Y: 0x4000,
  Select: 0x2000,
  Start: 0x1000,
  Up: 0x0800,
  Down: 0x0400,
  Left: 0x0200,
  Right: 0x0100,
  A: 0x0080,
  X: 0x0040,
  L: 0x0020,
  R: 0x0010,
};
const VERTICAL = WORDS.Up | WORDS.Down;
const HORIZONTAL = WORDS.Left | WORDS.Right;

/** A gamepad as the browser shows it; only what we read. */
export interface GamepadView {
  readonly buttons: readonly { readonly pressed: boolean; readonly value: number }[];
  readonly axes: readonly number[];
}

/** Whether one binding is pressed. */
export function isPressed(binding: string, keys: ReadonlySet<string>, gamepad: GamepadView | null, deadZone: number): boolean {
  const colon = binding.indexOf(':');
  const what = binding.slice(colon + 1);
  switch (binding.slice(0, colon)) {
    case 'key':
      return keys.has(what);
    case 'pad':
      return gamepad?.buttons[Number(what)]?.pressed ?? false;
    case 'axis': {
      const value = gamepad?.axes[Number.parseInt(what, 10)] ?? 0;
      return what.endsWith('-') ? value < -deadZone : value > deadZone;
    }
    default:
      return false;
  }
}

/** The word of a pad. Opposite directions cancel each other unless they are allowed. `deadZone` is 0 to 1. */
export function padWord(
  bindings: Bindings,
  keys: ReadonlySet<string>,
  gamepad: GamepadView | null,
  { deadZone, opposites }: { readonly deadZone: number; readonly opposites: boolean },
): number {
  let word = 0;
  for (const button of PAD_BUTTONS) {
    if (bindings[button].some((binding) => isPressed(binding, keys, gamepad, deadZone))) word |= WORDS[button];
  }
  if (!opposites) {
    if ((word & VERTICAL) === VERTICAL) word &= ~VERTICAL;
    if ((word & HORIZONTAL) === HORIZONTAL) word &= ~HORIZONTAL;
  }
  return word;
}

/** What is newly pressed on a gamepad, as a binding; null when nothing is. For rebinding. */
export function pressedBinding(gamepad: GamepadView, deadZone = 0.6): string | null {
  const button = gamepad.buttons.findIndex((one) => one.pressed);
  if (button >= 0) return `pad:${button}`;
  const axis = gamepad.axes.findIndex((value) => Math.abs(value) > deadZone);
  if (axis < 0) return null;
  return `axis:${axis}${(gamepad.axes[axis] ?? 0) < 0 ? '-' : '+'}`;
}

/** Bindings that stand for more than one button of the same pad. */
export function conflicts(bindings: Bindings): ReadonlySet<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const button of PAD_BUTTONS) {
    for (const binding of bindings[button]) {
      if (seen.has(binding)) twice.add(binding);
      seen.add(binding);
    }
  }
  return twice;
}
