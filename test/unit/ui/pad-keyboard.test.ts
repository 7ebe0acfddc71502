import { beforeEach, describe, expect, it } from 'vitest';
import { PadKeyboard } from '../../../src/ui/pad-keyboard.ts';

/** A field to write in; `kind` is the selector that it is found by. */
class Field extends EventTarget {
  value = 'Ab';
  maxLength = 6;
  readOnly = false;
  readonly told: string[] = [];
  constructor(readonly kind: string) {
    super();
    this.addEventListener('input', () => this.told.push(this.value));
  }
  matches(selector: string): boolean {
    return selector.split(', ').includes(this.kind);
  }
}

let keyboard: PadKeyboard;
beforeEach(() => void (keyboard = new PadKeyboard()));
function open(field: Field): boolean {
  return keyboard.open(field as unknown as HTMLElement);
}

describe('writing by gamepad', () => {
  it('adds and takes away letters at the end, and the page is told of each', () => {
    const field = new Field('input:not([type])');
    expect(open(field)).toBe(true);
    keyboard.type('c');
    keyboard.type(' ');
    keyboard.erase();
    expect(field.told).toEqual(['Abc', 'Abc ', 'Abc']);
    expect(keyboard.text).toBe('Abc');
    expect([keyboard.close(), keyboard.close()]).toEqual([true, false]);
    keyboard.type('d');
    expect(field.value).toBe('Abc');
  });

  it('takes no more than the field does, and a letter outside the basic plane as one', () => {
    const field = new Field('textarea');
    field.maxLength = 4;
    open(field);
    for (const letter of 'cde') keyboard.type(letter);
    expect(field.value).toBe('Abcd');
    field.value = 'A😀';
    keyboard.erase();
    expect(field.value).toBe('A');
    field.maxLength = -1;
    keyboard.type('bcdefgh');
    expect(field.value).toBe('Abcdefgh');
  });

  it('leaves alone what is no field for letters', () => {
    const fixed = new Field('textarea');
    fixed.readOnly = true;
    expect([open(new Field('input[type=range]')), open(fixed), keyboard.field]).toEqual([false, false, null]);
  });
});
