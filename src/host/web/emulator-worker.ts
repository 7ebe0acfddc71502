import { PlayerSession } from '../../session/player.ts';
import type { SessionPort } from '../../session/protocol.ts';
import { serve } from '../../session/serve.ts';
import { CanvasScreen } from './canvas-screen.ts';
import { GlScreen } from './gl-screen.ts';
import { LiveInput } from './live-input.ts';
import { pixelUnder } from './placement.ts';
import { RecordTap } from './record-tap.ts';
import type { Screen } from './screen.ts';
import { SoundOut } from './sound-out.ts';
import { StatsMeter } from './stats-meter.ts';
import type { Control, Display, FromWorker, ToWorker } from './worker-messages.ts';

interface WorkerScope {
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
  requestAnimationFrame(callback: (time: number) => void): number;
}
const scope = globalThis as unknown as WorkerScope;

/** A window that is hidden, or whose graphics are late, gets no animation frames; after this many milliseconds a timer keeps the sound going. */
const LATE_AFTER = 25;
const TIMER_EVERY = 8;

/** The emulator's thread: a session, the canvas it draws on, the ring it fills, and the clock that drives it. */
class EmulatorThread {
  readonly #input = new LiveInput();
  readonly #sound = new SoundOut();
  readonly #tap = new RecordTap();
  readonly #meter = new StatsMeter();
  readonly #session: PlayerSession;
  #screen: Screen | null = null;
  #canvas: OffscreenCanvas | null = null;
  #display: Display = {
    scaling: 'fit',
    aspect: '8:7',
    filter: 'sharp',
    crop: false,
    interlace: 'weave',
    colour: 'raw',
    pace: 'console',
  };
  #stale = true;
  #lines = 224;
  #lastTick = 0;

  constructor() {
    this.#session = new PlayerSession({
      video: {
        frame: (frame) => {
          this.#screen?.take(frame);
          this.#tap.frame(frame);
          this.#input.frame = frame.number + 1;
          this.#lines = frame.interlaced ? frame.height >> 1 : frame.height;
          this.#stale = true;
        },
      },
      audio: {
        samples: (samples, count) => {
          this.#sound.samples(samples, count);
          this.#tap.samples(samples, count);
        },
      },
      input: this.#input,
      now: () => performance.now(),
      sramChanged: (bytes) => scope.postMessage({ event: 'sram', bytes }),
      movieChanged: (event) => scope.postMessage(event),
    });
    this.#input.deviceOf = (port) => this.#session.devices[port === 0 ? 0 : 1];
    this.#session.onFrameTime = (milliseconds) => this.#meter.frame(milliseconds);
    const port: SessionPort = {
      post: (message) => scope.postMessage(message),
      listen: (listener) => {
        scope.onmessage = ({ data }) => {
          if ('control' in data) this.#control(data);
          else listener(data);
        };
      },
    };
    serve(this.#session, port);
  }

  #control(message: Control): void {
    switch (message.control) {
      case 'start':
        this.#start(message);
        break;
      case 'size':
        if (this.#canvas !== null) {
          this.#canvas.width = message.width;
          this.#canvas.height = message.height;
        }
        break;
      case 'display':
        this.#display = message.display;
        break;
      case 'pads':
        message.pads.forEach((word, index) => (this.#input.words[index] = word));
        break;
      case 'latency':
        this.#sound.latency = message.milliseconds;
        break;
      case 'record':
        if (message.port === null) this.#tap.end();
        else this.#tap.connect(message.port, message.video);
        break;
    }
    this.#stale = true;
  }

  #start(message: Control & { control: 'start' }): void {
    this.#canvas = message.canvas;
    if (message.pads !== null) this.#input.words = new Int32Array(message.pads);
    this.#sound.connect(message.ring, message.sound);
    this.#screen = (message.software ? null : GlScreen.create(message.canvas)) ?? new CanvasScreen(message.canvas);
    scope.postMessage({ event: 'started', renderer: this.#screen.kind });
    const onFrame = (): void => {
      scope.requestAnimationFrame(onFrame);
      this.#tick(true);
    };
    scope.requestAnimationFrame(onFrame);
    setInterval(() => {
      if (performance.now() - this.#lastTick > LATE_AFTER) this.#tick(false);
    }, TIMER_EVERY);
  }

  #tick(shown: boolean): void {
    const now = performance.now();
    this.#lastTick = now;
    const session = this.#session;
    const running = session.loaded && (!session.paused || session.rewinding);
    this.#sound.active = running;
    this.#sound.speed = session.speed;
    try {
      this.#meter.tick(now, shown);
      const canvas = this.#canvas;
      if (canvas !== null) this.#input.aim((point) => pixelUnder(point, canvas, this.#lines, this.#display));
      session.advance(now, this.#display.pace === 'display' ? this.#meter.displayRate : 0);
    } catch (error) {
      session.paused = true;
      scope.postMessage({
        event: 'fault',
        message: error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error),
      });
    }
    this.#sound.flush();
    const ran = performance.now();
    if (!session.loaded) this.#screen?.clear();
    if (shown && (this.#stale || !session.loaded) && this.#screen?.ready === true) {
      this.#screen.draw(this.#display);
      this.#stale = false;
      this.#meter.drew(performance.now() - ran);
    }
    const stats = running ? this.#meter.report(now, session.frame) : null;
    if (stats !== null) scope.postMessage({ event: 'stats', stats });
  }
}

// oxlint-disable-next-line no-new
new EmulatorThread();
