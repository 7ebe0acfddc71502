import { padWord, type GamepadView } from '../host/web/pads.ts';
import { PAD_SETTINGS, padsInUse } from '../shared/settings.ts';
import type { App } from './app.ts';
import { commandForKey, keyName } from './commands/registry.ts';
import type { Command } from './commands/command.ts';
import { moveFocus, type Direction } from './focus.ts';
import { hasMouse } from './pointer.ts';
import { effectiveSettings } from './state/ui-state.ts';

const PAD_HOME = 16;
const PAD_SELECT = 8;
const PAD_START = 9;
const PAD_DIRECTIONS: readonly (readonly [number, Direction])[] = [
  [12, 'up'],
  [13, 'down'],
  [14, 'left'],
  [15, 'right'],
];
const ARROWS: Readonly<Record<string, Direction>> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' };
/** Milliseconds before a held direction repeats, and between repeats. */
const REPEAT_AFTER = 380;
const REPEAT_EVERY = 110;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.matches('input:not([type=checkbox]):not([type=range]), textarea, select, [contenteditable]')
  );
}

/** Keyboard and gamepads: for the game while it is in front, for the interface otherwise. */
export class InputControl {
  readonly #app: App;
  readonly #keys = new Set<string>();
  readonly #held = new Map<string, Command>();
  readonly #padBefore = new Map<number, number>();
  #repeatAt = 0;
  /** Takes the next press instead of everything else: for rebinding. */
  capture: ((binding: string, event: KeyboardEvent | null) => void) | null = null;

  constructor(app: App) {
    this.#app = app;
  }

  start(): void {
    addEventListener('keydown', (event) => this.#keyDown(event), { capture: true });
    addEventListener('keyup', (event) => this.#keyUp(event), { capture: true });
    addEventListener('blur', () => {
      this.#keys.clear();
      this.#app.attempt(() => this.#app.player.onFocus(false));
    });
    this.#app.player.pointer.start(
      () => this.#inGame && hasMouse(effectiveSettings(this.#app.store.now)),
      () => this.#app.store.update((state) => void (state.mouseLocked = this.#app.player.pointer.locked)),
    );
    addEventListener('focus', () => this.#app.attempt(() => this.#app.player.onFocus(true)));
    addEventListener('gamepadconnected', ({ gamepad }) =>
      this.#app.toast(this.#app.text('toast.gamepad', { name: shortName(gamepad.id) })),
    );
    addEventListener('gamepaddisconnected', ({ gamepad }) =>
      this.#app.toast(this.#app.text('toast.gamepadGone', { name: shortName(gamepad.id) })),
    );
    const poll = (): void => {
      requestAnimationFrame(poll);
      this.#poll();
    };
    poll();
  }

  /** The game gets the buttons: it runs and nothing is over it. */
  get #inGame(): boolean {
    const { player, overlay, palette, choice, folderDialog } = this.#app.store.now;
    return player !== null && player.fault === null && overlay === 'none' && !palette && choice === null && !folderDialog;
  }

  #gameUses(code: string): boolean {
    const settings = effectiveSettings(this.#app.store.now);
    const binding = `key:${code}`;
    return padsInUse(settings).some((pad) => Object.values(settings[PAD_SETTINGS[pad]]).some((list) => list.includes(binding)));
  }

  #keyDown(event: KeyboardEvent): void {
    if (this.capture !== null) {
      event.preventDefault();
      event.stopPropagation();
      this.capture(`key:${event.code}`, event);
      return;
    }
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (this.#inGame && plain && this.#gameUses(event.code)) {
      this.#keys.add(event.code);
      event.preventDefault();
      this.#app.player.startSoundIfBlocked();
      return;
    }
    const name = keyName(event, this.#app.mac);
    if (name === null) return;
    if (isTyping(event.target) && plain && event.code !== 'Escape' && !/^F\d/.test(event.code)) return;
    if (this.#arrow(event)) return;
    if (this.#app.escape(event.code)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    // A focused control has Space for itself; only the game gives it to a command.
    if (event.code === 'Space' && !this.#inGame) return;
    const command = commandForKey(name, this.#app.store.now);
    if (command === null) return;
    event.preventDefault();
    if (event.repeat && command.id !== 'step') return;
    if (command.release !== undefined) this.#held.set(event.code, command);
    this.#app.attempt(() => command.run(this.#app));
  }

  #arrow(event: KeyboardEvent): boolean {
    const direction = ARROWS[event.code];
    if (direction === undefined || event.ctrlKey || event.metaKey || event.altKey || this.#inGame) return false;
    if (event.target instanceof HTMLElement && event.target.matches('input, select, [role=listbox], [role=radiogroup] *'))
      return false;
    moveFocus(direction);
    event.preventDefault();
    return true;
  }

  #keyUp(event: KeyboardEvent): void {
    this.#keys.delete(event.code);
    const command = this.#held.get(event.code);
    this.#held.delete(event.code);
    if (command?.release !== undefined) this.#app.attempt(() => command.release?.(this.#app));
  }

  #poll(): void {
    const gamepads = navigator.getGamepads().filter((gamepad) => gamepad !== null);
    const { running: client, pointer } = this.#app.player;
    if (this.#inGame && client !== null) {
      const settings = effectiveSettings(this.#app.store.now);
      const options = { deadZone: settings['input.deadZone'] / 100, opposites: settings['input.opposites'] };
      const view = (index: number): GamepadView | null => gamepads[index] ?? null;
      const pads = padsInUse(settings);
      const words = PAD_SETTINGS.map((key, pad) =>
        pads.includes(pad) ? padWord(settings[key], this.#keys, view(pad), options) : 0,
      );
      pointer.speed = settings['input.mouseSpeed'] / 100;
      client.setInput([...words, ...pointer.words(settings)]);
    } else {
      pointer.release();
      pointer.unlock();
      client?.setInput([...PAD_SETTINGS.map(() => 0), ...pointer.words(this.#app.store.now.settings)]);
    }
    for (const gamepad of gamepads) this.#interfacePad(gamepad);
  }

  /** What a gamepad does for the interface: Home (or Select and Start) opens the menu; in menus it moves, takes and goes back. */
  #interfacePad(gamepad: Gamepad): void {
    const before = this.#padBefore.get(gamepad.index) ?? 0;
    let now = 0;
    gamepad.buttons.forEach((button, index) => {
      if (button.pressed && index < 31) now |= 1 << index;
    });
    this.#padBefore.set(gamepad.index, now);
    const fresh = now & ~before;
    if (this.capture !== null) {
      if (fresh !== 0) this.capture(`pad:${31 - Math.clz32(fresh)}`, null);
      else {
        const axis = gamepad.axes.findIndex((value) => Math.abs(value) > 0.7);
        if (axis >= 0) this.capture(`axis:${axis}${(gamepad.axes[axis] ?? 0) < 0 ? '-' : '+'}`, null);
      }
      return;
    }
    const chord = (1 << PAD_SELECT) | (1 << PAD_START);
    const home = (fresh & (1 << PAD_HOME)) !== 0 || ((now & chord) === chord && (before & chord) !== chord);
    if (home && this.#app.store.now.player !== null) this.#app.attempt(() => this.#app.player.toggleOverlay());
    else if (!this.#inGame) this.#navigate(now, fresh);
  }

  #navigate(now: number, fresh: number): void {
    const time = performance.now();
    for (const [button, direction] of PAD_DIRECTIONS) {
      if ((fresh & (1 << button)) !== 0) this.#repeatAt = time + REPEAT_AFTER;
      else if ((now & (1 << button)) === 0 || time < this.#repeatAt) continue;
      else this.#repeatAt = time + REPEAT_EVERY;
      moveFocus(direction);
    }
    if ((fresh & 1) !== 0 && document.activeElement instanceof HTMLElement) document.activeElement.click();
    if ((fresh & 2) !== 0 && !this.#app.escape('Escape') && this.#app.store.now.player !== null) {
      this.#app.attempt(() => this.#app.player.toggleOverlay());
    }
  }
}

function shortName(id: string): string {
  return id.replace(/\s*\(.*\)\s*$/, '') || id;
}
