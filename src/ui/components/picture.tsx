import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { usePage } from './context.ts';

/** The emulator's canvas, which outlives the panel: it is moved in and out. */
export function Picture({ title, aims }: { readonly title: string; readonly aims: boolean }): JSX.Element {
  const { app } = usePage();
  const place = useRef<HTMLDivElement>(null);
  const { client } = app.player;
  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    element.append(client.canvas);
    const observer = new ResizeObserver(([entry]) => {
      const box = entry?.devicePixelContentBoxSize?.[0];
      const ratio = devicePixelRatio;
      client.resize(
        box?.inlineSize ?? Math.round(element.clientWidth * ratio),
        box?.blockSize ?? Math.round(element.clientHeight * ratio),
      );
    });
    observer.observe(element, { box: 'device-pixel-content-box' });
    return () => {
      observer.disconnect();
      if (client.canvas.parentElement === element) client.canvas.remove();
    };
  }, [client]);
  return (
    <div
      ref={place}
      class={aims ? 'picture picture-aim' : 'picture'}
      role="img"
      aria-label={app.text('player.picture', { title })}
    />
  );
}
