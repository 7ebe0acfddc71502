import { describe, expect, it } from 'vitest';
import { MenuPad, type MenuPresses } from '../../../src/ui/menu-pad.ts';

const NONE: ReadonlySet<string> = new Set();

function pad(pressed: readonly number[], axes: readonly number[] = [0, 0]) {
  return {
    index: 0,
    buttons: Array.from({ length: 17 }, (_, at) => ({ pressed: pressed.includes(at), value: 0 })),
    axes,
  };
}

function ways({ moves }: MenuPresses): string {
  return moves.map(({ direction, fresh }) => `${direction}${fresh ? '' : '…'}`).join(' ');
}

describe('a gamepad in menus', () => {
  it.each([
    ['D-pad', pad([13])],
    ['left stick', pad([], [0.2, 0.9])],
  ])('moves by its %s, and goes on while it is held', (_name, held) => {
    const menu = new MenuPad();
    expect(ways(menu.read(held, NONE, 0))).toBe('down');
    expect(ways(menu.read(held, NONE, 300))).toBe('');
    expect(ways(menu.read(held, NONE, 390))).toBe('down…');
    expect(ways(menu.read(held, NONE, 450))).toBe('');
    expect(ways(menu.read(held, NONE, 510))).toBe('down…');
    expect(ways(menu.read(pad([]), NONE, 600))).toBe('');
  });

  it('does not move by a stick that rests a little aside, and once by one that trembles', () => {
    const menu = new MenuPad();
    const tilted = (x: number): string => ways(menu.read(pad([], [x, 0.1]), NONE, 0));
    expect([0.3, -0.5, 0.62, 0.58, 0.62, 0.3, 0.62].map(tilted)).toEqual(['', '', 'right', '', '', '', 'right']);
  });

  it('takes and goes back once a press, without the buttons that a command has', () => {
    const menu = new MenuPad();
    const press = (...buttons: number[]): string => {
      const { take, back } = menu.read(pad(buttons), new Set(['pad:1']), 0);
      return `${take ? 'take' : ''}${back ? 'back' : ''}`;
    };
    expect([press(0), press(0), press(), press(0), press(1)]).toEqual(['take', '', '', 'take', '']);
    expect(menu.read(pad([]), NONE, 0).back).toBe(false);
    expect(menu.read(pad([1]), NONE, 0).back).toBe(true);
  });
});
