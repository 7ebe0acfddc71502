import { CanvasScreen } from './canvas-screen.ts';
import { FrameExchange } from './frame-exchange.ts';
import { GlScreen, hasGraphicsCard } from './gl-screen.ts';
import type { Screen } from './screen.ts';
import { FIRST_DISPLAY, type FromScreen, type ScreenControl, type ScreenEvent, type ToScreen } from './worker-messages.ts';

interface WorkerScope {
  postMessage(message: ScreenEvent): void;
  onmessage: ((event: MessageEvent<ScreenControl>) => void) | null;
  requestAnimationFrame(callback: (time: number) => void): number;
}
const scope = globalThis as unknown as WorkerScope;

/** Milliseconds: a picture that takes longer is made by the processor, which the machine and the window need too. */
const DEAR_PICTURE = 8;
/** Milliseconds from one question to the next while no game is there: a library that is looked at costs nothing. */
const WITHOUT_GAME = 50;

/**
 * The thread of the picture. It asks the emulator's thread at each refresh of the display and draws what comes; when graphics are late, nothing
 * waits for them but itself (docs/adr/0011-screen-thread.md).
 */
class ScreenThread {
  #canvas: OffscreenCanvas | null = null;
  #screen: Screen | null = null;
  #port: MessagePort | null = null;
  #exchange: FrameExchange | null = null;
  #display = FIRST_DISPLAY;
  #effects = true;
  #asked = false;
  #loaded = false;
  #stale = true;
  #spare: Uint32Array | null = null;
  /** A message to oneself comes when the picture is handed over, which is after the code that draws. */
  readonly #after = new MessageChannel();
  #began = 0;
  #notBefore = 0;

  constructor() {
    this.#after.port1.onmessage = () => this.#rest();
    scope.onmessage = ({ data }) => this.#control(data);
  }

  #control(message: ScreenControl): void {
    if (message.control === 'start') this.#start(message);
    else if (message.control === 'display') this.#display = message.display;
    else if (this.#canvas !== null) {
      this.#canvas.width = message.width;
      this.#canvas.height = message.height;
    }
    this.#stale = true;
  }

  #start({ canvas, port, frames, drawnBy }: ScreenControl & { control: 'start' }): void {
    this.#canvas = canvas;
    this.#port = port;
    this.#exchange = frames === null ? null : new FrameExchange(frames);
    const graphics = drawnBy === 'graphics' || (drawnBy === 'best' && hasGraphicsCard());
    this.#screen = (graphics ? GlScreen.create(canvas) : null) ?? new CanvasScreen(canvas, drawnBy !== 'processor');
    // A driver that starts anew takes everything with it that it was given.
    canvas.addEventListener('webglcontextlost', (event) => {
      event.preventDefault();
      this.#screen = null;
    });
    canvas.addEventListener('webglcontextrestored', () => {
      this.#screen = GlScreen.create(canvas);
      this.#showNewest();
    });
    port.onmessage = ({ data }: MessageEvent<ToScreen>) => this.#take(data);
    this.#tell(this.#screen);
    scope.requestAnimationFrame(() => this.#refresh());
  }

  #tell({ kind, effects }: Screen): void {
    this.#effects = effects;
    scope.postMessage({ event: 'screen', renderer: kind, effects });
  }

  #refresh(): void {
    if (this.#loaded || (this.#stale && this.#screen?.ready === true)) scope.requestAnimationFrame(() => this.#refresh());
    else setTimeout(() => this.#refresh(), WITHOUT_GAME);
    if (!this.#asked) this.#ask();
    this.#draw();
  }

  /** One question at a time: a busy emulator finds no queue of them afterwards. */
  #ask(): void {
    this.#asked = true;
    const message: FromScreen = { spare: this.#spare };
    this.#port?.postMessage(message, this.#spare === null ? [] : [this.#spare.buffer as ArrayBuffer]);
    this.#spare = null;
  }

  #take({ loaded, fresh, frame }: ToScreen): void {
    this.#asked = false;
    if (!loaded && this.#loaded) {
      this.#screen?.clear();
      this.#stale = true;
    }
    this.#loaded = loaded;
    if (!fresh) return;
    if (frame === null) this.#showNewest();
    else {
      this.#screen?.take(frame);
      this.#spare = frame.pixels;
      this.#stale = true;
    }
    this.#draw();
  }

  #showNewest(): void {
    const frame = this.#exchange?.read() ?? null;
    if (frame !== null) this.#screen?.take(frame);
    this.#stale = true;
  }

  #draw(): void {
    const now = performance.now();
    if (!this.#stale || now < this.#notBefore || this.#screen?.ready !== true) return;
    this.#began = now;
    this.#notBefore = Infinity;
    this.#screen.draw(this.#display);
    if (this.#screen.effects !== this.#effects) this.#tell(this.#screen);
    this.#stale = false;
    this.#after.port2.postMessage(null);
  }

  /** Pictures that are dear are fewer: at most half of a processor goes into them, so that the game keeps its speed and its sound. */
  #rest(): void {
    const now = performance.now();
    const cost = now - this.#began;
    this.#notBefore = cost < DEAR_PICTURE ? now : now + cost;
  }
}

// oxlint-disable-next-line no-new
new ScreenThread();
