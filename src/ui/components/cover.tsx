import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Game } from '../../shared/bridge.ts';
import { usePage } from './context.ts';

/** A picture, or a cover made of the game's hash and first letter. Pictures are asked for when they come into view. */
export function Cover({ game }: { readonly game: Game }): JSX.Element {
  const { app, state } = usePage();
  const [url, setUrl] = useState<string | null>(null);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    element.style.setProperty('--hue', String(Number.parseInt(game.hash.slice(0, 4), 16) % 360));
    if (!game.hasPicture) {
      setUrl(null);
      return undefined;
    }
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      app.attempt(async () => setUrl(await app.library.picture(game)));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [game.hash, game.hasPicture, game.lastPlayed, game.ownCover, state.coverVersion]);
  return (
    <div ref={place} class="cover">
      {url === null ? (
        <span class="cover-letter">{game.title.charAt(0)}</span>
      ) : (
        <img class={game.ownCover ? 'cover-own' : ''} src={url} alt="" />
      )}
    </div>
  );
}
