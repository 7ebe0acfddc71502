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

const TURBO = 'turbo:';
const TOGETHER = '&';

export function isTurbo(binding: string): boolean {
  return binding.startsWith(TURBO);
}

export function withTurbo(binding: string, on: boolean): string {
  const plain = isTurbo(binding) ? binding.slice(TURBO.length) : binding;
  return on ? `${TURBO}${plain}` : plain;
}

/** What must be held for a binding. */
export function partsOf(binding: string): readonly string[] {
  return withTurbo(binding, false).split(TOGETHER);
}

export function chordOf(parts: Iterable<string>): string {
  return [...parts].join(TOGETHER);
}

/** Whether all of a chord are buttons of the game by themselves: then the game may mean it. */
export function isGameChord(bindings: Bindings, parts: readonly string[]): boolean {
  const single = new Set(Object.values(bindings).flatMap((list) => list.map((one) => withTurbo(one, false))));
  return parts.length > 1 && parts.every((part) => single.has(part));
}

/** Whether two bindings are the same buttons, in whatever order. */
export function sameParts(a: string, b: string): boolean {
  return a === b || chordOf(partsOf(a).toSorted()) === chordOf(partsOf(b).toSorted());
}

/** Whether all of a binding is pressed. */
export function isPressed(binding: string, keys: ReadonlySet<string>, gamepad: GamepadView | null, deadZone: number): boolean {
  return partsOf(binding).every((part) => isPartPressed(part, keys, gamepad, deadZone));
}

function isPartPressed(binding: string, keys: ReadonlySet<string>, gamepad: GamepadView | null, deadZone: number): boolean {
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

export interface PadWords {
  readonly held: number;
  /** Pressed again and again while they are held. */
  readonly turbo: number;
}

export interface PadOptions {
  /** 0 to 1. */
  readonly deadZone: number;
  readonly opposites: boolean;
}

const NOTHING: ReadonlySet<string> = new Set();

/**
 * The words of a pad. Opposite directions cancel each other unless they are allowed. What a chord takes presses nothing by itself, nor does what
 * is `taken` by a command.
 */
export function padWords(
  bindings: Bindings,
  keys: ReadonlySet<string>,
  gamepad: GamepadView | null,
  { deadZone, opposites }: PadOptions,
  taken: ReadonlySet<string> = NOTHING,
): PadWords {
  const chorded = new Set(taken);
  for (const button of PAD_BUTTONS) {
    for (const binding of bindings[button]) {
      const parts = partsOf(binding);
      if (parts.length > 1 && !parts.some((part) => taken.has(part)) && isPressed(binding, keys, gamepad, deadZone))
        parts.forEach((part) => chorded.add(part));
    }
  }
  let held = 0;
  let turbo = 0;
  for (const button of PAD_BUTTONS) {
    for (const binding of bindings[button]) {
      const parts = partsOf(binding);
      if (parts.length === 1 && chorded.has(parts[0])) continue;
      if (parts.some((part) => taken.has(part)) || !isPressed(binding, keys, gamepad, deadZone)) continue;
      if (isTurbo(binding)) turbo |= WORDS[button];
      else held |= WORDS[button];
    }
  }
  for (const pair of opposites ? [] : [VERTICAL, HORIZONTAL]) {
    if (((held | turbo) & pair) !== pair) continue;
    held &= ~pair;
    turbo &= ~pair;
  }
  return { held, turbo };
}

/** Whether a word has a button. */
export function hasButton(word: number, button: PadButton): boolean {
  return (word & WORDS[button]) !== 0;
}
