import { useEffect, useState } from 'preact/hooks';
import type { App } from '../../app.ts';

/** Pictures that are kept; the one that was looked at longest ago goes first. */
const MOST = 160;
/** Milliseconds that a row must stay before its picture is asked for: what flies by asks for nothing. */
const STAY = 90;

/** Pictures of records as URLs, asked for once each and given back when there are too many. */
class Thumbnails {
  readonly #urls = new Map<string, Promise<string | null>>();

  get(app: App, hash: string, id: string): Promise<string | null> {
    const key = `${hash} ${id}`;
    const url =
      this.#urls.get(key) ??
      app.bridge.call('states.picture', { hash, id }).then(
        (png) => (png === null ? null : URL.createObjectURL(new Blob([png.slice()], { type: 'image/png' }))),
        () => null,
      );
    this.#urls.delete(key);
    this.#urls.set(key, url);
    if (this.#urls.size > MOST) this.#dropOldest();
    return url;
  }

  /** Whether it was asked for before: then it costs nothing. */
  has(hash: string, id: string): boolean {
    return this.#urls.has(`${hash} ${id}`);
  }

  #dropOldest(): void {
    const [key, url] = this.#urls.entries().next().value ?? [];
    if (key === undefined || url === undefined) return;
    this.#urls.delete(key);
    void url.then((made) => made !== null && URL.revokeObjectURL(made));
  }
}

const THUMBNAILS = new Thumbnails();

/** URL of a record's picture; null until it is there, or when it has none. */
export function useThumbnail(app: App, hash: string, id: string | null): string | null {
  const [found, setFound] = useState<{ id: string; url: string | null } | null>(null);
  useEffect(() => {
    if (id === null) return undefined;
    let shown = true;
    const ask = (): void => void THUMBNAILS.get(app, hash, id).then((url) => shown && setFound({ id, url }));
    const timer = setTimeout(ask, THUMBNAILS.has(hash, id) ? 0 : STAY);
    return () => {
      shown = false;
      clearTimeout(timer);
    };
  }, [hash, id]);
  return found !== null && found.id === id ? found.url : null;
}
