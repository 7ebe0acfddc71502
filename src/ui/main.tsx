import { render, type JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { EmulatorClient } from '../host/web/client.ts';
import { connectHost } from '../host/web/host-bridge.ts';
import { App } from './app.ts';
import { PageContext, usePage } from './components/context.ts';
import { Toasts } from './components/toasts.tsx';
import { InputControl } from './input.ts';
import { ChoiceDialog, FolderDialog } from './panels/dialogs.tsx';
import { CollectionDialog, GamePage } from './panels/game-page.tsx';
import { LibraryPanel } from './panels/library.tsx';
import { Overlay } from './panels/overlay.tsx';
import { PadKeys } from './components/pad-keys.tsx';
import { OtherWindows, Palettes } from './components/other-windows.tsx';
import { DebuggerScreen } from './debugger/screen.tsx';
import { takeDrop } from './drop.ts';
import { PlayerPanel } from './panels/player.tsx';
import { NotKeptDialog } from './panels/not-kept-dialog.tsx';
import { SlowCloseDialog } from './panels/slow-close-dialog.tsx';
import { BatteryDialog, RecoveryDialog } from './panels/timeline/state-dialogs.tsx';
import { ScanProblems } from './panels/scan-problems.tsx';
import { isCovered } from './state/ui-state.ts';
import { keepEscape } from './system-keyboard.ts';
import { SettingsPage } from './panels/settings.tsx';

function useDrop(): void {
  const { app } = usePage();
  useEffect(() => {
    const show = (on: boolean): void => {
      if (app.store.now.dropping !== on) app.store.update((state) => void (state.dropping = on));
    };
    const over = (event: DragEvent): void => {
      event.preventDefault();
      show(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) show(false);
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      show(false);
      takeDrop(app, event);
    };
    app.windows.each((one) => {
      one.addEventListener('dragover', over);
      one.addEventListener('dragleave', leave);
      one.addEventListener('drop', drop);
    });
  }, []);
}

function Root(): JSX.Element {
  const { app, state } = usePage();
  useDrop();
  const covered = isCovered(state);
  const closeSettings = (): void => app.store.update((draft) => void (draft.settingsOpen = false));
  return (
    <>
      <div class="page" inert={covered}>
        {state.player === null ? (
          <LibraryPanel />
        ) : state.debugger && state.player.fault === null ? (
          <DebuggerScreen />
        ) : (
          <PlayerPanel />
        )}
      </div>
      <Overlay />
      <BatteryDialog />
      <RecoveryDialog />
      {state.settingsOpen && state.player === null && <SettingsPage onClose={closeSettings} />}
      {state.folderDialog && <FolderDialog />}
      {state.choice !== null && <ChoiceDialog />}
      {state.gamePage !== null && <GamePage />}
      {state.naming !== null && <CollectionDialog />}
      <ScanProblems />
      <Palettes />
      {state.dropping && <div class="drop">{app.text('drop.hint')}</div>}
      <NotKeptDialog />
      <PadKeys />
      <SlowCloseDialog />
      <Toasts />
      <OtherWindows covered={covered} />
    </>
  );
}

const words = new URLSearchParams(location.search);
const drawnBy = words.has('canvas2d') ? 'processor' : words.has('webgl') ? 'graphics' : 'best';
const app = new App(
  connectHost(),
  () =>
    new EmulatorClient(
      {
        worker: new URL('emulator-worker.js', document.baseURI),
        screen: new URL('screen-worker.js', document.baseURI),
        worklet: new URL('audio-worklet.js', document.baseURI),
        recorder: new URL('recorder-worker.js', document.baseURI),
        warmUp: ['test-card', 'embermoth'].map((cart) => new URL(`warm-up/${cart}.bin`, document.baseURI)),
      },
      drawnBy,
    ),
);
const input = new InputControl(app);
const place = document.getElementById('app');
if (place === null) throw new Error('the page has no place for the app.');
render(
  <PageContext.Provider value={{ app, input }}>
    <Root />
  </PageContext.Provider>,
  place,
);
input.start();
document.addEventListener('fullscreenchange', () => {
  const fullscreen = document.fullscreenElement !== null;
  app.store.set({ fullscreen });
  app.attempt(() => keepEscape(fullscreen));
});
app.attempt(() => app.start());
