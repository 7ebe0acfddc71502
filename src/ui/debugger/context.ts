import type { ReadonlySignal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import type { DebugCall, DebugCalls } from '../../session/debug-protocol.ts';
import type { App } from '../app.ts';
import type { DebugModel } from './debug-model.ts';

export interface PanelContextValue {
  readonly app: App;
  /** Which panel of the dock it is. */
  readonly panel: string;
  /** False while another tab is in front, or the window is small. */
  readonly visible: ReadonlySignal<boolean>;
  /** What it has kept in the layout, by name. */
  readonly kept: Readonly<Record<string, unknown>>;
  /** Keeps a value in the layout. */
  readonly keep: (name: string, value: string | number) => void;
}

/** A panel's state that is kept in the layout. `fits` says whether what was kept is one. */
export function useKept<T extends string | number>(
  name: string,
  first: T,
  fits: (value: unknown) => value is T,
): readonly [T, (value: T) => void] {
  const { kept, keep } = useDebug();
  const [value, setValue] = useState<T>(() => (fits(kept[name]) ? kept[name] : first));
  return [
    value,
    (next) => {
      setValue(next);
      keep(name, next);
    },
  ];
}

/** A whole number that is no less than 0. */
export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

export const PanelContext = createContext<PanelContextValue | null>(null);

/** What a panel works with. It is drawn again only when signals change that it reads. */
export function useDebug(): PanelContextValue & { readonly debug: DebugModel } {
  const panel = useContext(PanelContext);
  if (panel === null) throw new Error('a panel stands outside the workspace.');
  return { ...panel, debug: panel.app.debug };
}

export interface Live<N extends DebugCall> {
  readonly value: DebugCalls[N][1];
  /** What was asked: the answer may be of the question before. */
  readonly argument: DebugCalls[N][0];
}

export interface LiveOptions {
  /** Asks only while the machine stands still: for what is dear. */
  readonly stopped?: boolean;
  /** Milliseconds between two questions while it runs. */
  readonly every?: number;
  /** Asked anew when it is another. */
  readonly round?: number;
}

/**
 * The debugger's answer to a question, asked again whenever something moves: at display rate while the machine runs and the panel is seen, one
 * question at a time. A null question is not asked. The last answer stays until the next one is there.
 */
export function useLive<N extends DebugCall>(
  call: N,
  argument: DebugCalls[N][0] | undefined,
  options: LiveOptions = {},
): Live<N> | null {
  const { app, debug, visible } = useDebug();
  const [live, setLive] = useState<Live<N> | null>(null);
  const asked = useRef({ busy: false, again: false, last: 0, gone: false });
  const wanted = useRef(argument);
  wanted.current = argument;
  const key = argument === undefined ? '' : JSON.stringify(argument);
  const tick = debug.tick.value;
  const shown = visible.value;
  useEffect(() => {
    asked.current.gone = false;
    return () => void (asked.current.gone = true);
  }, []);
  useEffect(() => {
    if (key === '' || !shown) return;
    const { current } = asked;
    const answer = async (question: DebugCalls[N][0]): Promise<void> => {
      try {
        const value = await debug.ask(call, question);
        if (!current.gone) setLive({ value, argument: question });
      } catch (error) {
        if (!current.gone && debug.open && !debug.running) app.attempt(() => Promise.reject(error));
      }
      current.busy = false;
      if (current.again) go();
    };
    const go = (): void => {
      if (current.busy) {
        current.again = true;
        return;
      }
      const question = wanted.current;
      if (question === undefined || current.gone || !debug.open) return;
      current.busy = true;
      current.again = false;
      current.last = performance.now();
      void answer(question);
    };
    if (debug.running && (options.stopped === true || performance.now() - current.last < (options.every ?? 0))) return;
    go();
  }, [tick, key, shown, options.round]);
  return live;
}
