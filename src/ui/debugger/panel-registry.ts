/** What open panels offer to commands, by panel. */
export class PanelRegistry<T> {
  readonly #all = new Map<string, T>();

  /** Answers how it is taken away again. */
  put(panel: string, value: T): () => void {
    this.#all.set(panel, value);
    return () => {
      if (this.#all.get(panel) === value) this.#all.delete(panel);
    };
  }

  of(panel: string | null): T | null {
    return panel === null ? null : (this.#all.get(panel) ?? null);
  }
}
