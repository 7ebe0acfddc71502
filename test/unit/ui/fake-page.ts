import { vi, type Mock } from 'vitest';
import type { App } from '../../../src/ui/app.ts';
import { InputControl } from '../../../src/ui/input.ts';
import { Seats } from '../../../src/ui/seats.ts';
import { Store } from '../../../src/ui/state/store.ts';
import { fakePlayer } from './fake-player.ts';

export interface FakePad {
  readonly index: number;
  readonly id: string;
  readonly buttons: { pressed: boolean; value: number }[];
  readonly axes: number[];
}

/** A window without a page: what the input needs of one. */
class FakeWindow extends EventTarget {
  focused = true;
  readonly document = Object.assign(new EventTarget(), {
    hasFocus: () => this.focused,
    activeElement: null,
    querySelectorAll: () => [],
  });
}

/** The input of a game that runs, without a browser: `poll` is a refresh of the display, `sent` what the machine got last. */
export class FakePage {
  readonly store = new Store();
  readonly window = new FakeWindow();
  readonly input: InputControl;
  readonly calls: Mock<(what: string) => void> = vi.fn();
  readonly pad: FakePad = {
    index: 0,
    id: 'Fake',
    buttons: Array.from({ length: 17 }, () => ({ pressed: false, value: 0 })),
    axes: [0, 0, 0, 0],
  };
  escapes = false;
  sent: readonly number[] = [];
  #refresh: () => void = () => {};
  time = 0;

  constructor(readonly mac = false) {
    vi.stubGlobal('Node', { ELEMENT_NODE: 1 });
    vi.stubGlobal('addEventListener', () => {});
    vi.stubGlobal('navigator', { getGamepads: () => [this.pad] });
    vi.stubGlobal('requestAnimationFrame', (callback: () => void) => void (this.#refresh = callback));
    vi.spyOn(performance, 'now').mockImplementation(() => this.time);
    this.store.set({ player: fakePlayer({ hash: 'x' }) });
    this.input = new InputControl(this.#app() as unknown as App);
    this.input.start();
  }

  #app(): object {
    const { store, window: one, calls } = this;
    const isFocused = (): boolean => one.focused;
    return {
      store,
      mac: this.mac,
      seats: new Seats(),
      attempt: (work: () => unknown) => void work(),
      toast: () => {},
      escape: () => this.escapes,
      windows: {
        each: (arrival: (window: unknown) => void) => arrival(one),
        inMain: true,
        hidden: false,
        focused: null,
        front: one,
        get hasFocus() {
          return isFocused();
        },
      },
      states: { save: (slot: number | null) => calls(`save ${slot}`), loadNewest: () => calls('load newest') },
      time: { rewind: (on: boolean) => calls(`rewind ${on}`) },
      player: {
        pointer: { start() {}, release() {}, unlock() {}, words: () => [], speed: 1 },
        running: { setInput: (words: readonly number[]) => void (this.sent = words) },
        onFocus: (focused: boolean) => calls(`focus ${focused}`),
        setSpeed: (speed: string) => calls(`speed ${speed}`),
        toggleOverlay: () => {
          store.update((state) => void (state.overlay = state.overlay === 'none' ? 'menu' : 'none'));
          calls('menu');
        },
        startSoundIfBlocked() {},
      },
    };
  }

  said(): readonly string[] {
    const said = this.calls.mock.calls.map(([what]) => what);
    this.calls.mockClear();
    return said;
  }

  /** Looks at the gamepads, `ms` after the last look. */
  poll(ms = 16): void {
    this.time += ms;
    this.#refresh();
  }

  press(...buttons: readonly number[]): void {
    this.pad.buttons.forEach((button, at) => (button.pressed = buttons.includes(at)));
  }

  key(type: 'keydown' | 'keyup', code: string, more: Partial<KeyboardEvent> = {}): Event {
    const plain = { code, key: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false };
    const event = Object.assign(new Event(type, { cancelable: true }), plain, more);
    this.window.dispatchEvent(event);
    return event;
  }

  /** Another program comes to the front. */
  leave(): void {
    this.window.focused = false;
    this.window.dispatchEvent(new Event('blur'));
  }

  comeBack(): void {
    this.window.focused = true;
    this.window.dispatchEvent(new Event('focus'));
  }
}
