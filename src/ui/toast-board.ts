import type { App } from './app.ts';
import type { TextKey } from './texts/translate.ts';

/** Milliseconds that a message stays. */
const STAYS = 4200;
const STAYS_WITH_ACTION = 8000;
const MOST = 3;

export interface ToastOptions {
  readonly kind?: 'info' | 'error';
  readonly action?: TextKey;
  readonly run?: () => unknown;
  /** PNG. */
  readonly picture?: Uint8Array | null;
  /** Takes the place of the message that had the same one. */
  readonly about?: string;
}

export type ToastHold = 'focus' | 'pointer';

interface Kept {
  readonly run: (() => unknown) | null;
  readonly stays: number;
  timer: ReturnType<typeof setTimeout>;
  readonly holds: Set<ToastHold>;
}

/** The messages, what can be done about them, and how long they stay. */
export class ToastBoard {
  readonly #app: Pick<App, 'store' | 'text' | 'attempt'>;
  readonly #kept = new Map<number, Kept>();
  #next = 1;

  constructor(app: Pick<App, 'store' | 'text' | 'attempt'>) {
    this.#app = app;
  }

  show(text: string, options: ToastOptions = {}): void {
    const id = this.#next++;
    const action = options.action === undefined ? null : this.#app.text(options.action);
    const kind = options.kind ?? 'info';
    const about = options.about ?? null;
    const png = options.picture ?? null;
    const picture = png === null ? null : URL.createObjectURL(new Blob([png.slice()], { type: 'image/png' }));
    const stays = action === null && kind !== 'error' ? STAYS : STAYS_WITH_ACTION;
    this.#kept.set(id, { run: options.run ?? null, stays, timer: this.#timer(id, stays), holds: new Set() });
    this.#app.store.update((state) => {
      const others = state.toasts.filter((toast) => toast.text !== text && (about === null || toast.about !== about));
      // One that somebody is about to answer does not make room for a new one.
      while (others.length >= MOST) {
        const oldest = others.findIndex((toast) => (this.#kept.get(toast.id)?.holds.size ?? 0) === 0);
        others.splice(Math.max(0, oldest), 1);
      }
      state.toasts = [...others, { id, about, text, kind, picture, action }];
    });
  }

  #timer(id: number, after: number): ReturnType<typeof setTimeout> {
    return setTimeout(() => this.drop(id), after);
  }

  /** A message that has the focus or the pointer stays until neither is there any more; then its time begins anew. */
  hold(id: number, by: ToastHold): void {
    const kept = this.#kept.get(id);
    if (kept === undefined) return;
    clearTimeout(kept.timer);
    kept.holds.add(by);
  }

  letGo(id: number, by: ToastHold): void {
    const kept = this.#kept.get(id);
    if (kept === undefined || !kept.holds.delete(by) || kept.holds.size > 0) return;
    kept.timer = this.#timer(id, kept.stays);
  }

  drop(id: number): void {
    clearTimeout(this.#kept.get(id)?.timer);
    this.#kept.delete(id);
    this.#app.store.update((state) => void (state.toasts = state.toasts.filter((toast) => toast.id !== id)));
  }

  /** What these messages tell of is no more. */
  dropAbout(about: string): void {
    for (const toast of this.#app.store.now.toasts) if (toast.about === about) this.drop(toast.id);
  }

  /** Does what the message offers. */
  run(id: number): void {
    const run = this.#kept.get(id)?.run ?? null;
    this.drop(id);
    if (run !== null) this.#app.attempt(run);
  }
}
