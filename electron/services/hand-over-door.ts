import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HAND_OVER_PATH, HAND_OVER_TOKEN } from './run-lock.ts';

/** Another start wants this file to be opened (null: the window to be shown). False when this host is ending. */
export type TakeHandOver = (file: string | null) => boolean;

/** The most bytes that another start may send: a path. */
const LARGEST_HAND_OVER = 64 << 10;

export function isSameToken(token: unknown, wanted: string): boolean {
  if (typeof token !== 'string' || token.length !== wanted.length) return false;
  return timingSafeEqual(Buffer.from(token), Buffer.from(wanted));
}

/** The path that another start sends, null for none, undefined for what is no such message. */
function fileIn(text: string): string | null | undefined {
  try {
    const { file } = JSON.parse(text) as { file?: unknown };
    return typeof file === 'string' || file === null ? file : undefined;
  } catch {
    return undefined;
  }
}

/** Pages say where they are from, programs don't; only a program that may read the data folder has the token. */
export function answerHandOver(
  request: IncomingMessage,
  wanted: string,
  take: TakeHandOver,
  answer: (status: number) => void,
): void {
  if (request.headers.origin !== undefined || !isSameToken(request.headers[HAND_OVER_TOKEN], wanted)) return answer(403);
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (part: string) => {
    text += part;
    if (text.length > LARGEST_HAND_OVER) request.destroy();
  });
  request.on('end', () => {
    const file = fileIn(text);
    if (file === undefined) answer(400);
    else answer(take(file) ? 204 : 503);
  });
}

/** Where other starts on the same data folder hand over what they were to open, for a host that serves nothing else. */
export class HandOverDoor {
  readonly token = randomBytes(24).toString('hex');
  readonly #http: Server;

  constructor(take: TakeHandOver) {
    this.#http = createServer((request, response) => {
      const answer = (status: number): void => void response.writeHead(status).end();
      // A name that a DNS server elsewhere points at us is not ours.
      if (request.headers.host !== `127.0.0.1:${this.port}`) answer(421);
      else if (request.method !== 'POST' || request.url !== HAND_OVER_PATH) answer(404);
      else answerHandOver(request, this.token, take, answer);
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#http.once('error', reject);
      this.#http.listen(0, '127.0.0.1', resolve);
    });
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  close(): void {
    this.#http.close();
    this.#http.closeAllConnections();
  }
}
