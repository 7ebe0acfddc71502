import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { answerHandOver, isSameToken, type TakeHandOver } from '../../../electron/services/hand-over-door.ts';
import { HAND_OVER_PATH } from '../../../electron/services/run-lock.ts';
import { assetName, mediaType, securityHeaders } from '../../../electron/services/security-headers.ts';
import { decodeMessage, encodeMessage } from '../../shared/wire.ts';

export interface LocalServerOptions {
  /** Folder of the built page. */
  readonly renderer: string;
  readonly handle: (name: unknown, argument: unknown) => Promise<unknown>;
  /** The number of connected pages has changed. */
  readonly pages?: (count: number) => void;
  readonly port?: number;
  readonly handOver?: TakeHandOver;
}

/** The largest frame: an archive that is dropped, and its envelope. */
const LARGEST_FRAME = 80 << 20;
/** Milliseconds in which a connection must show its token. */
const TOKEN_TIME = 5000;
/** Serves the page and the bridge on the loopback interface: one token a run, only our own name as host and origin. */
export class LocalServer {
  readonly token = randomBytes(24).toString('hex');
  /** For other starts of the same user. */
  readonly handOverToken = randomBytes(24).toString('hex');
  readonly #options: LocalServerOptions;
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_FRAME });
  readonly #pages = new Set<WebSocket>();

  constructor(options: LocalServerOptions) {
    this.#options = options;
    this.#http = createServer((request, response) => void this.#serve(request, response));
    this.#http.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#http.once('error', reject);
      this.#http.listen(this.#options.port ?? 0, '127.0.0.1', resolve);
    });
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** With the token in the fragment, which is not sent over the wire. */
  get url(): string {
    return `${this.origin}/#token=${this.token}`;
  }

  emit(event: string, payload: unknown): void {
    const frame = encodeMessage({ event, payload });
    for (const page of this.#pages) page.send(frame);
  }

  async close(): Promise<void> {
    for (const page of this.#pages) page.terminate();
    this.#sockets.close();
    await new Promise((resolve) => {
      this.#http.close(resolve);
      this.#http.closeAllConnections();
    });
  }

  /** A name that a DNS server elsewhere points at us is not ours. */
  #hostIsOurs(request: IncomingMessage): boolean {
    return request.headers.host === `127.0.0.1:${this.port}`;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const headers = securityHeaders(`'self' ws://127.0.0.1:${this.port}`);
    const refuse = (status: number): void => void response.writeHead(status, headers).end();
    if (!this.#hostIsOurs(request)) return refuse(421);
    if (request.method === 'POST' && request.url === HAND_OVER_PATH) {
      const take = this.#options.handOver ?? ((): boolean => false);
      return answerHandOver(request, this.handOverToken, take, refuse);
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
    const name = assetName(new URL(request.url ?? '/', this.origin).pathname);
    const type = name === null ? null : mediaType(name);
    if (name === null || type === null) return refuse(404);
    try {
      const bytes = await readFile(join(this.#options.renderer, name));
      response.writeHead(200, { ...headers, 'Content-Type': type, 'Content-Length': bytes.length, 'Cache-Control': 'no-store' });
      response.end(request.method === 'HEAD' ? undefined : bytes);
    } catch {
      refuse(404);
    }
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (!this.#hostIsOurs(request) || request.headers.origin !== this.origin || request.url !== '/bridge') {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (page) => this.#greet(page));
  }

  /** The first message must be the token; after it the page may call. */
  #greet(page: WebSocket): void {
    const timer = setTimeout(() => page.close(4401, 'no token'), TOKEN_TIME);
    let trusted = false;
    page.on('message', (data: Buffer) => {
      let message: Record<string, unknown>;
      try {
        message = decodeMessage(new Uint8Array(data)) as Record<string, unknown>;
      } catch {
        page.close(4400, 'damaged message');
        return;
      }
      if (trusted) {
        void this.#answer(page, message);
        return;
      }
      clearTimeout(timer);
      if (!isSameToken(message['token'], this.token)) {
        page.close(4401, 'wrong token');
        return;
      }
      trusted = true;
      this.#pages.add(page);
      this.#options.pages?.(this.#pages.size);
    });
    page.on('close', () => {
      clearTimeout(timer);
      if (this.#pages.delete(page)) this.#options.pages?.(this.#pages.size);
    });
  }

  async #answer(page: WebSocket, { id, name, argument }: Record<string, unknown>): Promise<void> {
    try {
      const value = await this.#options.handle(name, argument);
      page.send(encodeMessage({ id, value: value ?? null }));
    } catch (error) {
      page.send(encodeMessage({ id, error: error instanceof Error ? error.message : String(error) }));
    }
  }
}
