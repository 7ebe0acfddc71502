import type { DebugAttachment } from './debug-attach.ts';
import type { PlayerSession } from './player.ts';
import type { SessionCall, SessionCalls, SessionPort, SessionRequest } from './protocol.ts';

type Answer<N extends SessionCall> = SessionCalls[N][1] | Promise<SessionCalls[N][1]>;
type Handlers = { readonly [N in SessionCall]: (argument: SessionCalls[N][0]) => Answer<N> };

/** The debugger is a chunk of its own, loaded when it is opened. */
class LazyDebugger {
  readonly #session: PlayerSession;
  readonly #port: SessionPort;
  #attachment: Promise<DebugAttachment> | null = null;

  constructor(session: PlayerSession, port: SessionPort) {
    this.#session = session;
    this.#port = port;
  }

  get attachment(): Promise<DebugAttachment> {
    this.#attachment ??= import('./debug-attach.ts').then(
      ({ DebugAttachment }) => new DebugAttachment(this.#session, (message) => this.#port.post(message)),
    );
    return this.#attachment;
  }
}

function handlersOf(session: PlayerSession, port: SessionPort): Handlers {
  const debug = new LazyDebugger(session, port);
  const done = (action: () => void): null => {
    action();
    return null;
  };
  return {
    load: ({ rom, options }) => session.load(rom, options),
    unload: () => done(() => session.unload()),
    pause: (on) => done(() => void (session.paused = on)),
    devices: (devices) => done(() => void (session.devices = devices)),
    cheats: (writes) => done(() => session.setCheats(writes)),
    leaveOut: ({ layers, voices }) => done(() => session.leaveOut(layers, voices)),
    reset: () => done(() => session.reset()),
    power: () => done(() => session.power()),
    speed: (factor) => done(() => void (session.speed = factor)),
    step: () => done(() => session.step()),
    saveState: () => session.saveState(),
    loadState: (state) => done(() => session.loadState(state)),
    rewind: (on) => done(() => session.rewind(on)),
    history: () => session.history(),
    seek: (position) => done(() => session.seek(position)),
    runAhead: (frames) => done(() => void (session.runAhead = frames)),
    movieRecord: (from) => done(() => session.movieRecord(from)),
    movieStop: () => session.movieStop(),
    movieOfSession: () => session.movieOfSession(),
    moviePlay: (bytes) => session.moviePlay(bytes),
    movieTakeOver: () => done(() => session.movieTakeOver()),
    rebuild: ({ rom, inputs, anchor }) => session.rebuild(rom, inputs, anchor),
    picture: () => session.picture(),
    sram: () => session.sram(),
    writeSram: (bytes) => done(() => session.writeSram(bytes)),
    debugOpen: async () => (await debug.attachment).open(),
    debugClose: async () => {
      (await debug.attachment).close();
      return null;
    },
    debug: async (request) => (await debug.attachment).answer(request),
    dap: async (request) => {
      (await debug.attachment).dap(request);
      return null;
    },
    dapClose: async () => {
      (await debug.attachment).dapClose();
      return null;
    },
  };
}

/** Answers a port's requests with what the session does. Every request gets one reply, an error's words for a fault. */
export function serve(session: PlayerSession, port: SessionPort): void {
  const handlers = handlersOf(session, port);
  const refuse = (id: number, error: unknown): void => {
    port.post({ id, error: error instanceof Error ? error.message : String(error) });
  };
  port.listen((request: SessionRequest) => {
    try {
      if (!Object.hasOwn(handlers, request.call)) throw new Error(`unknown request '${request.call}'`);
      const handle = handlers[request.call] as (argument: unknown) => unknown;
      const value = handle(request.argument);
      if (!(value instanceof Promise)) port.post({ id: request.id, value });
      else {
        value.then(
          (answer: unknown) => port.post({ id: request.id, value: answer }),
          (error: unknown) => refuse(request.id, error),
        );
      }
    } catch (error) {
      refuse(request.id, error);
    }
  });
}
