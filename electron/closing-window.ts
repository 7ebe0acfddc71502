/** Milliseconds in which a page that lives answers that its window wants to close. */
const ANSWER_TIME = 5000;

export interface ClosingDoors {
  /** Asks the page to put away what it has. */
  ask(): void;
  /** Closes the window. */
  close(): void;
}

/**
 * Closing asks the page first, which answers that it is writing, that the window stays, or that it may go. Each wish to close asks anew: a page that
 * is writing then offers to go without it, and one that does not live any more is not waited for.
 */
export class ClosingWindow {
  readonly #doors: ClosingDoors;
  #state: 'open' | 'asked' | 'ready' = 'open';
  #unanswered: NodeJS.Timeout | undefined;

  constructor(doors: ClosingDoors) {
    this.#doors = doors;
  }

  get asked(): boolean {
    return this.#state === 'asked';
  }

  /** The window is about to close. False when it must not yet. */
  mayClose(): boolean {
    if (this.#state === 'ready') return true;
    this.#state = 'asked';
    clearTimeout(this.#unanswered);
    this.#unanswered = setTimeout(() => this.ready(), ANSWER_TIME);
    this.#doors.ask();
    return false;
  }

  answered(how: 'writing' | 'stays'): void {
    clearTimeout(this.#unanswered);
    if (how === 'stays' && this.#state === 'asked') this.#state = 'open';
  }

  /** Nothing more is to be written. */
  ready(): void {
    clearTimeout(this.#unanswered);
    if (this.#state === 'ready') return;
    this.#state = 'ready';
    this.#doors.close();
  }
}
