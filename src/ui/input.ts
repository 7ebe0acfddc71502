import { chordOf, isGameChord, padWords, partsOf, type PadWords } from '../host/web/pads.ts';
import { PAD_SETTINGS, padsInUse, type Settings } from '../shared/settings.ts';
import type { EmulatorClient } from '../host/web/client.ts';
import type { App } from './app.ts';
import { commandForKey, keyName, type KeyPress } from './commands/registry.ts';
import type { Command } from './commands/command.ts';
import { moveFocus, padMove, padTake, type Direction } from './focus.ts';
import { BACK, buttonBits, MenuPad, TAKE } from './menu-pad.ts';
import { PadCommands, type TakenParts } from './pad-commands.ts';
import { hasMouse, hasScope } from './pointer.ts';
import { effectiveSettings, isCovered } from './state/ui-state.ts';
import { elementOf } from './windows.ts';

/** Frames a second, for what is told to the machine in frames. */
const FRAMES = 60;
const CAPTURE_ZONE = 0.7;
/** Milliseconds between looks for a gamepad while nobody plays. */
const IDLE_EVERY = 100;
const NO_PADS: readonly PadWords[] = PAD_SETTINGS.map(() => ({ held: 0, turbo: 0 }));
const NO_PARTS: ReadonlySet<string> = new Set();
/** It is the way into the menus and out of them. */
const MENU_COMMAND = 'overlay';
const ARROWS: Readonly<Record<string, Direction>> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'left', ArrowRight: 'right' };
function isTyping(target: EventTarget | null): boolean {
  return elementOf(target)?.matches('input:not([type=checkbox]):not([type=range]), textarea, select, [contenteditable]') === true;
}

/** Outside of a field the browser would mark every text of the page. */
function takesAllText({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === 'a' && (ctrlKey || metaKey) && !altKey;
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
  readonly #padCommands = new PadCommands();
  readonly #menuPad = new MenuPad();
  /** By gamepad, the buttons that a menu took and that are still down: they are no buttons of the game until they are let go. */
  readonly #spent = new Map<number, Set<string>>();
  /** Where each gamepad's axes were before a rebinding began: triggers of some rest at their end. */
  readonly #restingAxes = new Map<number, readonly number[]>();
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
      one.addEventListener('blur', () => this.#onBlur());
      // A window that nobody sees has no refreshes, and so no looks at the gamepads.
      one.document.addEventListener('visibilitychange', () => this.#app.windows.hidden && this.#letPadsGo());
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

  /** What is let go from now on is not seen any more. */
  #onBlur(): void {
    this.#letKeysGo();
    this.#captured.clear();
    if (!this.#hearsPads) this.#letPadsGo();
    this.#app.attempt(() => this.#app.player.onFocus(false));
  }

  #letKeysGo(): void {
    this.#keys.clear();
    for (const command of this.#held.values()) this.#release(command);
    this.#held.clear();
  }

  #letPadsGo(): void {
    this.#padCommands.letGo((command) => this.#release(command));
    this.pads = NO_PADS;
    const { running, pointer } = this.#app.player;
    if (running !== null) this.#send(running, pointer.words(effectiveSettings(this.#app.store.now)), 1);
  }

  #release(command: Command): void {
    if (command.release !== undefined) this.#app.attempt(() => command.release?.(this.#app));
  }

  /** A gamepad is everybody's: it belongs to the program in front. */
  get #hearsPads(): boolean {
    return this.#app.windows.hasFocus || this.#app.store.now.settings['input.background'];
  }

  /** At each refresh while there is a game or a gamepad; else seldom: a library that is looked at costs nothing. */
  #next(): void {
    const gamepads = this.#poll();
    if (this.#app.store.now.player !== null || gamepads > 0) requestAnimationFrame(() => this.#next());
    else setTimeout(() => this.#next(), IDLE_EVERY);
  }

  /** The game gets the buttons: it runs and nothing is over it. */
  get #inGame(): boolean {
    const { player } = this.#app.store.now;
    return (
      (!this.#app.store.now.debugger || isGame(this.#app.windows.focused)) &&
      player !== null &&
      player.fault === null &&
      player.replay === null &&
      !isCovered(this.#app.store.now)
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
      // One that was pressed for a menu and is still down is no button of the game.
      if (!event.repeat) this.#keys.add(event.code);
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
    if (plain && this.#searches(event)) return;
    // A focused control has Space for itself; only the game gives it to a command.
    if (event.code === 'Space' && !this.#inGame) return;
    const command = commandForKey(name, this.#app.store.now);
    if (command === null) {
      if (takesAllText(event) && !isTyping(event.target)) event.preventDefault();
      return;
    }
    // The menu over the picture is opened where the picture is.
    if (event.code === 'Escape' && !this.#app.windows.inMain) return;
    event.preventDefault();
    if (event.repeat && command.id !== 'step' && command.repeats !== true) return;
    if (command.release !== undefined) this.#held.set(event.code, command);
    this.#app.attempt(() => command.run(this.#app));
  }

  /** The press without Ctrl, Alt and Meta that are buttons of the game: they are no part of a shortcut then. */
  #withoutGameKeys(event: KeyboardEvent): KeyPress {
    const { code, key: typed, ctrlKey, altKey, metaKey, shiftKey } = event;
    const ours = (name: string): boolean =>
      this.#inGame && [`${name}Left`, `${name}Right`].some((key) => this.#keys.has(key) || (key === code && this.#gameUses(key)));
    return {
      code,
      key: typed,
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

  /** In the library what is typed is what is looked for: the field gets the key. A slash is for the field alone. */
  #searches(event: KeyboardEvent): boolean {
    const { key, isComposing } = event;
    const state = this.#app.store.now;
    if (isComposing || key.length !== 1 || key === ' ' || state.player !== null || isCovered(state)) return false;
    const field = document.querySelector<HTMLElement>('[data-search]');
    field?.focus();
    if (field !== null && key === '/') event.preventDefault();
    return field !== null;
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
    // A Mac tells nothing of keys that are let go while Cmd is held.
    if (this.#app.mac && event.code.startsWith('Meta')) this.#letKeysGo();
    this.#keys.delete(event.code);
    const command = this.#held.get(event.code);
    this.#held.delete(event.code);
    if (command !== undefined) this.#release(command);
  }

  /** How many gamepads there are. */
  #poll(): number {
    const gamepads = navigator.getGamepads().filter((gamepad) => gamepad !== null);
    const seated = this.#app.seats.seat(gamepads, this.#app.store.now.player !== null);
    const hears = this.#hearsPads;
    const taken = this.#runPadCommands(seated, hears);
    const { running: client, pointer } = this.#app.player;
    if (this.#inGame && client !== null) {
      const settings = effectiveSettings(this.#app.store.now);
      this.pads = this.#readPads(settings, hears ? seated : [], taken);
      pointer.speed = settings['input.mouseSpeed'] / 100;
      this.#send(client, pointer.words(settings), settings['input.turboRate']);
    } else {
      pointer.release();
      pointer.unlock();
      this.pads = NO_PADS;
      if (client !== null) this.#send(client, pointer.words(this.#app.store.now.settings), 1);
    }
    if (this.capture === null) for (const { index, axes } of gamepads) this.#restingAxes.set(index, [...axes]);
    for (const gamepad of gamepads) this.#interfacePad(gamepad, taken.get(seated.indexOf(gamepad)) ?? NO_PARTS, hears);
    return gamepads.length;
  }

  /** What the pads send. The first gamepad belongs to the first player who has a pad, and so on. */
  #readPads(settings: Settings, seated: readonly (Gamepad | null)[], taken: TakenParts): readonly PadWords[] {
    const zone = (pad: number): number => settings['input.deadZones'][pad] || settings['input.deadZone'];
    const pads = padsInUse(settings).toSorted((a, b) => a - b);
    return PAD_SETTINGS.map((key, pad) => {
      const seat = pads.indexOf(pad);
      if (seat < 0) return { held: 0, turbo: 0 };
      const options = { deadZone: zone(pad) / 100, opposites: settings['input.opposites'] };
      const gamepad = seated[seat] ?? null;
      const spent = gamepad === null ? undefined : this.#spent.get(gamepad.index);
      const lost = new Set([...(taken.get(seat) ?? []), ...(spent ?? [])]);
      return padWords(settings[key], this.#keys, gamepad, options, lost);
    });
  }

  #send(client: EmulatorClient, pointer: readonly number[], turboRate: number): void {
    const half = Math.max(1, Math.round(FRAMES / (2 * turboRate)));
    client.setInput([...this.pads.map(({ held }) => held), ...pointer, ...this.pads.map(({ turbo }) => turbo), half]);
  }

  /** In menus only the menu's own command has its buttons. */
  #runPadCommands(seated: readonly (Gamepad | null)[], hears: boolean): TakenParts {
    const { now } = this.#app.store;
    const inGame = this.#inGame;
    const settings = effectiveSettings(now);
    const options = {
      deadZone: settings['input.deadZone'] / 100,
      may: ({ id }: Command): boolean => hears && this.capture === null && (inGame || id === MENU_COMMAND),
      yields: (seat: number, parts: readonly string[]): boolean => {
        const pad = padsInUse(settings).toSorted((a, b) => a - b)[seat];
        return pad !== undefined && isGameChord(settings[PAD_SETTINGS[pad]], parts);
      },
      run: (command: Command): void => {
        if (inGame) this.#app.attempt(() => command.run(this.#app));
        else this.#goBack();
      },
      release: (command: Command): void => this.#release(command),
    };
    return this.#padCommands.run(now, seated, options, performance.now());
  }

  /** What a gamepad does for the interface: in menus it moves, takes and goes back. */
  #interfacePad(gamepad: Gamepad, taken: ReadonlySet<string>, hears: boolean): void {
    const before = this.#padBefore.get(gamepad.index) ?? 0;
    const now = buttonBits(gamepad);
    this.#padBefore.set(gamepad.index, now);
    const spent = new Set(
      [...(this.#spent.get(gamepad.index) ?? [])].filter((part) => (now & (1 << Number(part.slice(4)))) !== 0),
    );
    this.#spent.set(gamepad.index, spent);
    const presses = this.#menuPad.read(gamepad, taken, performance.now());
    if (!hears) return;
    if (this.capture !== null) {
      this.#capturePad(gamepad, now, before);
      return;
    }
    if (this.#inGame) return;
    for (const { direction, fresh } of presses.moves) padMove(direction, this.#app.windows.front.document, fresh);
    const focused = elementOf(this.#app.windows.focused);
    if (presses.take) spent.add(`pad:${TAKE}`);
    if (presses.back) spent.add(`pad:${BACK}`);
    if (presses.take && focused !== null) padTake(focused, (field) => this.#app.padKeyboard.open(field));
    if (presses.erase) this.#app.padKeyboard.erase();
    if (presses.space) this.#app.padKeyboard.type(' ');
    if (presses.back) this.#goBack();
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

  #goBack(): void {
    if (this.#app.escape('Escape') || this.#app.store.now.player === null) return;
    this.#app.attempt(() => this.#app.player.toggleOverlay());
  }
}

function shortName(id: string): string {
  return id.replace(/\s*\(.*\)\s*$/, '') || id;
}
