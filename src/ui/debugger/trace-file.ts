import { signal } from '@preact/signals';
import type { TraceOptions } from '../../session/debug-protocol.ts';
import type { App } from '../app.ts';

/** Milliseconds until rows are asked for again when there were none. */
const PAUSE = 60;

export interface TraceFileState {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
}

/** The rows of a trace, written to a file as they come: as many as there are. The machine waits while the disk is behind. */
export class TraceFile {
  /** The file that grows now, or null. */
  readonly state = signal<TraceFileState | null>(null);
  readonly #app: App;
  #ending = false;
  #done: Promise<void> = Promise.resolve();

  constructor(app: App) {
    this.#app = app;
  }

  /** @throws Error for a bad condition or format, and when the file can't be made */
  async start(options: TraceOptions): Promise<void> {
    const { debug, bridge, store } = this.#app;
    const hash = store.now.player?.game.hash;
    if (hash === undefined || this.state.peek() !== null) return;
    await debug.ask('traceFile', options);
    let file: { readonly id: string; readonly name: string };
    try {
      file = await bridge.call('recording.start', { hash, kind: 'log' });
    } catch (error) {
      await debug.ask('traceFile', null);
      throw error;
    }
    this.#ending = false;
    this.state.value = { name: file.name, rows: 0, bytes: 0 };
    this.#done = this.#run(file.id, file.name);
  }

  /** Ends it after what was written until now, and says where it is. */
  async stop(): Promise<void> {
    if (this.state.peek() === null) return;
    this.#ending = true;
    await this.#app.debug.ask('traceFile', null).catch(() => null);
    await this.#done;
  }

  async #run(id: string, name: string): Promise<void> {
    const { bridge } = this.#app;
    let fault: unknown = null;
    try {
      await this.#copy(id);
    } catch (error) {
      fault = error;
    }
    // Where the debugger has gone meanwhile there is nothing to switch off.
    await this.#app.debug.ask('traceFile', null).catch(() => null);
    await bridge.call('recording.stop', { id }).catch((error: unknown) => void (fault ??= error));
    const rows = (this.state.peek()?.rows ?? 0).toLocaleString(this.#app.language);
    this.state.value = null;
    const show = { action: 'common.show', run: () => bridge.call('file.show', { name }) } as const;
    if (fault === null) this.#app.toast(this.#app.text('trace.saved', { name, rows }), show);
    else
      this.#app.toast(this.#app.text('trace.broken', { name, rows, reason: this.#app.reasonOf(fault) }), {
        ...show,
        kind: 'error',
      });
  }

  async #copy(id: string): Promise<void> {
    const { debug, bridge } = this.#app;
    const encoder = new TextEncoder();
    let position = 0;
    for (;;) {
      // What comes after this was asked for is no more of it.
      const last = this.#ending;
      if (last) await debug.ask('traceFile', null);
      const { text, total } = await debug.ask('takeTrace', null);
      if (text !== '') {
        const bytes = encoder.encode(text);
        const size = bytes.length;
        await bridge.call('recording.write', { id, position, bytes });
        position += size;
      } else if (last) return;
      else await new Promise((resolve) => setTimeout(resolve, PAUSE));
      const name = this.state.peek()?.name ?? '';
      this.state.value = { name, rows: total, bytes: position };
    }
  }
}
