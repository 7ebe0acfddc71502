import { useEffect, useMemo, useState } from 'preact/hooks';
import type { SampleInfo } from '../../../session/debug-protocol.ts';
import type { DebugModel } from '../debug-model.ts';
import { useDebug } from '../context.ts';

/** Milliseconds after which a sample is decoded again: games put new ones in the place of old ones. */
const STALE_AFTER = 1000;

interface Kept {
  readonly wave: Int16Array;
  readonly time: number;
}

/** Decoded samples by place. What is asked for and not there is fetched, and the panel drawn again. */
class SampleCache {
  readonly #kept = new Map<string, Kept>();
  readonly #asking = new Set<string>();
  readonly #debug: DebugModel;
  readonly #onNew: () => void;
  gone = false;

  constructor(debug: DebugModel, onNew: () => void) {
    this.#debug = debug;
    this.#onNew = onNew;
  }

  get({ start, blocks }: SampleInfo): Int16Array | null {
    const key = `${String(start)} ${String(blocks)}`;
    const kept = this.#kept.get(key);
    const stale = kept === undefined || performance.now() - kept.time > STALE_AFTER;
    if (stale && !this.#asking.has(key)) void this.#ask(key, start, blocks);
    return kept?.wave ?? null;
  }

  async #ask(key: string, start: number, blocks: number): Promise<void> {
    this.#asking.add(key);
    try {
      const wave = await this.#debug.ask('sample', { start, blocks });
      const first = !this.#kept.has(key);
      this.#kept.set(key, { wave, time: performance.now() });
      if (first && !this.gone) this.#onNew();
    } catch {
      // The game went away meanwhile.
    }
    this.#asking.delete(key);
  }
}

export function useSampleCache(): SampleCache {
  const { debug } = useDebug();
  const [, setNew] = useState(0);
  const cache = useMemo(() => new SampleCache(debug, () => setNew((count) => count + 1)), []);
  useEffect(() => {
    cache.gone = false;
    return () => void (cache.gone = true);
  }, []);
  return cache;
}
