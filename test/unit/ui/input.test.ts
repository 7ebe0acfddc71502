import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakePage } from './fake-page.ts';

const RIGHT = 0x0100;
const SELECT = 0x2000;
const START = 0x1000;
const LR = 0x0030;
const A = 0x0080;
const R = 0x0010;

let page: FakePage;
beforeEach(() => void (page = new FakePage()));
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function bind(keys: Record<string, string[]>): void {
  page.store.update((state) => void (state.settings.keys = keys));
}

describe('a key that is held', () => {
  it.each([
    ['Space', 'speed fast', 'speed normal'],
    ['Backspace', 'rewind true', 'rewind false'],
  ])('%s ends when the window loses the focus, before the game is told', (code, begins, ends) => {
    page.key('keydown', code);
    expect(page.said()).toEqual([begins]);
    page.leave();
    expect(page.said()).toEqual([ends, 'focus false']);
    page.key('keyup', code);
    expect(page.said()).toEqual([]);
  });
});

describe('a key of the game', () => {
  it('is let go with Cmd on a Mac, which tells nothing of it', () => {
    page = new FakePage(true);
    page.key('keydown', 'ArrowRight');
    page.poll();
    expect(page.sent[0]).toBe(RIGHT);
    page.key('keydown', 'MetaLeft', { metaKey: true });
    page.key('keyup', 'MetaLeft');
    page.poll();
    expect(page.sent[0]).toBe(0);
  });
});

describe('a game under something that wants an answer', () => {
  it.each([{ problems: [{ fileName: 'a', reason: 'b' }] }, { slowClose: true }, { naming: { id: null, name: '', game: null } }])(
    'gets no keys: %o',
    (over) => {
      page.store.set(over);
      page.key('keydown', 'ArrowRight');
      page.poll();
      expect(page.sent[0] ?? 0).toBe(0);
      page.store.set({ problems: [], slowClose: false, naming: null });
      page.key('keydown', 'ArrowRight');
      page.poll();
      expect(page.sent[0]).toBe(RIGHT);
    },
  );
});

describe('what is typed in the library', () => {
  const search = { focus: vi.fn() };
  beforeEach(() => {
    search.focus.mockClear();
    vi.stubGlobal('document', { querySelector: (what: string) => (what === '[data-search]' ? search : null) });
    page.store.set({ player: null });
  });

  it('is searched for: the field gets the key, and no command does', () => {
    const event = page.key('keydown', 'KeyM', { key: 'm' });
    expect(search.focus).toHaveBeenCalledOnce();
    expect(event.defaultPrevented).toBe(false);
    expect(page.said()).toEqual([]);
  });

  it('is searched for after a slash, which is none of it', () => {
    const event = page.key('keydown', 'Slash', { key: '/' });
    expect(search.focus).toHaveBeenCalledOnce();
    expect(event.defaultPrevented).toBe(true);
  });

  it.each([
    ['Space', { key: ' ' }, {}],
    ['Enter', { key: 'Enter' }, {}],
    ['KeyK', { key: 'k', ctrlKey: true }, {}],
    ['KeyJ', { key: 'j' }, { gamePage: 'x' }],
  ])('is not when it is %s %o over %o', (code, more, over) => {
    page.store.set(over);
    page.key('keydown', code, more);
    expect(search.focus).not.toHaveBeenCalled();
  });
});

it.each([{ ctrlKey: true }, { metaKey: true }])('does not mark every text of the page: A with %o', (held) => {
  page.store.set({ player: null });
  expect(page.key('keydown', 'KeyA', { key: 'a', ...held }).defaultPrevented).toBe(true);
  expect(page.key('keydown', 'KeyC', { key: 'c', ...held }).defaultPrevented).toBe(false);
});

describe('what a menu was left by', () => {
  it('is no button of the game until it is let go: gamepad', () => {
    page.store.update((state) => void (state.overlay = 'menu'));
    page.press(1, 15);
    page.poll();
    expect(page.said()).toEqual(['menu']);
    page.poll();
    expect(page.sent[0]).toBe(RIGHT);
    page.press(15);
    page.poll();
    page.press(1, 15);
    page.poll();
    expect(page.sent[0]).toBe(RIGHT | A);
  });

  it('is no button of the game until it is let go: key', () => {
    page.key('keydown', 'Enter', { repeat: true });
    page.poll();
    expect(page.sent[0]).toBe(0);
    page.key('keyup', 'Enter');
    page.key('keydown', 'Enter');
    page.key('keydown', 'Enter', { repeat: true });
    page.poll();
    expect(page.sent[0]).toBe(START);
  });
});

describe('what is pressed for a binding', () => {
  it('is forgotten when the window loses the focus on the way', () => {
    const bound: string[] = [];
    page.input.capture = (binding) => bound.push(binding);
    page.key('keydown', 'AltLeft');
    page.leave();
    page.comeBack();
    page.key('keydown', 'KeyN');
    page.key('keyup', 'KeyN');
    expect(bound).toEqual(['key:KeyN']);
  });
});

describe('a gamepad shortcut that is held', () => {
  beforeEach(() => bind({ fastHold: ['pad:7'] }));

  it('ends when a menu opens, and needs a new press afterwards', () => {
    page.press(7);
    page.poll();
    expect(page.said()).toEqual(['speed fast']);
    page.store.update((state) => void (state.overlay = 'menu'));
    page.poll();
    expect(page.said()).toEqual(['speed normal']);
    page.store.update((state) => void (state.overlay = 'none'));
    page.poll();
    expect(page.said()).toEqual([]);
    page.press();
    page.poll();
    page.press(7);
    page.poll();
    expect(page.said()).toEqual(['speed fast']);
  });

  it('ends with the focus', () => {
    page.press(7);
    page.poll();
    page.said();
    page.leave();
    expect(page.said()).toEqual(['speed normal', 'focus false']);
  });
});

describe('the chords that a gamepad has from the beginning', () => {
  it.each([
    [7, 'speed fast', 'speed normal'],
    [6, 'rewind true', 'rewind false'],
  ])('Back and a trigger (%i) last while they are held, and the game gets neither', (trigger, begins, ends) => {
    page.press(trigger);
    page.poll();
    page.press(trigger, 8);
    page.poll();
    expect(page.said()).toEqual([begins]);
    expect(page.sent[0]).toBe(0);
    page.press(8);
    page.poll();
    expect(page.said()).toEqual([ends]);
    expect(page.sent[0]).toBe(0);
    page.press();
    page.poll();
    page.press(8);
    page.poll();
    expect(page.sent[0]).toBe(SELECT);
  });

  it('save and load, once a press', () => {
    for (const [stick, does] of [
      [11, 'save null'],
      [10, 'load newest'],
    ] as const) {
      page.press(8, stick);
      page.poll();
      page.poll();
      expect(page.said()).toEqual([does]);
      page.press();
      page.poll();
    }
  });

  it('are not among what a pad of the console can press', () => {
    for (let buttons = 0; buttons < 1 << 12; buttons++) {
      const pressed = [0, 1, 2, 3, 4, 5, 8, 9, 12, 13, 14, 15].filter((_button, at) => (buttons & (1 << at)) !== 0);
      if (pressed.includes(8) && pressed.includes(9)) continue;
      page.press(...pressed);
      page.poll();
      page.poll(100);
    }
    expect(page.said()).toEqual([]);
  });

  it('give way to a player whose game has those buttons, until the player binds them again', () => {
    page.store.update((state) => void (state.settings['input.pad1'].R = ['pad:7']));
    page.press(8, 7);
    page.poll();
    expect(page.said()).toEqual([]);
    expect(page.sent[0]).toBe(SELECT | R);
    page.press();
    page.poll();
    bind({ fastHold: ['pad:8&pad:7'] });
    page.press(8, 7);
    page.poll();
    expect(page.said()).toEqual(['speed fast']);
    expect(page.sent[0]).toBe(0);
  });
});

describe('the menu', () => {
  it('opens and closes by Home', () => {
    page.press(16);
    page.poll();
    expect(page.said()).toEqual(['menu']);
    page.poll();
    page.press();
    page.poll();
    expect(page.said()).toEqual([]);
    page.press(16);
    page.poll();
    expect(page.said()).toEqual(['menu']);
    expect(page.store.now.overlay).toBe('none');
  });

  it('opens by Select and Start, which the game does not get', () => {
    page.press(8, 9, 15);
    page.poll();
    expect(page.sent[0]).toBe(RIGHT);
    expect(page.said()).toEqual([]);
    page.poll(100);
    expect(page.said()).toEqual(['menu']);
  });

  it.each([
    ['first', [8, 9]],
    ['last', [4, 5]],
  ])('does not open by L+R+Select+Start, which is the game’s: %s pressed %o', (_name, begin) => {
    page.press(...begin);
    page.poll();
    page.press(4, 5, 8, 9);
    for (let at = 0; at < 20; at++) page.poll();
    expect(page.sent[0]).toBe(SELECT | START | LR);
    page.press(8, 9);
    for (let at = 0; at < 20; at++) page.poll();
    expect(page.said()).toEqual([]);
    page.press();
    page.poll();
    page.press(8, 9);
    page.poll();
    page.poll(100);
    expect(page.said()).toEqual(['menu']);
  });

  it('has no gamepad button when the player took them away', () => {
    bind({ overlay: ['Escape'] });
    page.press(16);
    page.poll();
    page.press(8, 9);
    page.poll();
    page.poll(100);
    expect(page.said()).toEqual([]);
    expect(page.sent[0]).toBe(SELECT | START);
  });

  it('is left by its button one step at a time, and a dialog first', () => {
    page.store.update((state) => void (state.overlay = 'menu'));
    page.escapes = true;
    page.press(16);
    page.poll();
    expect(page.said()).toEqual([]);
  });
});

describe('a gamepad', () => {
  it('does not reach the game while another program has the focus', () => {
    page.press(15);
    page.poll();
    expect(page.sent[0]).toBe(RIGHT);
    page.leave();
    expect(page.sent[0]).toBe(0);
    page.poll();
    expect(page.sent[0]).toBe(0);
    page.press(16);
    page.poll();
    page.comeBack();
    page.poll();
    expect(page.said()).toEqual(['focus false', 'focus true']);
    page.press(15);
    page.poll();
    expect(page.sent[0]).toBe(RIGHT);
  });

  it('does so when the player wants it', () => {
    page.store.update((state) => void (state.settings['input.background'] = true));
    page.leave();
    page.press(15);
    page.poll();
    expect(page.sent[0]).toBe(RIGHT);
  });
});
