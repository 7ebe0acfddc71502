import type { JSX } from 'preact';
import { useDebug } from '../context.ts';
import type { MenuEntry } from '../menu.tsx';
import { codeAddress } from '../places.ts';
import { usePlaceActions } from '../pointed/place-actions.tsx';
import { toggleEventStop } from '../pointed/place.ts';
import { type EventRow, placeOfEvent } from './event-list.ts';

/** What can be done with the chosen event: its register, its instruction, its moment. */
export function useEventActions(row: EventRow | null): {
  readonly entries: () => readonly (MenuEntry | 'line')[];
  readonly onKey: (event: KeyboardEvent) => boolean;
  readonly answer: JSX.Element | null;
} {
  const { app, debug } = useDebug();
  const actions = usePlaceActions(placeOfEvent(row));
  const stopEvent = async ({ event: { kind } }: EventRow): Promise<void> => {
    if (kind === 'read' || kind === 'write') return;
    const set = await toggleEventStop(debug, kind);
    app.toast(app.text(set ? 'memory.stopSet' : 'place.stopGone', { place: kind.toUpperCase() }));
  };
  const stopCode = async ({ event: { pc } }: EventRow): Promise<void> => {
    const set = await debug.toggleBreakpoint(pc, 'cpu');
    app.toast(app.text(set ? 'memory.stopSet' : 'place.stopGone', { place: codeAddress('cpu', pc) }));
  };
  return {
    ...actions,
    entries: () => {
      if (row === null) return [];
      const { event } = row;
      const name = event.kind.toUpperCase();
      const own: readonly MenuEntry[] =
        event.register >= 0
          ? actions.entries()
          : [{ text: app.text('place.stopEvent', { event: name }), run: () => app.attempt(() => stopEvent(row)) }];
      return [
        ...own,
        {
          text: app.text('place.stopCode', { address: codeAddress('cpu', event.pc) }),
          run: () => app.attempt(() => stopCode(row)),
        },
        'line',
        { text: app.text('memory.goThere'), hint: 'Enter', run: () => app.attempt(() => debug.goTo(event.position)) },
        { text: app.text('pixel.showCode'), run: () => debug.showCode('cpu', event.pc) },
      ];
    },
  };
}
