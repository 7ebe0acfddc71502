import { useEffect, useState } from 'preact/hooks';
import type { App } from '../../app.ts';
import { KeptUrls } from './kept-urls.ts';

/** Milliseconds that a row must stay before its picture is asked for: what flies by asks for nothing. */
const STAY = 90;

const THUMBNAILS = new KeptUrls();

async function pictureOf(app: App, hash: string, id: string): Promise<string | null> {
  const png = await app.bridge.call('states.picture', { hash, id }).catch(() => null);
  return png === null ? null : URL.createObjectURL(new Blob([png.slice()], { type: 'image/png' }));
}

/** URL of a record's picture; null until it is there, or when it has none. */
export function useThumbnail(app: App, hash: string, id: string | null): string | null {
  const [found, setFound] = useState<{ id: string; url: string | null } | null>(null);
  useEffect(() => {
    if (id === null) return undefined;
    const key = `${hash} ${id}`;
    let shown = true;
    let held = false;
    const ask = (): void => {
      held = true;
      void THUMBNAILS.hold(key, () => pictureOf(app, hash, id)).then((url) => shown && setFound({ id, url }));
    };
    const timer = setTimeout(ask, THUMBNAILS.has(key) ? 0 : STAY);
    return () => {
      shown = false;
      clearTimeout(timer);
      if (held) THUMBNAILS.letGo(key);
    };
  }, [hash, id]);
  return found !== null && found.id === id ? found.url : null;
}
