import { chordOf, isPressed, padWords, partsOf, type GamepadView, type PadWords } from '../host/web/pads.ts';
import { PAD_SETTINGS, padsInUse, type Settings } from '../shared/settings.ts';
import type { EmulatorClient } from '../host/web/client.ts';
import type { App } from './app.ts';
import { commandForKey, COMMANDS, isAvailable, isPadKey, keyName, keysOf, type KeyPress } from './commands/registry.ts';
import type { Command } from './commands/command.ts';
import { moveFocus, type Direction } from './focus.ts';
import { hasMouse, hasScope } from './pointer.ts';
import { effectiveSettings } from './state/ui-state.ts';
import { elementOf } from './windows.ts';

/** Frames a second, for what is told to the machine in frames. */
const FRAMES = 60;
const CAPTURE_ZONE = 0.7;
/** Milliseconds between looks for a gamepad while nobody plays. */
const IDLE_EVERY = 100;
const NO_PADS: readonly PadWords[] = PAD_SETTINGS.map(() => ({ held: 0, turbo: 0 }));
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
  return elementOf(target)?.matches('input:not([type=checkbox]):not([type=range]), textarea, select, [contenteditable]') === true;
}

/** In the debugger only its picture gives keys to the game. */
function isGame(target: Element | null): boolean {
  return target?.closest('[data-game]') !== null && target !== null;
}

/** Keyboard and gamepads: for the game while it is in front, for the interface otherwise. */
export class InputControl {
  readonly #app: App;
  readonly #keys = new Set<string>();
  readonly #held = new Map<string, Command>();
  readonly #padBefore = new Map<number, number>();
  readonly #captured = new Set<string>();
  #captureEvent: KeyboardEvent | null = null;
  readonly #padCommands = new Map<string, Command>();
  /** Where each gamepad's axes were before a rebinding began: triggers of some rest at their end. */
  readonly #restingAxes = new Map<number, readonly number[]>();
  #repeatAt = 0;
  /** What each pad sends now, by player. */
  pads: readonly PadWords[] = NO_PADS;
  /** Takes what is pressed next, together when it is let go together, instead of everything else: for rebinding. */
  capture: ((binding: string, event: KeyboardEvent | null) => void) | null = null;

  constructor(app: App) {
    this.#app = app;
  }

  start(): void {
    this.#app.windows.each((one) => {
      one.addEventListener('keydown', (event) => this.#keyDown(event), { capture: true });
      one.addEventListener('keyup', (event) => this.#keyUp(event), { capture: true });
      one.addEventListener('blur', () => {
        this.#keys.clear();
        this.#app.attempt(() => this.#app.player.onFocus(false));
      });
      one.addEventListener('focus', () => this.#app.attempt(() => this.#app.player.onFocus(true)));
    });
    this.#app.player.pointer.start(
      () => this.#inGame && hasMouse(effectiveSettings(this.#app.store.now)),
      () => this.#app.store.update((state) => void (state.mouseLocked = this.#app.player.pointer.locked)),
    );
    addEventListener('dblclick', (event) => this.#doubleClick(event.target));
    addEventListener('gamepadconnected', ({ gamepad }) =>
      this.#app.toast(this.#app.text('toast.gamepad', { name: shortName(gamepad.id) })),
    );
    addEventListener('gamepaddisconnected', ({ gamepad }) =>
      this.#app.toast(this.#app.text('toast.gamepadGone', { name: shortName(gamepad.id) })),
    );
    this.#next();
  }

  /** At each refresh while there is a game or a gamepad; else seldom: a library that is looked at costs nothing. */
  #next(): void {
    const gamepads = this.#poll();
    if (this.#app.store.now.player !== null || gamepads > 0) requestAnimationFrame(() => this.#next());
    else setTimeout(() => this.#next(), IDLE_EVERY);
  }

  /** The game gets the buttons: it runs and nothing is over it. */
  get #inGame(): boolean {
    const { player, overlay, states, palette, choice, folderDialog, notKept } = this.#app.store.now;
    return (
      (!this.#app.store.now.debugger || isGame(this.#app.windows.focused)) &&
      player !== null &&
      player.fault === null &&
      player.replay === null &&
      overlay === 'none' &&
      states.question === null &&
      notKept === null &&
      !palette &&
      choice === null &&
      !folderDialog
    );
  }

  /** On the picture, unless the game has the mouse: full screen. */
  #doubleClick(target: EventTarget | null): void {
    const settings = effectiveSettings(this.#app.store.now);
    if (!(target instanceof Element) || target.closest('.player .picture') === null) return;
    if (!hasMouse(settings) && !hasScope(settings)) this.#app.runCommand('fullscreen');
  }

  #gameUses(code: string): boolean {
    const settings = effectiveSettings(this.#app.store.now);
    const binding = `key:${code}`;
    return padsInUse(settings).some((pad) =>
      Object.values(settings[PAD_SETTINGS[pad]]).some((list) => list.some((one) => partsOf(one).includes(binding))),
    );
  }

  #keyDown(event: KeyboardEvent): void {
    if (this.capture !== null) {
      event.preventDefault();
      event.stopPropagation();
      this.#captureKey(event);
      return;
    }
    const press = this.#withoutGameKeys(event);
    const plain = !press.ctrlKey && !press.metaKey && !press.altKey;
    if (this.#inGame && plain && this.#gameUses(event.code)) {
      this.#keys.add(event.code);
      event.preventDefault();
      this.#app.player.startSoundIfBlocked();
      return;
    }
    const name = keyName(press, this.#app.mac);
    if (name === null) return;
    if (isTyping(event.target) && plain && event.code !== 'Escape' && !/^F\d/.test(event.code)) return;
    if (this.#panelHas(event, plain)) return;
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
    // The menu over the picture is opened where the picture is.
    if (event.code === 'Escape' && !this.#app.windows.inMain) return;
    event.preventDefault();
    if (event.repeat && command.id !== 'step' && command.repeats !== true) return;
    if (command.release !== undefined) this.#held.set(event.code, command);
    this.#app.attempt(() => command.run(this.#app));
  }

  /** The press without Ctrl, Alt and Meta that are buttons of the game: they are no part of a shortcut then. */
  #withoutGameKeys(event: KeyboardEvent): KeyPress {
    const { code, ctrlKey, altKey, metaKey, shiftKey } = event;
    const ours = (name: string): boolean =>
      this.#inGame && [`${name}Left`, `${name}Right`].some((key) => this.#keys.has(key) || (key === code && this.#gameUses(key)));
    return {
      code,
      shiftKey,
      ctrlKey: ctrlKey && !ours('Control'),
      altKey: altKey && !ours('Alt'),
      metaKey: metaKey && !ours('Meta'),
    };
  }

  /** Letters, digits and arrows belong to the debugger's panels; Escape to what says so. */
  #panelHas(event: KeyboardEvent, plain: boolean): boolean {
    const { debugger: open, overlay, palette } = this.#app.store.now;
    if (!open || overlay !== 'none' || palette) return false;
    if (event.code === 'Escape') return (elementOf(event.target)?.closest('[data-escape]') ?? null) !== null;
    return plain && !/^F\d/.test(event.code) && !this.#inGame;
  }

  #arrow(event: KeyboardEvent): boolean {
    const direction = ARROWS[event.code];
    if (direction === undefined || event.ctrlKey || event.metaKey || event.altKey || this.#inGame) return false;
    if (elementOf(event.target)?.matches('input, select, [role=listbox], [role=radiogroup] *') === true) return false;
    moveFocus(direction, this.#app.windows.front.document);
    event.preventDefault();
    return true;
  }

  #captureKey(event: KeyboardEvent): void {
    if (event.code === 'Escape') {
      this.#captured.clear();
      this.capture?.('key:Escape', event);
      return;
    }
    this.#captured.add(`key:${event.code}`);
    this.#captureEvent = event;
  }

  #endCapture(): void {
    if (this.#captured.size === 0) return;
    const chord = chordOf(this.#captured);
    const event = this.#captureEvent;
    this.#captured.clear();
    this.#captureEvent = null;
    this.capture?.(chord, event);
  }

  #keyUp(event: KeyboardEvent): void {
    if (this.capture !== null) this.#endCapture();
    this.#keys.delete(event.code);
    const command = this.#held.get(event.code);
    this.#held.delete(event.code);
    if (command?.release !== undefined) this.#app.attempt(() => command.release?.(this.#app));
  }

  /** How many gamepads there are. */
  #poll(): number {
    const gamepads = navigator.getGamepads().filter((gamepad) => gamepad !== null);
    const seated = this.#app.seats.seat(gamepads, this.#app.store.now.player !== null);
    const { running: client, pointer } = this.#app.player;
    if (this.#inGame && client !== null) {
      const settings = effectiveSettings(this.#app.store.now);
      this.pads = this.#readPads(settings, seated);
      pointer.speed = settings['input.mouseSpeed'] / 100;
      this.#send(client, pointer.words(settings), settings['input.turboRate']);
    } else {
      pointer.release();
      pointer.unlock();
      this.pads = NO_PADS;
      this.#padCommands.clear();
      if (client !== null) this.#send(client, pointer.words(this.#app.store.now.settings), 1);
    }
    if (this.capture === null) for (const { index, axes } of gamepads) this.#restingAxes.set(index, [...axes]);
    for (const gamepad of gamepads) this.#interfacePad(gamepad);
    return gamepads.length;
  }

  /** What the pads send. The first gamepad belongs to the first player who has a pad, and so on. */
  #readPads(settings: Settings, seated: readonly (Gamepad | null)[]): readonly PadWords[] {
    const zone = (pad: number): number => settings['input.deadZones'][pad] || settings['input.deadZone'];
    const taken = this.#runPadCommands(seated, settings['input.deadZone'] / 100);
    const pads = padsInUse(settings).toSorted((a, b) => a - b);
    return PAD_SETTINGS.map((key, pad) => {
      const seat = pads.indexOf(pad);
      if (seat < 0) return { held: 0, turbo: 0 };
      const view: GamepadView | null = seated[seat] ?? null;
      const options = { deadZone: zone(pad) / 100, opposites: settings['input.opposites'] };
      return padWords(settings[key], this.#keys, view, options, taken.get(seat));
    });
  }

  #send(client: EmulatorClient, pointer: readonly number[], turboRate: number): void {
    const half = Math.max(1, Math.round(FRAMES / (2 * turboRate)));
    client.setInput([...this.pads.map(({ held }) => held), ...pointer, ...this.pads.map(({ turbo }) => turbo), half]);
  }

  /** Runs the commands that have gamepad buttons, and says which buttons of which seat's gamepad they took from the game. */
  #runPadCommands(seated: readonly (Gamepad | null)[], deadZone: number): ReadonlyMap<number, ReadonlySet<string>> {
    const { now } = this.#app.store;
    const taken = new Map<number, Set<string>>();
    const bound = COMMANDS.flatMap((command) =>
      keysOf(command, now)
        .filter(isPadKey)
        .map((key) => ({ command, key })),
    );
    bound.sort((a, b) => partsOf(b.key).length - partsOf(a.key).length);
    seated.forEach((gamepad, seat) => {
      const used = new Set<string>();
      for (const { command, key } of bound) {
        const id = `${seat} ${key}`;
        const free = partsOf(key).every((part) => !used.has(part));
        const on = free && isAvailable(command, now) && isPressed(key, new Set(), gamepad, deadZone);
        if (on) partsOf(key).forEach((part) => used.add(part));
        if (on && !this.#padCommands.has(id)) {
          this.#padCommands.set(id, command);
          this.#app.attempt(() => command.run(this.#app));
        } else if (!on && this.#padCommands.delete(id) && command.release !== undefined) {
          this.#app.attempt(() => command.release?.(this.#app));
        }
      }
      taken.set(seat, used);
    });
    return taken;
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
      this.#capturePad(gamepad, now, before);
      return;
    }
    const chord = (1 << PAD_SELECT) | (1 << PAD_START);
    const home = (fresh & (1 << PAD_HOME)) !== 0 || ((now & chord) === chord && (before & chord) !== chord);
    if (home && this.#app.store.now.player !== null) this.#app.attempt(() => this.#app.player.toggleOverlay());
    else if (!this.#inGame) this.#navigate(now, fresh);
  }

  #capturePad(gamepad: Gamepad, now: number, before: number): void {
    for (let button = 0; button < 31; button++) {
      if ((now & ~before & (1 << button)) !== 0) this.#captured.add(`pad:${button}`);
    }
    const rest = this.#restingAxes.get(gamepad.index) ?? [];
    const moves = gamepad.axes.map((value, axis) => value - (rest[axis] ?? 0));
    moves.forEach((move, axis) => {
      if (Math.abs(move) > CAPTURE_ZONE) this.#captured.add(`axis:${axis}${move < 0 ? '-' : '+'}`);
    });
    const still = now !== 0 || moves.some((move) => Math.abs(move) > CAPTURE_ZONE);
    const ours = [...this.#captured].some((part) => !part.startsWith('key:'));
    if (ours && !still) this.#endCapture();
  }

  #navigate(now: number, fresh: number): void {
    const time = performance.now();
    for (const [button, direction] of PAD_DIRECTIONS) {
      if ((fresh & (1 << button)) !== 0) this.#repeatAt = time + REPEAT_AFTER;
      else if ((now & (1 << button)) === 0 || time < this.#repeatAt) continue;
      else this.#repeatAt = time + REPEAT_EVERY;
      moveFocus(direction, this.#app.windows.front.document);
    }
    if ((fresh & 1) !== 0) elementOf(this.#app.windows.focused)?.click();
    if ((fresh & 2) !== 0 && !this.#app.escape('Escape') && this.#app.store.now.player !== null) {
      this.#app.attempt(() => this.#app.player.toggleOverlay());
    }
  }
}

function shortName(id: string): string {
  return id.replace(/\s*\(.*\)\s*$/, '') || id;
}
