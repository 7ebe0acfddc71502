import { FRAME_STRIDE, type AudioSink, type VideoFrame } from '../../core/platform.ts';
import type { Recorded } from './record-messages.ts';

/** Copies what the machine makes to the recorder, while there is one. */
export class RecordTap implements AudioSink {
  #port: MessagePort | null = null;
  #video = false;

  connect(port: MessagePort, video: boolean): void {
    this.end();
    this.#port = port;
    this.#video = video;
  }

  end(): void {
    this.#send({ end: true });
    this.#port = null;
  }

  frame({ pixels, wide, height }: VideoFrame): void {
    if (this.#port === null || !this.#video) return;
    const copy = pixels.slice(0, height * FRAME_STRIDE);
    this.#send({ pixels: copy, wide: wide.slice(0, height), height }, [copy.buffer]);
  }

  samples(samples: Int16Array, count: number): void {
    if (this.#port === null || count === 0) return;
    const copy = samples.slice(0, count * 2);
    this.#send({ samples: copy }, [copy.buffer]);
  }

  #send(message: Recorded, transfer: Transferable[] = []): void {
    this.#port?.postMessage(message, transfer);
  }
}
