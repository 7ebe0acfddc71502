import { InputWord, INPUT_WORDS } from '../host/web/live-input.ts';
import type { Settings } from '../shared/settings.ts';

export const SCOPE = { fire: 1, cursor: 2, turbo: 4, pause: 8 } as const;

/** The mouse's buttons by the browser's number: as the console's mouse has them, and as the Super Scope's. */
const MOUSE_BUTTONS: readonly number[] = [1, 0, 2, 0, 0];
const SCOPE_BUTTONS: readonly number[] = [SCOPE.fire, SCOPE.turbo, SCOPE.cursor, SCOPE.pause, 0];

type Ports = Pick<Settings, 'input.port1' | 'input.port2'>;

export function hasMouse(settings: Ports): boolean {
  return settings['input.port1'] === 'mouse' || settings['input.port2'] === 'mouse';
}

export function hasScope(settings: Ports): boolean {
  return settings['input.port2'] === 'superscope';
}

/** The computer's mouse as the console's mouse (while it is locked to the picture) or Super Scope (where it points). */
export class PointerControl {
  readonly #canvas: () => HTMLCanvasElement | null;
  readonly #pressed = new Set<number>();
  readonly #words = new Int32Array(INPUT_WORDS);
  /** Super Scope buttons that are held by keys. */
  keys = 0;
  /** 1 is a pixel of the console for each of the page's. */
  speed = 1;
  #aim: { x: number; y: number } | null = null;

  constructor(canvas: () => HTMLCanvasElement | null) {
    this.#canvas = canvas;
  }

  get locked(): boolean {
    const canvas = this.#canvas();
    return canvas !== null && document.pointerLockElement === canvas;
  }

  /** `wanted`: the mouse belongs to the game, so that a click on the picture locks it. */
  start(wanted: () => boolean, changed: () => void): void {
    addEventListener('pointermove', (event) => this.move(event));
    addEventListener('mousedown', (event) => {
      if (event.target !== this.#canvas()) return;
      if (wanted() && !this.locked) void this.lock();
      else this.#pressed.add(event.button);
      if (event.button !== 0) event.preventDefault();
    });
    addEventListener('mouseup', (event) => this.#pressed.delete(event.button));
    addEventListener('blur', () => this.release());
    addEventListener('contextmenu', (event) => event.target === this.#canvas() && event.preventDefault());
    document.addEventListener('pointerlockchange', () => {
      this.#pressed.clear();
      changed();
    });
  }

  async lock(): Promise<void> {
    await this.#canvas()?.requestPointerLock();
  }

  unlock(): void {
    if (this.locked) document.exitPointerLock();
  }

  release(): void {
    this.#pressed.clear();
    this.keys = 0;
    this.#aim = null;
  }

  move(event: Pick<PointerEvent, 'clientX' | 'clientY' | 'movementX' | 'movementY' | 'target'>): void {
    const canvas = this.#canvas();
    if (canvas === null) return;
    if (this.locked) {
      this.#words[InputWord.MouseX] += Math.round(event.movementX * 256 * this.speed);
      this.#words[InputWord.MouseY] += Math.round(event.movementY * 256 * this.speed);
    }
    const box = canvas.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width;
    const y = (event.clientY - box.top) / box.height;
    this.#aim = event.target === canvas && x >= 0 && y >= 0 && x < 1 && y < 1 ? { x, y } : null;
  }

  /** The words of `InputWord` from `MouseX` on. */
  words(settings: Ports): readonly number[] {
    const buttons = (list: readonly number[]): number => [...this.#pressed].reduce((all, one) => all | (list[one] ?? 0), 0);
    const words = this.#words;
    const scope = hasScope(settings);
    words[InputWord.MouseButtons] = this.locked ? buttons(MOUSE_BUTTONS) : 0;
    words[InputWord.AimX] = this.#aim === null ? -1 : Math.floor(this.#aim.x * 65536);
    words[InputWord.AimY] = this.#aim === null ? -1 : Math.floor(this.#aim.y * 65536);
    words[InputWord.ScopeButtons] = scope ? buttons(SCOPE_BUTTONS) | this.keys : 0;
    return [...words.subarray(InputWord.MouseX, InputWord.Turbo)];
  }
}
