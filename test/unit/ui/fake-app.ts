import { vi } from 'vitest';
import type { CallArgument, CallName, HostBridge } from '../../../src/shared/bridge.ts';
import type { SessionEvent } from '../../../src/session/protocol.ts';
import { App } from '../../../src/ui/app.ts';
import type { ToastOptions } from '../../../src/ui/toast-board.ts';
import { asGame, newEntry } from '../../../electron/services/library-entries.ts';

type Answers = { [N in CallName]?: (argument: CallArgument<N>) => unknown };
type ClientAnswers = Record<string, (argument: never) => unknown>;

export const HASH = 'ab'.repeat(32);

/** A game as the host loads it. */
export function loadedGame(sram: Uint8Array | null = null): object {
  const facts = {
    entry: null,
    hash: HASH,
    crc: 1,
    title: 'Game',
    size: 32_768,
    region: 'ntsc',
    mapping: 'lorom',
    chip: 'none',
    battery: true,
  };
  const entry = newEntry(facts as never, 'Game', { bytes: new Uint8Array(1) }, { demo: false, stamp: '' });
  return { game: asGame(entry, true), rom: new Uint8Array(32_768), sram, sramTime: 0 };
}

/** The emulator's Workers, as far as the page talks to them. */
export class FakeClient {
  onEvent: ((event: SessionEvent) => void) | null = null;
  readonly canvas = null;
  readonly soundState = 'running';
  closed = false;
  sounds = 0;
  readonly recordings: FakeRecording[] = [];
  readonly answers: ClientAnswers;

  constructor(answers: ClientAnswers) {
    this.answers = answers;
  }

  async call(name: string, argument: never): Promise<unknown> {
    return this.answers[name]?.(argument) ?? null;
  }

  debug(call: string, argument: unknown): Promise<unknown> {
    return this.call('debug', { call, argument } as never);
  }

  warmUps = 0;

  warmUp(): void {
    this.warmUps++;
  }

  async startSound(): Promise<void> {
    this.sounds++;
  }

  stopSound(): void {}

  record(kind: string): FakeRecording {
    const made = new FakeRecording(kind);
    this.recordings.push(made);
    return made;
  }

  endRecord(): void {}

  close(): void {
    this.closed = true;
  }
}

class FakeRecording {
  readonly kind: string;
  ended = false;

  constructor(kind: string) {
    this.kind = kind;
  }

  cutShort(): void {}

  finished(): Promise<number> {
    this.ended = true;
    return Promise.resolve(0);
  }
}

/** The real page's actions between a host and Workers that are made up. */
export class FakeApp {
  readonly app: App;
  readonly calls: { name: CallName; argument: unknown }[] = [];
  readonly toasts: { text: string; options: ToastOptions }[] = [];
  readonly clients: FakeClient[] = [];
  readonly host: Answers = {
    'game.load': () => loadedGame(),
    'states.latest': () => null,
    'library.list': () => ({ games: [], folders: [], collections: [] }),
    'settings.get': () => ({ settings: this.app.store.now.settings, games: {} }),
  };
  readonly client: ClientAnswers = { load: () => ({ frameRate: 60, sramSize: 8192 }) };

  constructor() {
    vi.stubGlobal('navigator', { platform: 'Linux', language: 'en' });
    vi.stubGlobal('document', {
      title: '',
      addEventListener: () => {},
      documentElement: { dataset: {}, style: { setProperty: () => {} } },
    });
    vi.stubGlobal(
      'MutationObserver',
      class {
        observe(): void {}
      },
    );
    vi.stubGlobal('window', Object.assign(new EventTarget(), { document: new EventTarget() }));
    vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {} }));
    vi.stubGlobal('addEventListener', () => {});
    vi.stubGlobal('requestIdleCallback', (work: () => void) => work());
    const bridge = {
      call: async (name: CallName, argument: never) => {
        this.calls.push({ name, argument });
        return (this.host[name] as ((argument: never) => unknown) | undefined)?.(argument) ?? null;
      },
      on: () => () => {},
    };
    this.app = new App(bridge as unknown as HostBridge, () => {
      const made = new FakeClient(this.client);
      this.clients.push(made);
      return made as never;
    });
    const toast = this.app.toast.bind(this.app);
    this.app.toast = (text, options = {}) => {
      this.toasts.push({ text, options });
      toast(text, options);
    };
  }

  /** The arguments of all calls of that name. */
  said<N extends CallName>(name: N): readonly CallArgument<N>[] {
    return this.calls.filter((call) => call.name === name).map(({ argument }) => argument as CallArgument<N>);
  }

  texts(): readonly string[] {
    return this.toasts.map(({ text }) => text);
  }
}
