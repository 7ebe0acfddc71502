import type { RecordingKind } from '../../shared/bridge.ts';
import type { RecorderOrder, RecorderReport } from './record-messages.ts';

export interface RecordingSinks {
  /** Bytes for a place of the file; awaited in order. */
  readonly write: (position: number, bytes: Uint8Array) => Promise<unknown>;
  /** Something went wrong by itself: the recording ends here, with what was written. */
  readonly failed: (error: Error) => void;
}

/** A recording that runs: a Worker of its own, which outlives the emulator's. */
export class Recording {
  /** For the emulator's Worker: what the machine makes goes in here. */
  readonly source: MessagePort;
  readonly kind: RecordingKind;
  readonly #worker: Worker;
  readonly #sinks: RecordingSinks;
  readonly #done: Promise<number>;
  #settle: { resolve: (dropped: number) => void; reject: (error: Error) => void } | null = null;
  #writing: Promise<unknown> = Promise.resolve();
  #failed = false;

  constructor(url: string | URL, kind: RecordingKind, frameRate: number, sinks: RecordingSinks) {
    this.kind = kind;
    this.#sinks = sinks;
    const { port1, port2 } = new MessageChannel();
    this.source = port1;
    this.#done = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
    this.#done.catch(() => {});
    this.#worker = new Worker(url, { type: 'module', name: 'recorder' });
    this.#worker.onmessage = ({ data }: MessageEvent<RecorderReport>) => this.#receive(data);
    this.#worker.onerror = (event) => this.#fail(new Error(event.message || 'the recorder could not be started.'));
    const order: RecorderOrder = { start: kind, source: port2, frameRate };
    this.#worker.postMessage(order, [port2]);
  }

  #receive(report: RecorderReport): void {
    if ('error' in report) this.#fail(new Error(report.error));
    else if ('done' in report) this.#settle?.resolve(report.droppedFrames);
    else {
      const { position, bytes } = report;
      this.#writing = this.#writing
        .then(() => (this.#failed ? null : this.#sinks.write(position, bytes)))
        .catch((error: unknown) => this.#fail(error instanceof Error ? error : new Error(String(error))));
    }
  }

  #fail(error: Error): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#settle?.reject(error);
    this.#sinks.failed(error);
  }

  /** The emulator's Worker is gone: ends with what has come so far. */
  cutShort(): void {
    const order: RecorderOrder = { stop: true };
    this.#worker.postMessage(order);
  }

  /** Resolves when everything is written, with the number of pictures that were left out. Rejects when the file is not whole. */
  async finished(): Promise<number> {
    try {
      const dropped = await this.#done;
      await this.#writing;
      return dropped;
    } finally {
      this.#worker.terminate();
    }
  }
}
