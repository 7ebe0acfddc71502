import { signal, type ReadonlySignal } from '@preact/signals';
import { produce, type Draft } from 'immer';
import { INITIAL_STATE, type UiState } from './ui-state.ts';

/** The one store of the page. State is frozen; it changes only through `update`. */
export class Store {
  readonly #state = signal<UiState>(INITIAL_STATE);

  get state(): ReadonlySignal<UiState> {
    return this.#state;
  }

  /** The state now, without subscribing. */
  get now(): UiState {
    return this.#state.peek();
  }

  update(change: (draft: Draft<UiState>) => void): void {
    this.#state.value = produce(this.#state.peek(), (draft) => {
      change(draft);
    });
  }

  /** Replaces whole parts of the state. */
  set(parts: Partial<UiState>): void {
    this.update((draft) => void Object.assign(draft, parts));
  }
}
