import type {
  CallArgument,
  CallName,
  CallResult,
  HostBridge,
  HostEventName,
  HostEvents,
  OpenResult,
} from '../../shared/bridge.ts';
import { decodeMessage, encodeMessage } from '../../shared/wire.ts';

/** What Electron's preload script gives the page. */
interface PreloadDoor {
  call(name: string, argument: unknown): Promise<{ value: unknown } | { error: string }>;
  openFile(file: object, base: string | null, all: boolean): Promise<{ value: unknown } | { error: string } | null>;
  onEvent(listener: (name: string, payload: unknown) => void): void;
}

type Listener = (payload: never) => void;

class Listeners {
  readonly #lists = new Map<string, Set<Listener>>();

  add(name: string, listener: Listener): () => void {
    let list = this.#lists.get(name);
    if (list === undefined) {
      list = new Set();
      this.#lists.set(name, list);
    }
    list.add(listener);
    return () => void list.delete(listener);
  }

  tell(name: string, payload: unknown): void {
    for (const listener of this.#lists.get(name) ?? []) listener(payload as never);
  }
}

class ElectronBridge implements HostBridge {
  readonly #door: PreloadDoor;
  readonly #listeners = new Listeners();

  constructor(door: PreloadDoor) {
    this.#door = door;
    door.onEvent((name, payload) => this.#listeners.tell(name, payload));
  }

  async openFile(file: object, base: string | null, all: boolean): Promise<OpenResult | null> {
    const answer = await this.#door.openFile(file, base, all);
    if (answer === null) return null;
    if ('error' in answer) throw new Error(answer.error);
    return answer.value as OpenResult;
  }

  async call<N extends CallName>(name: N, argument: CallArgument<N>): Promise<CallResult<N>> {
    const answer = await this.#door.call(name, argument);
    if ('error' in answer) throw new Error(answer.error);
    return answer.value as CallResult<N>;
  }

  on<N extends HostEventName>(name: N, listener: (payload: HostEvents[N]) => void): () => void {
    return this.#listeners.add(name, listener);
  }
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

class SocketBridge implements HostBridge {
  readonly #socket: WebSocket;
  readonly #listeners = new Listeners();
  readonly #waiting = new Map<number, Waiting>();
  readonly #opened: Promise<void>;
  #nextId = 1;

  constructor(token: string) {
    this.#socket = new WebSocket(`ws://${location.host}/bridge`);
    this.#socket.binaryType = 'arraybuffer';
    this.#socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => this.#receive(decodeMessage(new Uint8Array(data)));
    this.#opened = new Promise((resolve, reject) => {
      this.#socket.onopen = () => {
        this.#socket.send(encodeMessage({ token }));
        resolve();
      };
      this.#socket.onclose = () => {
        const error = new Error('The connection to Dotclock is gone. Start it again with "npm start".');
        reject(error);
        for (const { reject: fail } of this.#waiting.values()) fail(error);
        this.#waiting.clear();
        this.#listeners.tell('fault', { message: error.message });
      };
    });
    this.#opened.catch(() => {});
  }

  #receive(message: unknown): void {
    const { id, value, error, event, payload } = message as {
      id?: number;
      value?: unknown;
      error?: string;
      event?: string;
      payload?: unknown;
    };
    if (event !== undefined) this.#listeners.tell(event, payload);
    if (id === undefined) return;
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(value as never);
    else waiting?.reject(new Error(error));
  }

  async call<N extends CallName>(name: N, argument: CallArgument<N>): Promise<CallResult<N>> {
    await this.#opened;
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.send(encodeMessage({ id, name, argument }));
    });
  }

  on<N extends HostEventName>(name: N, listener: (payload: HostEvents[N]) => void): () => void {
    return this.#listeners.add(name, listener);
  }
}

const TOKEN_KEY = 'dotclock-token';

/** The token stands in the URL's fragment, which no server sees; it is taken out at once and kept for reloads of this window only. */
function takeToken(): string {
  const match = /[#&]token=([0-9a-f]+)/.exec(location.hash);
  if (match?.[1] !== undefined) {
    sessionStorage.setItem(TOKEN_KEY, match[1]);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem(TOKEN_KEY) ?? '';
}

export function connectHost(): HostBridge {
  const door = (globalThis as { dotclockHost?: PreloadDoor }).dotclockHost;
  return door === undefined ? new SocketBridge(takeToken()) : new ElectronBridge(door);
}
