import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { padMove, padTake, type Direction } from '../../../src/ui/focus.ts';

class KeyPress extends Event {
  readonly key: string;
  constructor(type: string, options: { key: string; bubbles: boolean; cancelable: boolean }) {
    super(type, options);
    this.key = options.key;
  }
}

/** A control at a place of the page; `kinds` are the selectors that it is found by. */
class Control extends EventTarget {
  readonly nodeType = 1;
  readonly offsetParent = {};
  readonly told: string[] = [];
  readonly ownerDocument: Page;
  constructor(
    page: Page,
    readonly x: number,
    readonly y: number,
    readonly kinds: readonly string[],
  ) {
    super();
    this.ownerDocument = page;
    page.controls.push(this);
    for (const type of ['input', 'change', 'keydown']) {
      this.addEventListener(type, (event) => this.told.push(event instanceof KeyPress ? event.key : type));
    }
  }
  matches(selector: string): boolean {
    return selector.split(',').some((one) => this.kinds.includes(one.trim()));
  }
  closest(selector: string): Control | null {
    return this.within.find((one) => one.matches(selector)) ?? (this.matches(selector) ? this : null);
  }
  /** Boxes that it stands in. */
  within: readonly Control[] = [];
  contains(other: Control): boolean {
    return other.within.includes(this);
  }
  width = 0;
  getBoundingClientRect() {
    const { x, y, width } = this;
    return { x, y, width, height: 0, left: x, right: x + width, top: y, bottom: y };
  }
  focus(): void {
    this.ownerDocument.activeElement = this;
  }
  scrollIntoView(): void {}
  click(): void {
    this.told.push('click');
  }
}

class Select extends Control {
  selectedIndex = 0;
  readonly options = [{}, { disabled: true }, {}, {}];
}

class Slider extends Control {
  readonly type: string = 'range';
  readonly min = '0';
  readonly max = '1000';
  readonly step = '5';
  value = '0';
  stepUp(steps: number): void {
    this.value = String(Math.min(1000, Number(this.value) + 5 * steps));
  }
  stepDown(steps: number): void {
    this.value = String(Math.max(0, Number(this.value) - 5 * steps));
  }
}

class Page {
  readonly controls: Control[] = [];
  activeElement: Control | null = null;
  readonly defaultView = { KeyboardEvent: KeyPress };
  querySelectorAll(selector: string): readonly Control[] {
    return selector.includes('aria-modal') ? [] : this.controls;
  }
}

let page: Page;
let left: Control;
beforeEach(() => {
  vi.stubGlobal('Node', { ELEMENT_NODE: 1 });
  page = new Page();
  left = new Control(page, 0, 100, ['button']);
});
afterEach(() => vi.unstubAllGlobals());

function move(direction: Direction, fresh = true): void {
  padMove(direction, page as unknown as Document, fresh);
}
function take(control: Control, write: (field: unknown) => boolean = () => false): void {
  padTake(control as unknown as HTMLElement, write);
}

describe('a gamepad in menus', () => {
  it('chooses in a list that drops down, past what can’t be chosen, and leaves its end by a fresh press', () => {
    const select = new Select(page, 100, 100, ['select']);
    select.focus();
    move('right');
    expect([select.selectedIndex, select.told]).toEqual([2, ['input', 'change']]);
    move('right', false);
    move('right', false);
    expect([select.selectedIndex, page.activeElement]).toEqual([3, select]);
    for (let at = 0; at < 2; at++) move('left', false);
    move('left', false);
    expect([select.selectedIndex, page.activeElement]).toEqual([0, select]);
    move('left');
    expect(page.activeElement).toBe(left);
  });

  it('goes to what begins beside a control, not to what stands above it and reaches further', () => {
    left.width = 100;
    const above = new Control(page, 60, 50, ['input']);
    above.width = 300;
    const beside = new Control(page, 500, 110, ['button']);
    left.focus();
    move('right');
    expect(page.activeElement).toBe(beside);
    page.controls.splice(page.controls.indexOf(beside), 1);
    left.focus();
    move('right');
    expect(page.activeElement).toBe(above);
  });

  it('goes sideways to what stands together with it, and back to where it was in a list', () => {
    const both = new Control(page, 0, 0, ['[data-together]']);
    const list = new Control(page, 0, 0, ['[data-current]']);
    page.controls.length = 0;
    const rows = [100, 200, 300].map((y) => new Control(page, 50, y, ['button']));
    const tool = new Control(page, 300, 50, ['button']);
    const field = new Control(page, 300, 300, ['input']);
    for (const row of rows) row.within = [list, both];
    field.within = [both];
    rows[0].focus();
    move('right');
    expect(page.activeElement).toBe(field);
    (rows[1].kinds as string[]).push('[aria-current]');
    move('left');
    expect(page.activeElement).toBe(rows[1]);
    move('down');
    expect(page.activeElement).toBe(rows[2]);
    rows[0].focus();
    move('up');
    expect(page.activeElement).toBe(tool);
  });

  it('goes round in it by the lower button, and presses what is a button', () => {
    const select = new Select(page, 100, 100, ['select']);
    for (let at = 0; at < 3; at++) take(select);
    expect(select.selectedIndex).toBe(0);
    expect(select.told).toEqual(['input', 'change', 'input', 'change', 'input', 'change']);
    take(left);
    expect(left.told).toEqual(['click']);
  });

  it('writes in a field instead of pressing it', () => {
    const field = new Control(page, 100, 100, ['input']);
    const written: unknown[] = [];
    take(field, (one) => (written.push(one), true));
    expect([written, field.told]).toEqual([[field], []]);
  });

  it('moves a slider by a hundredth of its way', () => {
    const slider = new Slider(page, 100, 100, ['input[type=range]']);
    slider.focus();
    move('right');
    expect([slider.value, slider.told]).toEqual(['10', ['input', 'change']]);
    move('left');
    move('left');
    expect(page.activeElement).toBe(left);
  });

  it('moves and takes within a list that has keys of its own, as the palette’s', () => {
    const box = new Control(page, 100, 100, ['[role=combobox]']);
    box.addEventListener('keydown', (event) => (event as KeyPress).key !== 'ArrowLeft' && event.preventDefault());
    box.focus();
    move('down');
    take(box);
    expect([box.told, page.activeElement]).toEqual([['ArrowDown', 'Enter'], box]);
    move('left');
    expect(page.activeElement).toBe(left);
  });
});
