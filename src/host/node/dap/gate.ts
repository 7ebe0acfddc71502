import { timingSafeEqual } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import { CAPABILITIES } from '../../../session/dap/capabilities.ts';
import type { DapMessage, DapRequest } from '../../../shared/dap.ts';
import { encodeMessage, FramingError, RequestReader } from './framing.ts';

/** A client that has not said the token by then is sent away. */
const PATIENCE_MS = 20_000;

/** Who answers a client that has said the token. */
export interface DapPeer {
  handle(request: DapRequest): void;
  /** The client is gone. */
  close(): void;
}

export interface GateOptions {
  /** What launch and attach must say; null: nothing is asked. */
  readonly token: string | null;
  /** What a client with a wrong one is told. */
  readonly wrongToken: string;
  readonly warn: (text: string) => void;
  /** Once, for the first launch or attach that may pass. */
  readonly connect: (send: (message: DapMessage) => void) => DapPeer;
}

/** One client: cuts its bytes into requests and lets none of them through before the token. */
class Gate {
  readonly #options: GateOptions;
  readonly #output: Writable;
  readonly #end: () => void;
  #peer: DapPeer | null = null;
  #seq = 1;
  #initialize: DapRequest['arguments'] = {};

  constructor(output: Writable, options: GateOptions, end: () => void) {
    this.#output = output;
    this.#options = options;
    this.#end = end;
  }

  get open(): boolean {
    return this.#peer !== null || this.#options.token === null;
  }

  close(): void {
    this.#peer?.close();
    this.#peer = null;
  }

  readonly send = (message: DapMessage): void => {
    this.#output.write(encodeMessage({ ...message, seq: this.#seq++ }));
    if (message.type === 'event' && message.event === 'terminated') this.#end();
  };

  handle(request: DapRequest): void {
    const { command } = request;
    if (command === 'initialize') {
      this.#initialize = request.arguments;
      this.#answer(request, true, CAPABILITIES);
    } else if (command === 'launch' || command === 'attach') this.#begin(request);
    else if (this.#peer !== null) this.#peer.handle(request);
    else if (command === 'disconnect' || command === 'terminate') {
      this.#answer(request, true, {});
      this.#end();
    } else this.#refuse(request, `'${command}' came before launch or attach.`);
  }

  #begin(request: DapRequest): void {
    if (!this.#tokenIsRight(request.arguments['token'])) {
      this.#refuse(request, this.#options.wrongToken);
      return;
    }
    const { token: _, ...rest } = request.arguments;
    this.#peer ??= this.#options.connect(this.send);
    const { linesStartAt1, supportsInvalidatedEvent } = this.#initialize;
    this.#peer.handle({ ...request, arguments: { linesStartAt1, supportsInvalidatedEvent, ...rest } });
  }

  #tokenIsRight(given: unknown): boolean {
    const { token } = this.#options;
    if (token === null) return true;
    const [said, wanted] = [Buffer.from(typeof given === 'string' ? given : ''), Buffer.from(token)];
    return said.length === wanted.length && timingSafeEqual(said, wanted);
  }

  #answer({ seq, command }: DapRequest, success: boolean, rest: object): void {
    const body = success ? { body: rest } : rest;
    this.send({ type: 'response', request_seq: seq, command, success, ...body });
  }

  #refuse(request: DapRequest, message: string): void {
    this.#answer(request, false, { message, body: { error: { id: 1, format: message, showUser: true } } });
  }
}

/** Connects a client's streams to who answers it; resolves when it is done. Bytes that are no messages end it with a complaint. */
export function serveClient(input: Readable, output: Writable, options: GateOptions): Promise<void> {
  return new Promise((done) => {
    const reader = new RequestReader();
    const finish = (): void => {
      clearTimeout(timer);
      gate.close();
      done();
    };
    const gate = new Gate(output, options, finish);
    const timer = setTimeout(() => {
      if (gate.open) return;
      options.warn('a client did not say the token in time');
      finish();
    }, PATIENCE_MS);
    timer.unref();
    input.on('data', (bytes: Buffer) => {
      try {
        for (const request of reader.push(bytes)) gate.handle(request);
      } catch (error) {
        if (!(error instanceof FramingError)) throw error;
        const body = { category: 'stderr', output: `dotclock: ${error.message}\n` };
        gate.send({ type: 'event', event: 'output', body });
        options.warn(error.message);
        finish();
      }
    });
    input.on('end', finish);
    input.on('error', finish);
    input.on('close', finish);
    output.on('error', finish);
  });
}
