import { useEffect, useRef, useState } from 'preact/hooks';
import { useDebug } from '../context.ts';
import { inDots, type RgbaPicture, withAlpha } from './pixels.ts';

/** The picture as it stands, in dots, asked again as often as panels ask; null before the first and while it isn't wanted. */
export function usePicture(wanted: boolean, every = 100): RgbaPicture | null {
  const { app, debug, visible } = useDebug();
  const [picture, setPicture] = useState<RgbaPicture | null>(null);
  const asked = useRef({ busy: false, last: 0, gone: false });
  const tick = debug.tick.value;
  const shown = visible.value;
  useEffect(() => {
    asked.current.gone = false;
    return () => void (asked.current.gone = true);
  }, []);
  useEffect(() => {
    const { current } = asked;
    if (!wanted || !shown || current.busy || !debug.open) return;
    if (debug.running && performance.now() - current.last < every) return;
    current.busy = true;
    current.last = performance.now();
    const look = async (): Promise<void> => {
      try {
        const answer = await app.player.client.call('picture', null);
        if (!current.gone && answer !== null) setPicture(inDots(withAlpha(answer)));
      } finally {
        current.busy = false;
      }
    };
    app.attempt(look);
  }, [tick, wanted, shown]);
  return picture;
}
