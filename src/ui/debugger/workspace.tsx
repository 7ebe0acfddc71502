import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { usePage } from '../components/context.ts';
import { Dock } from './dock.ts';
import { PanelContext } from './context.ts';
import { LayoutsDialog } from './layouts.tsx';
import { AskedBreakpoint } from './panels/breakpoint-dialog.tsx';
import { PlaceDialog } from './pointed/place-dialog.tsx';
import { BeamDialog, Toolbar } from './toolbar.tsx';
import { signal } from '@preact/signals';

/** Milliseconds after a change before a layout is written. */
const SAVE_AFTER = 500;
const ALWAYS = signal(true);

/** The debugger's screen: a bar of commands over a dock of panels, the game's picture among them. */
export function Workspace(): JSX.Element {
  const page = usePage();
  const { app } = page;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let dock: Dock | null = null;
    let gone = false;
    let pending: string | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const save = (): void => {
      clearTimeout(timer);
      const layout = pending;
      pending = null;
      if (layout !== null) app.attempt(() => app.bridge.call('debugger.setLayout', layout));
    };
    const onChange = (layout: string): void => {
      pending = layout;
      clearTimeout(timer);
      timer = setTimeout(save, SAVE_AFTER);
    };
    app.attempt(async () => {
      const kept = await app.bridge.call('debugger.layout', null);
      if (gone || place.current === null) return;
      dock = new Dock(place.current, { app, input: page.input }, kept, onChange);
      app.debug.dock = dock;
    });
    return () => {
      gone = true;
      save();
      app.debug.dock = null;
      dock?.dispose();
    };
  }, []);
  return (
    <main class="debugger" aria-label={app.text('debug.title')} data-debugger>
      <h1 class="visually-hidden">{app.text('debug.title')}</h1>
      <PanelContext.Provider value={{ app, panel: '', visible: ALWAYS, kept: {}, keep: () => undefined }}>
        <Toolbar />
        <LayoutsDialog />
        <BeamDialog />
        <PlaceDialog />
        <AskedBreakpoint />
      </PanelContext.Provider>
      <div ref={place} class="debug-dock" />
    </main>
  );
}
