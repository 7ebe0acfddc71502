import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handOver, HAND_OVER_PATH, HAND_OVER_TOKEN, takeRunLock, type Running } from '../../../electron/services/run-lock.ts';
import { LocalServer } from '../../../src/host/local/server.ts';

let folder = '';
let server: LocalServer;
let accepts = true;
const given: (string | null)[] = [];
const others: Server[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dotclock-'));
  accepts = true;
  given.length = 0;
  server = new LocalServer({
    renderer: folder,
    handle: () => Promise.resolve(null),
    handOver: (file) => {
      if (accepts) given.push(file);
      return accepts;
    },
  });
  await server.listen();
});
afterEach(async () => {
  await server.close();
  for (const other of others.splice(0)) {
    other.closeAllConnections();
    other.close();
  }
  rmSync(folder, { recursive: true, force: true });
});

const lockFile = (): string => join(folder, 'running.json');
const own = (port = server.port): Running => ({ pid: process.pid, port, token: server.handOverToken });
const later = (port = 1): Running => ({ pid: process.pid, port, token: 'x' });

/** Another program at a port. */
async function other(answer: (end: (status: number) => void) => void): Promise<number> {
  const made = createServer((_request, response) => answer((status) => void response.writeHead(status).end()));
  others.push(made);
  await new Promise<void>((resolve) => void made.listen(0, '127.0.0.1', resolve));
  return (made.address() as AddressInfo).port;
}

describe('a second start', () => {
  it('hands its file to the first, and leaves the data folder alone', async () => {
    expect(await takeRunLock(folder, own(), null)).not.toBeNull();
    expect(await takeRunLock(folder, later(), '/games/a.sfc')).toBeNull();
    expect(await takeRunLock(folder, later(), null)).toBeNull();
    expect(given).toEqual(['/games/a.sfc', null]);
    expect(JSON.parse(readFileSync(lockFile(), 'utf8'))).toEqual(own());
    if (process.platform !== 'win32') expect(statSync(lockFile()).mode & 0o077).toBe(0);
  });

  it('takes the place of one that is ending, when that has gone', async () => {
    const first = await takeRunLock(folder, own(), null);
    accepts = false;
    setTimeout(() => first?.release(), 600);
    const second = await takeRunLock(folder, later(), null);
    expect(second).not.toBeNull();
    expect(JSON.parse(readFileSync(lockFile(), 'utf8'))).toEqual(later());
    first?.release();
    expect(existsSync(lockFile())).toBe(true);
    second?.release();
    expect(existsSync(lockFile())).toBe(false);
  });

  it.each([
    ['a host that was killed', JSON.stringify({ pid: 1, port: 9, token: 'x' })],
    ['half a file', '{"pid":1'],
    ['nothing', ''],
  ])('is not held up by what is left of %s', async (_name, text) => {
    writeFileSync(lockFile(), text);
    expect(await takeRunLock(folder, own(), null)).not.toBeNull();
  });

  it('does not take another program at the port for a host', async () => {
    const port = await other((end) => end(200));
    writeFileSync(lockFile(), JSON.stringify({ pid: process.pid, port, token: 'x' }));
    expect(await takeRunLock(folder, own(), null)).not.toBeNull();
  });

  it('says so when the first lives and does not answer, and takes over when it is dead', async () => {
    const port = await other(() => {});
    writeFileSync(lockFile(), JSON.stringify({ pid: process.pid, port, token: 'x' }));
    await expect(takeRunLock(folder, own(), null)).rejects.toThrow(`process ${process.pid}`);
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    writeFileSync(lockFile(), JSON.stringify({ pid, port, token: 'x' }));
    expect(await takeRunLock(folder, own(), null)).not.toBeNull();
  });
});

describe('handing over', () => {
  function post(headers: Record<string, string>, body: string): Promise<number> {
    return new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port: server.port, path: HAND_OVER_PATH, method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', reject)
        .end(body);
    });
  }

  it('is for programs with the token, never for a page', async () => {
    const token = { [HAND_OVER_TOKEN]: server.handOverToken };
    const body = '{"file":"/a.sfc"}';
    expect(await post({}, body)).toBe(403);
    expect(await post({ [HAND_OVER_TOKEN]: server.token }, body)).toBe(403);
    expect(await post({ ...token, origin: server.origin }, body)).toBe(403);
    expect(await post({ ...token, host: 'elsewhere' }, body)).toBe(421);
    expect(await post(token, '{"file":1}')).toBe(400);
    expect(await post(token, 'x')).toBe(400);
    expect(given).toEqual([]);
    expect(await post(token, body)).toBe(204);
    expect(given).toEqual(['/a.sfc']);
    expect(await handOver({ ...own(), token: 'x' }, null)).toBe('gone');
  });
});
