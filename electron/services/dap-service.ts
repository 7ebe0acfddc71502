import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { readSymbols, sourceRootOf } from '../../src/host/node/dap/symbols.ts';
import type { DapPeer } from '../../src/host/node/dap/gate.ts';
import { type DapServer, startTcpServer } from '../../src/host/node/dap/tcp-server.ts';
import { reasonOf } from '../../src/host/node/errors.ts';
import { type DapMessage, type DapStatus, type DapRequest, DEFAULT_DAP_PORT } from '../../src/shared/dap.ts';
import { type PendingWrites, readIfThere, writeAtomic } from './data-files.ts';

const WRONG_TOKEN = 'the token is wrong: copy the one that Dotclock shows under Settings, Debugger into launch.json as "token".';
const NO_ANSWER = 'the app’s window does not answer.';
/** Milliseconds that the page has for an answer; a run to a place may take some. */
const ANSWER_TIME = 60_000;

const KEPT = v.object({
  on: v.boolean(),
  port: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535)),
  token: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
});
type Kept = v.InferOutput<typeof KEPT>;

function newToken(): string {
  return randomBytes(16).toString('hex');
}

export interface DapDoors {
  /** To the page, which has the game. */
  request(request: DapRequest): void;
  gone(): void;
  changed(status: DapStatus): void;
}

/** Lets an editor debug the game in the window: a server on 127.0.0.1 that is off until somebody switches it on, with a token. */
export class DapService {
  readonly #file: string;
  readonly #writes: PendingWrites;
  readonly #doors: DapDoors;
  #kept: Kept = { on: false, port: DEFAULT_DAP_PORT, token: newToken() };
  #server: DapServer | null = null;
  #fault: string | null = null;
  #client: BridgePeer | null = null;

  constructor(file: string, writes: PendingWrites, doors: DapDoors) {
    this.#file = file;
    this.#writes = writes;
    this.#doors = doors;
  }

  /** Reads what was set, and listens if that was on. What can't be read counts as off. */
  async open(): Promise<void> {
    const bytes = await readIfThere(this.#file).catch(() => null);
    if (bytes === null) return;
    try {
      this.#kept = v.parse(KEPT, JSON.parse(Buffer.from(bytes).toString('utf8')));
    } catch {
      return;
    }
    if (this.#kept.on) await this.#listen();
  }

  get status(): DapStatus {
    const { on, port, token } = this.#kept;
    return { on, port, token, listening: this.#server?.port ?? null, attached: this.#client !== null, fault: this.#fault };
  }

  set(on: boolean, port: number): Promise<DapStatus> {
    return this.#change({ ...this.#kept, on, port });
  }

  /** The client that is there was let in with the old one: it goes. */
  newToken(): Promise<DapStatus> {
    return this.#change({ ...this.#kept, token: newToken() });
  }

  async #change(kept: Kept): Promise<DapStatus> {
    this.#kept = kept;
    await this.#writes.run('dap', () => writeAtomic(this.#file, JSON.stringify(kept)));
    this.close();
    if (kept.on) await this.#listen();
    return this.status;
  }

  async #listen(): Promise<void> {
    const { port, token } = this.#kept;
    try {
      this.#server = await startTcpServer(port, {
        token,
        wrongToken: WRONG_TOKEN,
        warn: () => {},
        connect: (send) => this.#connect(send),
      });
      this.#fault = null;
    } catch (error) {
      this.#fault = reasonOf(error);
    }
  }

  #connect(send: (message: DapMessage) => void): DapPeer {
    const client = new BridgePeer(send, this.#doors, () => {
      if (this.#client === client) this.#client = null;
      this.#doors.changed(this.status);
    });
    this.#client = client;
    this.#doors.changed(this.status);
    return client;
  }

  /** What the page answers. Without a client it is for nobody. */
  send(message: DapMessage): void {
    this.#client?.fromPage(message);
  }

  /** A page has begun anew: whatever was attached to the one before has ended. */
  pageStarted(): void {
    this.#client?.fromPage({ type: 'event', event: 'terminated', body: {} });
  }

  close(): void {
    this.#server?.close();
    this.#server = null;
    this.#fault = null;
  }
}

/** A client that may pass: its requests go to the page, each is answered once. */
class BridgePeer implements DapPeer {
  readonly #send: (message: DapMessage) => void;
  readonly #doors: DapDoors;
  readonly #left: () => void;
  readonly #waiting = new Map<number, NodeJS.Timeout>();

  constructor(send: (message: DapMessage) => void, doors: DapDoors, left: () => void) {
    this.#send = send;
    this.#doors = doors;
    this.#left = left;
  }

  handle(request: DapRequest): void {
    try {
      const prepared = prepare(request);
      const late = (): void => this.#refuse(request, NO_ANSWER);
      this.#waiting.set(request.seq, setTimeout(late, ANSWER_TIME).unref());
      this.#doors.request(prepared);
    } catch (error) {
      this.#refuse(request, error instanceof Error ? error.message : String(error));
    }
  }

  #refuse({ seq, command }: DapRequest, message: string): void {
    this.#settle(seq);
    const body = { error: { id: 1, format: message, showUser: true } };
    this.#send({ type: 'response', request_seq: seq, command, success: false, message, body });
  }

  #settle(seq: number): boolean {
    clearTimeout(this.#waiting.get(seq));
    return this.#waiting.delete(seq);
  }

  fromPage(message: DapMessage): void {
    if (message.type === 'response' && !this.#settle(message.request_seq)) return;
    this.#send(message);
  }

  close(): void {
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    this.#waiting.clear();
    this.#doors.gone();
    this.#left();
  }
}

/** Files that an attach request names are read here: the page has none. @throws with words for the client */
function prepare(request: DapRequest): DapRequest {
  if (request.command === 'launch')
    throw new Error('the game is the one in the app’s window: write "request": "attach" in launch.json.');
  if (request.command !== 'attach') return request;
  const { symbols: _, program: __, ...rest } = request.arguments;
  const symbolTexts = readSymbols(request.arguments, []);
  return { ...request, arguments: { ...rest, symbolTexts, sourceRoot: sourceRootOf(request.arguments, symbolTexts, '') } };
}
