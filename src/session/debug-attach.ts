import { constantEntropy, seededEntropy } from '../core/entropy.ts';
import { Snes } from '../core/snes.ts';
import type { DebugEventMessage, DebugInfo, DebugRequest } from './debug-protocol.ts';
import { DapAdapter } from './dap/adapter.ts';
import type { DapRequest } from '../shared/dap.ts';
import { DebugSession } from './debug-session.ts';
import { PlayerDoor } from './player-door.ts';
import type { FrameDriver, PlayerSession } from './player.ts';
import type { SessionEvent } from './protocol.ts';

/** Requests of the panels that change what the game holds. */
const CHANGES: ReadonlySet<string> = new Set(['setRegister', 'writeMemory', 'undo', 'redo', 'assemble']);

/** Milliseconds after a request before idle work goes on. */
const REST = 300;

/**
 * The debugger of a player's session: it takes over the running of frames until panels and editor have both gone. Loaded only when somebody opens it.
 */
export class DebugAttachment implements FrameDriver {
  readonly #player: PlayerSession;
  readonly #post: (message: SessionEvent) => void;
  #session: DebugSession | null = null;
  #panels = false;
  #adapter: DapAdapter | null = null;
  /** Something was asked since the last look, and until when nothing else is done then. */
  #asked = false;
  #restUntil = 0;
  /** The panels have not been told of the last stop. */
  #untold = false;

  constructor(player: PlayerSession, post: (message: SessionEvent) => void) {
    this.#player = player;
    this.#post = post;
  }

  /** For the panels. @throws Error when no game is loaded */
  open(): DebugInfo {
    const session = this.#attached();
    this.#panels = true;
    return session.info();
  }

  #attached(): DebugSession {
    if (this.#session !== null) return this.#session;
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
    const session = new DebugSession(
      { snes, input, replica, cheats: () => run.cheats, devices: () => run.devices },
      { running, idles: true, pieces: true },
    );
    session.onEvent = (message) => this.#told(message);
    this.#session = session;
    return session;
  }

  #told(message: DebugEventMessage): void {
    this.#adapter?.told(message);
    if (this.#untold && message.event === 'debug-learned') return;
    this.#untold = this.#adapter?.silent === true && message.event === 'debug-stopped';
    if (!this.#untold) this.#post(message);
  }

  /** The panels have gone; an editor may still be there. */
  close(): void {
    this.#panels = false;
    if (this.#adapter === null) this.#detach();
  }

  #detach(): void {
    if (this.#session === null) return;
    const { running } = this.#session;
    this.#session.close();
    this.#session = null;
    this.#player.driver = null;
    this.#player.paused = !running;
  }

  // An editor

  /** A request of the editor that is attached; answers and events are posted. */
  dap(request: DapRequest): void {
    this.#asked = true;
    const send = (message: object): void => this.#post({ event: 'dap', message });
    this.#adapter ??= new DapAdapter(
      new PlayerDoor(
        () => this.#attached(),
        () => this.#editorLeft(),
      ),
      send,
    );
    const { changes } = this.#adapter;
    this.#adapter.handle(request);
    if ((this.#adapter?.changes ?? 0) > changes && this.#session?.running === false) this.#untold = true;
    if (this.#untold && this.#session !== null) this.#post({ event: 'debug-stopped', status: this.#session.status() });
    this.#untold = false;
  }

  /** The editor is gone, with or without a word. */
  dapClose(): void {
    this.#adapter?.close();
    this.#adapter = null;
  }

  /** The game goes on without it, as it would have without a breakpoint. */
  #editorLeft(): void {
    this.#adapter = null;
    this.#session?.run(false);
    if (!this.#panels) this.#detach();
  }

  answer(request: DebugRequest): unknown {
    if (this.#session === null) throw new Error('the debugger is not open.');
    this.#asked = true;
    const answer = this.#session.call(request.call, request.argument);
    if (CHANGES.has(request.call)) this.#adapter?.changed();
    return answer;
  }

  // FrameDriver

  get running(): boolean {
    return this.#session?.running ?? false;
  }

  frame(now: () => number): boolean {
    return this.#session?.frame(now) ?? false;
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

  outsideChanged(): void {
    this.#session?.outsideChanged();
  }

  changed(apply: (snes: Snes) => void): void {
    this.#session?.changed(apply);
  }

  idle(now: () => number): void {
    if (this.#asked) this.#restUntil = now() + REST;
    this.#asked = false;
    if (now() >= this.#restUntil) this.#session?.idle(now);
  }

  redraw(): void {
    this.#session?.redraw();
  }

  gone(): void {
    this.#session?.close();
    this.#session = null;
    this.#player.driver = null;
    this.#panels = false;
    this.#adapter?.told({ event: 'debug-closed' });
    this.#adapter = null;
    this.#post({ event: 'debug-closed' });
  }
}
