import { constantEntropy, seededEntropy } from '../core/entropy.ts';
import { Snes } from '../core/snes.ts';
import type { DebugEventMessage, DebugInfo, DebugRequest } from './debug-protocol.ts';
import { DebugSession } from './debug-session.ts';
import type { FrameDriver, PlayerSession } from './player.ts';

/** The debugger of a player's session: it takes over the running of frames until it is closed. Loaded only when somebody opens it. */
export class DebugAttachment implements FrameDriver {
  readonly #player: PlayerSession;
  readonly #post: (message: DebugEventMessage) => void;
  #session: DebugSession | null = null;

  constructor(player: PlayerSession, post: (message: DebugEventMessage) => void) {
    this.#player = player;
    this.#post = post;
  }

  /** @throws Error when no game is loaded */
  open(): DebugInfo {
    if (this.#session !== null) return this.#session.info();
    const { run, input } = this.#player;
    if (run === null) throw new Error('no game is loaded.');
    const { snes, rom, options } = run;
    const { powerOn, region } = options;
    const replica = (): Snes =>
      new Snes(rom, {
        region,
        entropy: 'fill' in powerOn ? constantEntropy(powerOn.fill) : seededEntropy(powerOn.seed),
      });
    const running = !this.#player.paused;
    this.#player.driver = this;
    const session = new DebugSession({ snes, input, replica, cheats: () => run.cheats }, { running });
    session.onEvent = this.#post;
    this.#session = session;
    return session.info();
  }

  close(): void {
    if (this.#session === null) return;
    const { running } = this.#session;
    this.#session.close();
    this.#session = null;
    this.#player.driver = null;
    this.#player.paused = !running;
  }

  answer(request: DebugRequest): unknown {
    if (this.#session === null) throw new Error('the debugger is not open.');
    return this.#session.call(request.call, request.argument);
  }

  // FrameDriver

  get running(): boolean {
    return this.#session?.running ?? false;
  }

  frame(): boolean {
    return this.#session?.frame() ?? false;
  }

  pause(): void {
    this.#session?.pause();
  }

  run(): void {
    this.#session?.run(false);
  }

  machineChanged(): void {
    this.#session?.machineChanged();
  }

  gone(): void {
    this.#session?.close();
    this.#session = null;
    this.#player.driver = null;
    this.#post({ event: 'debug-closed' });
  }
}
