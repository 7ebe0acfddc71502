import { contextBridge, ipcRenderer, webUtils } from 'electron';

/** Not the page's to ask for: paths come from files that the player dropped or chose, and from nowhere else. */
const BY_PATH = 'library.openPath';

function ask(name: string, argument: unknown): Promise<unknown> {
  return ipcRenderer.invoke('bridge', name, argument);
}

/** '' for what is no file of the disk. Before Electron 32 a file says its path itself. */
function pathOf(file: unknown): string {
  if (!(file instanceof File)) return '';
  const utils = webUtils as typeof webUtils | undefined;
  return utils === undefined ? ((file as File & { path?: string }).path ?? '') : utils.getPathForFile(file);
}

/** The page's only door: one channel each way. What goes through is checked on the other side. */
contextBridge.exposeInMainWorld('dotclockHost', {
  call: (name: string, argument: unknown): Promise<unknown> =>
    name === BY_PATH ? Promise.resolve({ error: 'there is no such call.' }) : ask(name, argument),
  /** Opens a file or a folder where it is; null when it is nowhere. */
  openFile: async (file: unknown, base: string | null, all: boolean): Promise<unknown> => {
    const path = pathOf(file);
    return path === '' ? null : ask(BY_PATH, { path, base, all });
  },
  onEvent: (listener: (name: string, payload: unknown) => void): void => {
    ipcRenderer.on('bridge-event', (_event, name: string, payload: unknown) => listener(name, payload));
  },
});
