import type { DebugCall, DebugCalls, DebugRequest } from '../../session/debug-protocol.ts';
import type { SessionCall, SessionCalls, SessionEvent } from '../../session/protocol.ts';
import { SAMPLE_RATE } from '../../session/sound.ts';
import { FrameExchange } from './frame-exchange.ts';
import { INPUT_WORDS } from './live-input.ts';
import { Recording, type RecordingSinks } from './recording.ts';
import { SoundRing } from './sound-ring.ts';
import type { Control, Display, DrawnBy, FromWorker, ScreenControl, ScreenEvent } from './worker-messages.ts';

export { Recording } from './recording.ts';
export type { Display } from './worker-messages.ts';

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

export interface ClientUrls {
  readonly worker: string | URL;
  readonly screen: string | URL;
  readonly worklet: string | URL;
  readonly recorder: string | URL;
  /** Carts to play unseen before the first game. */
  readonly warmUp: readonly (string | URL)[];
}

/** The page's side of the emulator's two Workers, for the machine and for its picture: asks, hears, and owns the sound device and the buttons. */
export class EmulatorClient {
  readonly canvas = document.createElement('canvas');
  /** Memory is shared with the Worker and the audio thread. */
  readonly shared = globalThis.crossOriginIsolated && typeof SharedArrayBuffer !== 'undefined';
  renderer: 'webgl2' | 'canvas2d' | 'starting' = 'starting';
  /** Filters with effects can be drawn, as far as is known. */
  effects = true;
  onEffects: ((effects: boolean) => void) | null = null;
  onEvent: ((event: SessionEvent) => void) | null = null;
  readonly #urls: ClientUrls;
  readonly #worker: Worker;
  readonly #screen: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #pads: Int32Array | null;
  readonly #ring: SoundRing | null;
  readonly #soundIn: MessagePort | null;
  #lastPads = '';
  #audio: AudioContext | null = null;
  #gain: GainNode | null = null;
  #volume = 0.8;
  #resting = false;
  #nextId = 1;
  /** Why a Worker is no more; who asks then is told. */
  #dead: string | null = null;

  constructor(urls: ClientUrls, drawnBy: DrawnBy = 'best') {
    this.#urls = urls;
    this.#worker = new Worker(urls.worker, { type: 'module', name: 'emulator' });
    this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#receive(data);
    this.#worker.onerror = (event) => this.#crashed(event.message || 'the emulator could not be started.');
    const pads = this.shared ? new SharedArrayBuffer(INPUT_WORDS * 4) : null;
    this.#pads = pads === null ? null : new Int32Array(pads);
    this.#ring = this.shared ? new SoundRing(new SharedArrayBuffer(SoundRing.bytes)) : null;
    const channel = this.shared ? null : new MessageChannel();
    this.#soundIn = channel?.port2 ?? null;
    if (this.#ring !== null) {
      this.#ring.rate = Math.round(SAMPLE_RATE);
      this.#ring.target = 2048;
    }
    const frames = this.shared ? new SharedArrayBuffer(FrameExchange.bytes) : null;
    if (frames !== null) FrameExchange.prepare(frames);
    const { port1: screen, port2: port } = new MessageChannel();
    this.#screen = new Worker(urls.screen, { type: 'module', name: 'screen' });
    this.#screen.onmessage = ({ data }: MessageEvent<ScreenEvent>) => this.#onScreen(data);
    this.#screen.onerror = (event) => this.#crashed(event.message || 'the picture could not be started.');
    const canvas = this.canvas.transferControlToOffscreen();
    this.#draw({ control: 'start', canvas, port, frames, drawnBy }, [canvas, port]);
    const ring = this.#ring === null ? null : (this.#ring.buffer as SharedArrayBuffer);
    const sound = channel?.port1 ?? null;
    this.#control({ control: 'start', screen, frames, pads, ring, sound }, sound === null ? [screen] : [screen, sound]);
  }

  call<N extends SessionCall>(call: N, argument: SessionCalls[N][0]): Promise<SessionCalls[N][1]> {
    if (this.#dead !== null) return Promise.reject(new Error(this.#dead));
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, call, argument });
    });
  }

  /** Asks the debugger, which `debugOpen` must have opened. */
  debug<N extends DebugCall>(call: N, argument: DebugCalls[N][0]): Promise<DebugCalls[N][1]> {
    return this.call('debug', { call, argument } as DebugRequest) as Promise<DebugCalls[N][1]>;
  }

  #receive(message: FromWorker): void {
    if ('event' in message) {
      this.onEvent?.(message);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if ('error' in message) waiting?.reject(new Error(message.error));
    else waiting?.resolve(message.value as never);
  }

  #onScreen({ renderer, effects }: ScreenEvent): void {
    this.renderer = renderer;
    if (effects === this.effects) return;
    this.effects = effects;
    this.onEffects?.(effects);
  }

  #crashed(message: string): void {
    this.#dead ??= message;
    for (const { reject } of this.#waiting.values()) reject(new Error(message));
    this.#waiting.clear();
    this.onEvent?.({ event: 'fault', message });
  }

  #control(message: Control, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  #draw(message: ScreenControl, transfer: Transferable[] = []): void {
    this.#screen.postMessage(message, transfer);
  }

  /** Lets the machine run before a game is there, so that the first game's first seconds are not slow. */
  warmUp(): void {
    this.#control({ control: 'warmUp', carts: this.#urls.warmUp.map(String) });
  }

  /** Device pixels. */
  resize(width: number, height: number): void {
    const message = { control: 'size', width: Math.max(1, width), height: Math.max(1, height) } as const;
    this.#control(message);
    this.#draw(message);
  }

  set display(display: Display) {
    this.#control({ control: 'display', display });
    this.#draw({ control: 'display', display });
  }

  set latency(milliseconds: number) {
    this.#control({ control: 'latency', milliseconds });
  }

  /** Begins to record what the machine makes from now on. `frameRate` is the console's. */
  record(kind: Recording['kind'], frameRate: number, sinks: RecordingSinks): Recording {
    const recording = new Recording(this.#urls.recorder, kind, frameRate, sinks);
    const { source: port } = recording;
    this.#control({ control: 'record', port, video: kind === 'webm' }, [port]);
    return recording;
  }

  /** Nothing more goes to the recorder; it finishes its file. */
  endRecord(): void {
    this.#control({ control: 'record', port: null, video: false });
  }

  /** The words of `InputWord`: buttons of pads 0 to 7 as the core's `Button` words, then mouse and Super Scope. */
  setInput(pads: readonly number[]): void {
    if (this.#pads !== null) {
      pads.forEach((word, index) => Atomics.store(this.#pads!, index, word));
      return;
    }
    const key = pads.join();
    if (key === this.#lastPads) return;
    this.#lastPads = key;
    this.#control({ control: 'pads', pads });
  }

  /** 0 to 1. */
  set volume(volume: number) {
    this.#volume = volume;
    // Loudness is felt by ratio: the square makes the slider even.
    this.#gain?.gain.setTargetAtTime(volume * volume, this.#gain.context.currentTime, 0.015);
  }

  get underruns(): number {
    return this.#ring?.underruns ?? 0;
  }

  get soundState(): AudioContextState | 'off' {
    return this.#audio?.state ?? 'off';
  }

  /** Browsers let sound begin only after the user did something; call it then. Does nothing when it plays already. */
  async startSound(): Promise<void> {
    if (this.#audio === null) {
      const audio = new AudioContext({ latencyHint: 'interactive' });
      this.#audio = audio;
      await audio.audioWorklet.addModule(this.#urls.worklet);
      const processorOptions = { ring: this.#ring === null ? null : this.#ring.buffer };
      const node = new AudioWorkletNode(audio, 'console-sound', { numberOfInputs: 0, outputChannelCount: [2], processorOptions });
      if (this.#soundIn !== null) node.port.postMessage({ source: this.#soundIn }, [this.#soundIn]);
      this.#gain = new GainNode(audio, { gain: this.#volume * this.#volume });
      node.connect(this.#gain).connect(audio.destination);
    }
    // A device that was told to rest may still be on its way there.
    if (this.#audio.state === 'suspended' || this.#resting) await this.#audio.resume();
    this.#resting = false;
  }

  /** The device rests until `startSound`. */
  stopSound(): void {
    if (this.#audio?.state !== 'running') return;
    this.#resting = true;
    void this.#audio.suspend();
  }

  /** Who still waits for an answer is told that none comes. */
  close(): void {
    this.#dead ??= 'the emulator was stopped.';
    for (const { reject } of this.#waiting.values()) reject(new Error(this.#dead));
    this.#waiting.clear();
    this.#worker.terminate();
    this.#screen.terminate();
    void this.#audio?.close();
  }
}
