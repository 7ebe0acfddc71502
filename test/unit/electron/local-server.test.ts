import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { LocalServer } from '../../../src/host/local/server.ts';
import { decodeMessage, encodeMessage } from '../../../src/shared/wire.ts';

let folder = '';
let server: LocalServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dotclock-'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  server = new LocalServer({
    renderer: folder,
    handle: (name, argument) =>
      name === 'echo' ? Promise.resolve(argument) : Promise.reject(new Error('there is no such call.')),
  });
  await server.listen();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

function get(path: string, host?: string): Promise<{ status: number; headers: Record<string, unknown> }> {
  return new Promise((resolve, reject) => {
    const headers = host === undefined ? {} : { host };
    request({ host: '127.0.0.1', port: server.port, path, headers }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, headers: response.headers });
    })
      .on('error', reject)
      .end();
  });
}

/** What a connection gets for its first message: an answer to a call, or the code with which it is closed. */
function talk(token: unknown, options: { origin?: string; path?: string; host?: string } = {}): Promise<unknown> {
  return new Promise((resolve) => {
    const headers = options.host === undefined ? {} : { host: options.host };
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${options.path ?? '/bridge'}`, {
      origin: options.origin ?? server.origin,
      headers,
    });
    socket.on('open', () => {
      socket.send(encodeMessage({ token }));
      socket.send(encodeMessage({ id: 1, name: 'echo', argument: Uint8Array.of(1, 2) }));
    });
    socket.on('message', (data: Buffer) => {
      resolve(decodeMessage(new Uint8Array(data)));
      socket.terminate();
    });
    socket.on('close', (code) => resolve(code));
    socket.on('error', (error) => resolve(error.message));
  });
}

describe('the local host', () => {
  it('listens on the loopback interface and sends the security headers', async () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[0-9a-f]{48}$/);
    const { status, headers } = await get('/');
    expect(status).toBe(200);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
  });

  it('refuses other host names (DNS rebinding), other methods and other files', async () => {
    expect((await get('/', 'evil.example')).status).toBe(421);
    expect((await get('/', `localhost:${server.port}`)).status).toBe(421);
    expect((await get('/../server.ts')).status).toBe(404);
    expect((await get('/nothing.js')).status).toBe(404);
  });

  it('answers calls of a page with the token', async () => {
    expect(await talk(server.token)).toEqual({ id: 1, value: Uint8Array.of(1, 2) });
  });

  it('closes without it, before any call is answered', async () => {
    expect(await talk('0'.repeat(48))).toBe(4401);
    expect(await talk('')).toBe(4401);
    expect(await talk(null)).toBe(4401);
    expect(await talk([server.token])).toBe(4401);
  });

  it('refuses pages of other origins and other places', async () => {
    expect(await talk(server.token, { origin: 'https://evil.example' })).toContain('403');
    expect(await talk(server.token, { origin: `http://localhost:${server.port}` })).toContain('403');
    expect(await talk(server.token, { path: '/other' })).toContain('403');
    expect(await talk(server.token, { host: 'evil.example' })).toContain('403');
  });

  it('answers a call that fails in words', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/bridge`, { origin: server.origin });
    const answer = await new Promise((resolve) => {
      socket.on('open', () => {
        socket.send(encodeMessage({ token: server.token }));
        socket.send(encodeMessage({ id: 5, name: 'nope', argument: null }));
      });
      socket.on('message', (data: Buffer) => resolve(decodeMessage(new Uint8Array(data))));
    });
    socket.terminate();
    expect(answer).toEqual({ id: 5, error: 'there is no such call.' });
  });
});
