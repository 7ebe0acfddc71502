import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { WriteQuery, WriteRecord } from '../../../session/debug-protocol.ts';
import { useDebug } from '../context.ts';
import { Writer } from '../memory/writer.tsx';
import type { MenuEntry } from '../menu.tsx';
import { type Place, placeText, toggleStop } from './place.ts';

export interface PlaceActions {
  readonly whoWrote: () => Promise<void>;
  readonly whenChanged: () => Promise<void>;
  readonly entries: () => readonly MenuEntry[];
  /** Whether the key was one of them; it is used up then. */
  readonly onKey: (event: KeyboardEvent) => boolean;
  /** The answer to who wrote it, with the way there; null before it was asked. */
  readonly answer: JSX.Element | null;
}

/** What every viewer offers for the bytes or the register that its cursor is on: who wrote them, and to break at their reads and writes. */
export function usePlaceActions(place: Place | null): PlaceActions {
  const { app, debug, panel } = useDebug();
  const [record, setRecord] = useState<WriteRecord | 'nobody' | 'nobody-earlier' | null>(null);
  /** What was asked last. */
  const asked = useRef<WriteQuery | null>(null);
  const memory = place?.memory;
  useEffect(() => setRecord(null), [memory]);
  const ask = async (changed: boolean): Promise<void> => {
    if (place === null) return;
    if (debug.running) await debug.run();
    const query = { memory: place.memory, from: place.from, to: place.to, changed };
    asked.current = query;
    setRecord((await debug.ask('whoWrote', query)) ?? 'nobody');
  };
  const earlier = async (): Promise<void> => {
    if (typeof record !== 'object' || record === null || asked.current === null) return;
    setRecord((await debug.ask('whoWrote', { ...asked.current, before: record.moment })) ?? 'nobody-earlier');
  };
  const stopOn = async (access: 'read' | 'write'): Promise<void> => {
    if (place === null) return;
    const set = await toggleStop(debug, place, access);
    app.toast(app.text(set ? 'memory.stopSet' : 'place.stopGone', { place: placeText(place) }));
  };
  const whoWrote = (): Promise<void> => ask(false);
  const whenChanged = (): Promise<void> => ask(true);
  const stopWrite = (): Promise<void> => stopOn('write');
  const stopRead = (): Promise<void> => stopOn('read');
  useEffect(() => {
    if (place === null) return undefined;
    return debug.pointed.put(panel, place);
  });
  const keys: Readonly<Record<string, () => Promise<void>>> = {
    KeyW: whoWrote,
    KeyH: whenChanged,
    KeyB: stopWrite,
    KeyR: stopRead,
  };
  return {
    whoWrote,
    whenChanged,
    entries: () =>
      place === null
        ? []
        : [
            { text: app.text('memory.whoWrote'), hint: '⇧W', run: () => app.attempt(whoWrote) },
            { text: app.text('memory.whenChanged'), hint: '⇧H', run: () => app.attempt(whenChanged) },
            { text: app.text('memory.stopWrite'), hint: '⇧B', run: () => app.attempt(stopWrite) },
            { text: app.text('memory.stopRead'), hint: '⇧R', run: () => app.attempt(stopRead) },
          ],
    onKey: (event) => {
      const action = keys[event.code];
      if (action === undefined || !event.shiftKey || event.ctrlKey || event.metaKey || event.altKey || place === null)
        return false;
      app.attempt(action);
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
    answer: record === null || memory === undefined ? null : <Writer record={record} memory={memory} earlier={earlier} />,
  };
}
