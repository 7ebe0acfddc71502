/** URLs that nobody shows and that are kept all the same; the one that was looked at longest ago goes first. */
const MOST = 160;

interface Kept {
  readonly url: Promise<string | null>;
  /** How many show it. */
  users: number;
}

/** Pictures as URLs, made once each. One that is shown is never given back, however many are looked at meanwhile. */
export class KeptUrls {
  readonly #kept = new Map<string, Kept>();
  readonly #most: number;
  readonly #giveBack: (url: string) => void;

  constructor(most = MOST, giveBack = (url: string): void => URL.revokeObjectURL(url)) {
    this.#most = most;
    this.#giveBack = giveBack;
  }

  /** The URL, made by `make` when there is none; to be let go once for each time it is held. */
  hold(key: string, make: () => Promise<string | null>): Promise<string | null> {
    const one = this.#kept.get(key) ?? { url: make(), users: 0 };
    one.users++;
    this.#kept.delete(key);
    this.#kept.set(key, one);
    return one.url;
  }

  letGo(key: string): void {
    const one = this.#kept.get(key);
    if (one === undefined) return;
    one.users--;
    this.#dropOldest();
  }

  /** Whether it was asked for before: then it costs nothing. */
  has(key: string): boolean {
    return this.#kept.has(key);
  }

  #dropOldest(): void {
    let over = this.#kept.size - this.#most;
    for (const [key, { url, users }] of this.#kept) {
      if (over <= 0) return;
      if (users > 0) continue;
      this.#kept.delete(key);
      over--;
      void url.then((made) => made !== null && this.#giveBack(made));
    }
  }
}
