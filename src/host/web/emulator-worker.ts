import type { VideoFrame } from '../../core/platform.ts';
import { PlayerSession } from '../../session/player.ts';
import type { SessionPort } from '../../session/protocol.ts';
import { serve } from '../../session/serve.ts';
import { warmUp } from '../../session/warm-up.ts';
import { FrameOut } from './frame-out.ts';
import { LiveInput } from './live-input.ts';
import { pixelUnder } from './placement.ts';
import { RecordTap } from './record-tap.ts';
import { SoundOut } from './sound-out.ts';
import { StatsMeter } from './stats-meter.ts';
import { FIRST_DISPLAY, type Control, type FromWorker, type ToWorker } from './worker-messages.ts';

interface WorkerScope {
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
}
const scope = globalThis as unknown as WorkerScope;

/** A window that is hidden, or whose graphics are late, does not ask for pictures; after this many milliseconds a timer keeps the sound going. */
const LATE_AFTER = 25;
const TIMER_EVERY = 8;
/** The same while no game is there. */
const TIMER_WITHOUT_GAME = 100;
/** Milliseconds in which a player who knows what to play has both processors for that. */
const WARM_UP_AFTER = 1000;

/** The emulator's thread: a session, the frames and the ring of sound that it fills, and the clock that drives it. */
class EmulatorThread {
  readonly #input = new LiveInput();
  readonly #sound = new SoundOut();
  readonly #tap = new RecordTap();
  readonly #meter = new StatsMeter();
  readonly #session: PlayerSession;
  readonly #frames = new FrameOut();
  #surface = { width: 1, height: 1 };
  #display = FIRST_DISPLAY;
  #lines = 224;
  #lastTick = 0;

  constructor() {
    this.#session = new PlayerSession({
      video: {
        frame: (frame) => {
          this.#take(frame);
          this.#tap.frame(frame);
          this.#input.frame = frame.number + 1;
        },
      },
      // A recording has no part of time that stands still: there is no sound to it.
      still: { frame: (frame) => this.#take(frame) },
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

  #take(frame: VideoFrame): void {
    this.#frames.take(frame);
    this.#lines = frame.interlaced ? frame.height >> 1 : frame.height;
  }

  #control(message: Control): void {
    switch (message.control) {
      case 'start':
        this.#start(message);
        break;
      case 'size':
        this.#surface = { width: message.width, height: message.height };
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
      case 'warmUp':
        void this.#warmUp(message.carts);
        break;
      case 'record':
        if (message.port === null) this.#tap.end();
        else this.#tap.connect(message.port, message.video);
        break;
    }
  }

  #start(message: Control & { control: 'start' }): void {
    if (message.pads !== null) this.#input.words = new Int32Array(message.pads);
    this.#sound.connect(message.ring, message.sound);
    this.#frames.connect(message.screen, message.frames, () => {
      this.#tick(true);
      this.#frames.answer(this.#session.loaded);
    });
    this.#wait();
  }

  /** Between the Worker's other tasks, and only while no game is there. What goes wrong costs speed alone. */
  async #warmUp(carts: readonly string[]): Promise<void> {
    try {
      await new Promise((resolve) => setTimeout(resolve, WARM_UP_AFTER));
      if (this.#session.loaded) return;
      const replies = await Promise.all(carts.map((cart) => fetch(cart)));
      const images = await Promise.all(replies.filter(({ ok }) => ok).map((reply) => reply.arrayBuffer()));
      const roms = images.map((image) => new Uint8Array(image));
      await warmUp(
        roms,
        () => this.#session.loaded,
        () => new Promise((resolve) => setTimeout(resolve)),
      );
    } catch (error) {
      console.warn('the machine starts cold:', error);
    }
  }

  #wait(): void {
    setTimeout(
      () => {
        this.#wait();
        if (performance.now() - this.#lastTick > LATE_AFTER) this.#tick(false);
      },
      this.#session.loaded ? TIMER_EVERY : TIMER_WITHOUT_GAME,
    );
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
      this.#input.aim((point) => pixelUnder(point, this.#surface, this.#lines, this.#display));
      session.advance(now, this.#display.pace === 'display' ? this.#meter.displayRate : 0);
    } catch (error) {
      session.paused = true;
      scope.postMessage({
        event: 'fault',
        message: error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error),
      });
    }
    this.#sound.flush();
    const stats = running ? this.#meter.report(now, session.frame) : null;
    if (stats !== null) scope.postMessage({ event: 'stats', stats });
  }
}

// oxlint-disable-next-line no-new
new EmulatorThread();
