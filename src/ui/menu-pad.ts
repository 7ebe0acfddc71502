import type { GamepadView } from '../host/web/pads.ts';
import type { Direction } from './focus.ts';

const DIRECTIONS: readonly Direction[] = ['up', 'down', 'left', 'right'];
const DPAD_UP = 12;
/** Buttons of the standard gamepad. */
export const TAKE = 0;
export const BACK = 1;
export const ERASE = 2;
export const SPACE = 3;
/** How far the left stick goes for a direction, and how far back until it is let go: one that trembles moves once. */
const STICK_ON = 0.6;
const STICK_OFF = 0.4;
/** Milliseconds before a held direction repeats, and between repeats. */
const REPEAT_AFTER = 380;
const REPEAT_EVERY = 110;

export interface MenuMove {
  readonly direction: Direction;
  /** Pressed now, not held. */
  readonly fresh: boolean;
}

export interface MenuPresses {
  readonly moves: readonly MenuMove[];
  readonly take: boolean;
  readonly back: boolean;
  /** While one writes. */
  readonly erase: boolean;
  readonly space: boolean;
}

interface Before {
  /** By button, as bits. */
  buttons: number;
  stick: Direction | null;
  held: ReadonlySet<Direction>;
  repeatAt: number;
}

/** The direction of a stick: that of its longer way. */
function stickOf(x: number, y: number, before: Direction | null): Direction | null {
  const horizontal = Math.abs(x) > Math.abs(y);
  const way = horizontal ? x : y;
  const direction: Direction = horizontal ? (x < 0 ? 'left' : 'right') : y < 0 ? 'up' : 'down';
  return Math.abs(way) > (direction === before ? STICK_OFF : STICK_ON) ? direction : null;
}

/** The pressed buttons of a gamepad, as bits. */
export function buttonBits(gamepad: GamepadView): number {
  let bits = 0;
  gamepad.buttons.forEach(({ pressed }, index) => {
    if (pressed && index < 31) bits |= 1 << index;
  });
  return bits;
}

/** What a gamepad does in menus: D-pad and left stick move, the lower button takes, the right one goes back; while one writes the left one erases and the upper one is the space. */
export class MenuPad {
  readonly #before = new Map<number, Before>();

  /** What was pressed since the last look. `taken`: buttons that belong to a command. `time`: milliseconds. */
  read(gamepad: GamepadView & { readonly index: number }, taken: ReadonlySet<string>, time: number): MenuPresses {
    const before = this.#before.get(gamepad.index) ?? { buttons: 0, stick: null, held: new Set(), repeatAt: 0 };
    let buttons = buttonBits(gamepad);
    for (const part of taken) if (part.startsWith('pad:')) buttons &= ~(1 << Number(part.slice(4)));
    const stick = stickOf(gamepad.axes[0] ?? 0, gamepad.axes[1] ?? 0, before.stick);
    const held = new Set(DIRECTIONS.filter((one, at) => one === stick || (buttons & (1 << (DPAD_UP + at))) !== 0));
    let { repeatAt } = before;
    const moves: MenuMove[] = [];
    for (const direction of held) {
      const fresh = !before.held.has(direction);
      if (!fresh && time < repeatAt) continue;
      moves.push({ direction, fresh });
    }
    if (moves.length > 0) repeatAt = time + (moves.some(({ fresh }) => fresh) ? REPEAT_AFTER : REPEAT_EVERY);
    this.#before.set(gamepad.index, { buttons, stick, held, repeatAt });
    const fresh = buttons & ~before.buttons;
    const pressed = (button: number): boolean => (fresh & (1 << button)) !== 0;
    return { moves, take: pressed(TAKE), back: pressed(BACK), erase: pressed(ERASE), space: pressed(SPACE) };
  }
}
