import type { Inspection, Inspector, RomSource } from './inspect.ts';

export type InspectorCall = 'facts' | 'rom' | 'entries';

export interface InspectorRequest {
  readonly id: number;
  readonly call: InspectorCall;
  readonly source: RomSource;
}

export type InspectorReply = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: string };

/** A child process, however the host starts one. */
export interface ChildPort {
  post(request: InspectorRequest): void;
  onReply(listener: (reply: InspectorReply) => void): void;
  onExit(listener: () => void): void;
  kill(): void;
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** An inspector in a child process: a file that crashes or hangs it takes nothing else along. It is started when first needed, and again after a crash. */
export class ProcessInspector implements Inspector {
  readonly #start: () => ChildPort;
  readonly #timeout: number;
  readonly #waiting = new Map<number, Waiting>();
  #child: ChildPort | null = null;
  #nextId = 1;

  constructor(start: () => ChildPort, timeout = 30_000) {
    this.#start = start;
    this.#timeout = timeout;
  }

  facts(source: RomSource): Promise<Inspection> {
    return this.#ask('facts', source);
  }

  rom(source: RomSource): Promise<Uint8Array> {
    return this.#ask('rom', source);
  }

  entries(source: RomSource): Promise<readonly string[] | null> {
    return this.#ask('entries', source);
  }

  warmUp(): void {
    this.#port();
  }

  close(): void {
    this.#child?.kill();
    this.#lost('the reader of game files was closed.');
  }

  #port(): ChildPort {
    if (this.#child !== null) return this.#child;
    const child = this.#start();
    this.#child = child;
    child.onReply((reply) => {
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      if ('error' in reply) waiting?.reject(new Error(reply.error));
      else waiting?.resolve(reply.value as never);
    });
    child.onExit(() => {
      if (this.#child === child) this.#lost('the file could not be read: it stopped the reader of game files.');
    });
    return child;
  }

  #lost(why: string): void {
    this.#child = null;
    for (const { reject } of this.#waiting.values()) reject(new Error(why));
    this.#waiting.clear();
  }

  #ask<T>(call: InspectorCall, source: RomSource): Promise<T> {
    const id = this.#nextId++;
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#child?.kill();
        this.#lost('the file could not be read: it takes too long.');
      }, this.#timeout);
      const done =
        <A>(settle: (value: A) => void) =>
        (value: A): void => {
          clearTimeout(timer);
          settle(value);
        };
      this.#waiting.set(id, { resolve: done(resolve), reject: done(reject) });
      this.#port().post({ id, call, source });
    });
  }
}
