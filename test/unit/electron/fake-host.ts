import { join } from 'node:path';
import { vi } from 'vitest';
import { DirectInspector, type Inspector } from '../../../electron/services/inspect.ts';
import { Services, type HostAbilities } from '../../../electron/services/services.ts';
import { EMPTY_SETTINGS } from '../../../electron/services/settings-service.ts';

export function fakeHost(): HostAbilities {
  return {
    kind: 'electron',
    version: '0.1.0',
    chooseFolder: vi.fn(() => Promise.resolve(null)),
    chooseFiles: vi.fn(() => Promise.resolve([])),
    setMenu: vi.fn(),
    setFullscreen: vi.fn(),
    setTitle: vi.fn(),
    opened: vi.fn(),
    closing: vi.fn(),
    readyToClose: vi.fn(),
    quit: vi.fn(),
    showFile: vi.fn(),
  };
}

/** Services over a folder of the test's own, and what they tell the page. */
export function servicesIn(folder: string, host: HostAbilities = fakeHost(), inspector: Inspector = new DirectInspector()) {
  const places = {
    data: join(folder, 'data'),
    demos: join(folder, 'demos'),
    screenshots: join(folder, 'pictures of the player'),
    recordings: join(folder, 'films of the player'),
  };
  const services = new Services(host, places, inspector, { store: { ...EMPTY_SETTINGS } }, null);
  const told: [string, unknown][] = [];
  services.emit = (name, payload) => void told.push([name, payload]);
  return { services, host, places, told };
}
