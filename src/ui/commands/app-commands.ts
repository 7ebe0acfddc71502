import type { Command } from './command.ts';

export const APP_COMMANDS: readonly Command[] = [
  {
    id: 'palette',
    group: 'app',
    title: 'command.palette',
    icon: 'search',
    keys: ['Mod+KeyK'],
    run: (app) => app.store.update((state) => void (state.palette = !state.palette)),
  },
  {
    id: 'openFile',
    group: 'app',
    title: 'command.openFile',
    icon: 'file',
    keys: ['Mod+KeyO'],
    run: (app) => app.library.openFile(),
  },
  {
    id: 'addFolder',
    group: 'app',
    title: 'command.addFolder',
    icon: 'folder',
    keys: ['Mod+Shift+KeyO'],
    run: (app) => app.library.addFolder(),
  },
  {
    id: 'rescan',
    group: 'app',
    title: 'command.rescan',
    keys: ['F5'],
    available: (state) => (state.library?.folders.length ?? 0) > 0 && state.scan?.running !== true,
    run: (app) => app.library.rescan(),
  },
  {
    id: 'cancelScan',
    group: 'app',
    title: 'command.cancelScan',
    keys: [],
    available: (state) => state.scan?.running === true,
    run: (app) => app.library.cancelScan(),
  },
  {
    id: 'settings',
    group: 'app',
    title: 'command.settings',
    icon: 'settings',
    keys: ['Mod+Comma'],
    run: (app) => app.showSettings(),
  },
];
