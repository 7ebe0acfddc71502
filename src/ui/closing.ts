import type { TextKey } from './texts/translate.ts';
import { Told } from './told.ts';

/** Milliseconds after which closing says why it takes so long. */
const SLOW = 600;
/** Milliseconds after which the player may close without what is still being written: a disk or a worker that hangs answers never. */
const HANGS = 10_000;
/** Milliseconds after which a second wish to close is one to be heard, not half of a double click. */
const SECOND_WISH = 2000;

/** What closing needs of the app. */
export interface ClosingDoors {
  /** Tells the host how it goes. */
  answer(how: 'writing' | 'stays'): Promise<unknown>;
  /** Closes: nothing more is to be written. */
  close(): Promise<unknown>;
  /** Puts away what there is, and goes on with `next` when that was possible only at a second try. */
  leave(next: () => Promise<unknown>): Promise<void>;
  /** Shows or hides the offer to close without what is being written. */
  offer(on: boolean): void;
  toast(text: TextKey): void;
  complain(error: unknown, run: () => unknown): void;
}

/** The window wants to close: everything is put away first. What can't be put away is asked about; what takes for ever, too. */
export class Closing {
  readonly #doors: ClosingDoors;
  #since: number | null = null;
  #hangs: ReturnType<typeof setTimeout> | undefined;

  constructor(doors: ClosingDoors) {
    this.#doors = doors;
  }

  /** The host asks whether the window may close. */
  async asked(): Promise<void> {
    await this.#doors.answer('writing');
    if (this.#since !== null) {
      if (performance.now() - this.#since >= SECOND_WISH) this.#doors.offer(true);
      return;
    }
    try {
      await this.#leave();
      await this.#doors.close();
    } catch (error) {
      await this.#doors.answer('stays');
      if (!(error instanceof Told)) this.#doors.complain(error, () => this.#doors.close());
    }
  }

  /** The player wants to end a host that has no window of its own. */
  async ended(): Promise<void> {
    await this.#leave();
    await this.#doors.close();
  }

  async #leave(): Promise<void> {
    this.#since = performance.now();
    const slow = setTimeout(() => this.#doors.toast('app.closing'), SLOW);
    this.wait();
    try {
      await this.#doors.leave(() => this.#doors.close());
    } finally {
      clearTimeout(slow);
      clearTimeout(this.#hangs);
      this.#since = null;
      this.#doors.offer(false);
    }
  }

  /** Goes on waiting, for a while. */
  wait(): void {
    this.#doors.offer(false);
    clearTimeout(this.#hangs);
    this.#hangs = setTimeout(() => this.#doors.offer(true), HANGS);
  }

  /** Closes without what is still being written. */
  async without(): Promise<void> {
    this.#doors.offer(false);
    clearTimeout(this.#hangs);
    await this.#doors.close();
  }
}
