import { contextBridge, ipcRenderer } from 'electron';

/** The page's only door: one channel each way. What goes through is checked on the other side. */
contextBridge.exposeInMainWorld('dotclockHost', {
  call: (name: string, argument: unknown): Promise<unknown> => ipcRenderer.invoke('bridge', name, argument),
  onEvent: (listener: (name: string, payload: unknown) => void): void => {
    ipcRenderer.on('bridge-event', (_event, name: string, payload: unknown) => listener(name, payload));
  },
});
