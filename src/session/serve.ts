import type { PlayerSession } from './player.ts';
import type { SessionCall, SessionCalls, SessionPort, SessionRequest } from './protocol.ts';

type Handlers = { readonly [N in SessionCall]: (argument: SessionCalls[N][0]) => SessionCalls[N][1] };

function handlersOf(session: PlayerSession): Handlers {
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
  };
}

/** Answers a port's requests with what the session does. Every request gets one reply, an error's words for a fault. */
export function serve(session: PlayerSession, port: SessionPort): void {
  const handlers = handlersOf(session);
  port.listen((request: SessionRequest) => {
    try {
      if (!Object.hasOwn(handlers, request.call)) throw new Error(`unknown request '${request.call}'`);
      const handle = handlers[request.call] as (argument: unknown) => unknown;
      port.post({ id: request.id, value: handle(request.argument) });
    } catch (error) {
      port.post({ id: request.id, error: error instanceof Error ? error.message : String(error) });
    }
  });
}
