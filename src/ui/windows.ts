import { signal } from '@preact/signals';

/** Milliseconds after which work for the next display frame is done without one: its window may be gone. */
const FRAME_AT_LAST = 250;
const INPUT_EVENTS = ['focus', 'keydown', 'pointerdown'] as const;

/** An event's target as an element of whichever window: `instanceof` knows the elements of one window only. */
export function elementOf(target: EventTarget | null): HTMLElement | null {
  return target !== null && 'nodeType' in target && target.nodeType === Node.ELEMENT_NODE ? (target as HTMLElement) : null;
}

/** The windows in which the page stands: its own, and those that panels were moved to. All of them are drawn by the scripts of the first. */
export class PageWindows {
  readonly #others = signal<readonly Window[]>([]);
  readonly #front = signal<Window>(window);
  readonly #arrivals = new Set<(one: Window) => void>();

  constructor() {
    this.#watch(window);
    new MutationObserver(() => this.#others.peek().forEach((one) => this.#dress(one))).observe(document.documentElement, {
      attributes: true,
    });
  }

  /** Windows besides the page's own. */
  get others(): readonly Window[] {
    return this.#others.value;
  }

  /** The window in which the person works: that of the last key or click. */
  get front(): Window {
    return this.#front.value;
  }

  get inMain(): boolean {
    return this.#front.peek() === window;
  }

  /** What has the focus in the window in which the person works. */
  get focused(): Element | null {
    return this.#front.peek().document.activeElement;
  }

  /** Whether one of the page's windows has the keyboard. */
  get hasFocus(): boolean {
    return [window, ...this.#others.peek()].some((one) => one.document.hasFocus());
  }

  /** Whether no window of the page can be seen. */
  get hidden(): boolean {
    return [window, ...this.#others.peek()].every((one) => one.document.hidden);
  }

  /** Calls for the page's own window now, and for each further one when it opens. */
  each(arrival: (one: Window) => void): void {
    arrival(window);
    this.#arrivals.add(arrival);
  }

  add(one: Window): void {
    if (this.#others.peek().includes(one)) return;
    this.#dress(one);
    this.#watch(one);
    for (const arrival of this.#arrivals) arrival(one);
    this.#others.value = [...this.#others.peek(), one];
  }

  remove(one: Window): void {
    if (this.#front.peek() === one) this.#front.value = window;
    this.#others.value = this.#others.peek().filter((other) => other !== one);
  }

  /** Runs work with the next frame of a window that is seen. */
  frame(work: () => void): void {
    const seen = [window, ...this.#others.peek()].find((one) => !one.document.hidden) ?? window;
    let done = false;
    const once = (): void => {
      if (done) return;
      done = true;
      clearTimeout(late);
      work();
    };
    const late = setTimeout(once, FRAME_AT_LAST);
    seen.requestAnimationFrame(once);
  }

  #watch(one: Window): void {
    const toFront = ({ target, type }: Event): void => {
      // An element that gets the focus by script brings no window forward.
      if (type === 'focus' && target !== one) return;
      if (one === window || this.#others.peek().includes(one)) this.#front.value = one;
    };
    for (const event of INPUT_EVENTS) one.addEventListener(event, toFront, { capture: true });
  }

  /** Theme, size and language are the first window's. */
  #dress(one: Window): void {
    const { attributes } = document.documentElement;
    for (const { name, value } of attributes) one.document.documentElement.setAttribute(name, value);
  }
}
