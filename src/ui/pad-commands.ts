import { isPressed, partsOf, type GamepadView } from '../host/web/pads.ts';
import type { Command } from './commands/command.ts';
import { COMMANDS, isAvailable, isPadKey, keysOf } from './commands/registry.ts';
import type { UiState } from './state/ui-state.ts';

/** Milliseconds for which a chord that counts alone waits for further buttons: fingers never come down at the same moment. */
const ALONE_AFTER = 80;
const DIRECTIONS: ReadonlySet<number> = new Set([12, 13, 14, 15]);

interface Bound {
  readonly command: Command;
  /** Chosen by the player. */
  readonly own: boolean;
  readonly key: string;
  readonly parts: readonly string[];
}

/** What became of a shortcut whose buttons are down. One that is `void` does nothing until they are let go. */
interface Press {
  readonly command: Command;
  phase: 'waiting' | 'held' | 'void';
  readonly since: number;
}

export interface PadCommandOptions {
  /** 0 to 1. */
  readonly deadZone: number;
  /** Whether a command may run where the player is. */
  readonly may: (command: Command) => boolean;
  /** Whether a chord that a command has from the beginning is one of the game's own buttons of a seat: then it is the game's. */
  readonly yields: (seat: number, parts: readonly string[]) => boolean;
  readonly run: (command: Command) => void;
  readonly release: (command: Command) => void;
}

/** The buttons that a seat's gamepad lost to commands. */
export type TakenParts = ReadonlyMap<number, ReadonlySet<string>>;

/** Runs the commands that have gamepad buttons, once a press, and releases them. */
export class PadCommands {
  readonly #presses = new Map<string, Press>();
  /** By seat, what was held for a command and is still down: it is nothing to the game until it is let go. */
  readonly #lingering = new Map<number, ReadonlySet<string>>();
  #keys: UiState['settings']['keys'] | null = null;
  #bound: readonly Bound[] = [];

  /** `time`: milliseconds. */
  run(state: UiState, seated: readonly (GamepadView | null)[], options: PadCommandOptions, time: number): TakenParts {
    const bound = this.#boundOf(state);
    const taken = new Map<number, Set<string>>();
    seated.forEach((gamepad, seat) => {
      const used = new Set<string>();
      const isDown = (key: string): boolean => isPressed(key, new Set(), gamepad, options.deadZone);
      const lingering = new Set([...(this.#lingering.get(seat) ?? [])].filter(isDown));
      for (const one of bound) {
        const free = one.parts.every((part) => !used.has(part));
        const down = free && isDown(one.key) && (one.own || !options.yields(seat, one.parts));
        const phase = this.#follow(`${seat} ${one.key}`, one, down ? gamepad : null, state, options, time);
        if (phase === 'waiting' || phase === 'held') one.parts.forEach((part) => used.add(part));
        if (phase === 'held') one.parts.forEach((part) => lingering.add(part));
      }
      this.#lingering.set(seat, lingering);
      taken.set(seat, new Set([...used, ...lingering]));
    });
    return taken;
  }

  /** Ends what is held: the gamepads are no longer listened to. Buttons that are still down begin nothing. */
  letGo(release: (command: Command) => void): void {
    for (const press of this.#presses.values()) {
      if (press.phase === 'held') release(press.command);
      press.phase = 'void';
    }
  }

  /** Longer chords first. */
  #boundOf(state: UiState): readonly Bound[] {
    if (this.#keys === state.settings.keys) return this.#bound;
    this.#keys = state.settings.keys;
    this.#bound = COMMANDS.flatMap((command) =>
      keysOf(command, state)
        .filter(isPadKey)
        .map((key) => ({
          command,
          own: command.alone === true || state.settings.keys[command.id] !== undefined,
          key,
          parts: partsOf(key),
        })),
    ).toSorted((a, b) => b.parts.length - a.parts.length);
    return this.#bound;
  }

  /** `gamepad` is null while the buttons are not down. */
  #follow(
    id: string,
    { command, parts }: Bound,
    gamepad: GamepadView | null,
    state: UiState,
    options: PadCommandOptions,
    time: number,
  ): Press['phase'] | null {
    const press = this.#presses.get(id);
    if (gamepad === null) {
      if (press?.phase === 'held') options.release(press.command);
      this.#presses.delete(id);
      return null;
    }
    const may = options.may(command);
    const crowded = command.alone === true && parts.length > 1 && hasFurther(gamepad, parts);
    if (press === undefined) {
      const begins = may && !crowded && isAvailable(command, state);
      const waits = begins && command.alone === true && parts.length > 1;
      const phase = waits ? 'waiting' : begins ? 'held' : 'void';
      this.#presses.set(id, { command, phase, since: time });
      if (phase === 'held') options.run(command);
      return phase;
    }
    if (press.phase === 'held' && !may) {
      options.release(command);
      press.phase = 'void';
    } else if (press.phase === 'waiting') {
      if (crowded || !may) press.phase = 'void';
      else if (time - press.since >= ALONE_AFTER) {
        press.phase = 'held';
        options.run(command);
      }
    }
    return press.phase;
  }
}

/** Whether buttons besides `parts` are down. Directions don't count: the player may be running. */
function hasFurther(gamepad: GamepadView, parts: readonly string[]): boolean {
  return gamepad.buttons.some(({ pressed }, index) => pressed && !DIRECTIONS.has(index) && !parts.includes(`pad:${index}`));
}
