import { Resampler } from './resampler.ts';
import { SoundRing } from './sound-ring.ts';

declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: unknown): void;

/** What the Worker sends where no memory can be shared. */
interface SamplesMessage {
  readonly samples: Int16Array;
  readonly rate: number;
  readonly target: number;
  readonly active: boolean;
}

interface ProcessorOptions {
  readonly processorOptions: { readonly ring: SharedArrayBuffer | null };
}

class ConsoleSound extends AudioWorkletProcessor {
  readonly #ring: SoundRing;
  readonly #resampler: Resampler;

  constructor({ processorOptions }: ProcessorOptions) {
    super();
    this.#ring = new SoundRing(processorOptions.ring ?? new ArrayBuffer(SoundRing.bytes));
    if (processorOptions.ring === null) {
      this.#ring.rate = 32_040;
      this.#ring.target = 2048;
    }
    this.#resampler = new Resampler(this.#ring, sampleRate);
    this.port.onmessage = ({ data }: MessageEvent<{ source?: MessagePort }>) => {
      if (data.source !== undefined) data.source.onmessage = (event: MessageEvent<SamplesMessage>) => this.#take(event.data);
    };
  }

  #take({ samples, rate, target, active }: SamplesMessage): void {
    this.#ring.rate = rate;
    this.#ring.target = target;
    this.#ring.active = active;
    this.#ring.write(samples, samples.length / 2, target * 3);
  }

  process(_inputs: unknown, outputs: Float32Array[][]): boolean {
    const channels = outputs[0];
    const left = channels?.[0];
    const right = channels?.[1];
    if (left !== undefined && right !== undefined) this.#resampler.render(left, right);
    return true;
  }
}

registerProcessor('console-sound', ConsoleSound);
