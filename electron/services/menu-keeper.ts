import type { CallArgument } from '../../src/shared/bridge.ts';

type Groups = CallArgument<'app.menu'>;

/** Milliseconds: changes that come at once make one menu. */
const TOGETHER = 30;

/** Makes the native menu, not before the window has its first picture (a menu takes a tenth of a second), and only when it is another one. */
export class MenuKeeper {
  readonly #make: (groups: Groups) => void;
  #wanted: Groups | null = null;
  #made = '';
  #open = false;
  #waits = false;

  constructor(make: (groups: Groups) => void) {
    this.#make = make;
  }

  /** The window is about to be shown. */
  open(): void {
    this.#open = true;
    this.#now();
  }

  set(groups: Groups): void {
    this.#wanted = groups;
    if (!this.#open || this.#waits) return;
    this.#waits = true;
    setTimeout(() => this.#now(), TOGETHER);
  }

  #now(): void {
    this.#waits = false;
    const groups = this.#wanted;
    this.#wanted = null;
    const made = JSON.stringify(groups);
    if (groups === null || made === this.#made) return;
    this.#make(groups);
    this.#made = made;
  }
}
