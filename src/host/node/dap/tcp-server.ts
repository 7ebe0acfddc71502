import { createServer, type Server, type Socket } from 'node:net';
import { encodeMessage } from './framing.ts';
import { type GateOptions, serveClient } from './gate.ts';

function refuse(socket: Socket): void {
  const output = 'dotclock: another client is attached already\n';
  socket.end(encodeMessage({ seq: 1, type: 'event', event: 'output', body: { category: 'stderr', output } }));
  socket.on('error', () => {});
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      done(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

export interface DapServer {
  readonly port: number;
  close(): void;
}

/** Waits for one client at a time on 127.0.0.1. @param port 0: any free one. @throws what the system says when the port can't be had */
export async function startTcpServer(port: number, options: GateOptions): Promise<DapServer> {
  let client: Socket | null = null;
  const take = async (socket: Socket): Promise<void> => {
    client = socket;
    await serveClient(socket, socket, options);
    client = null;
    socket.end();
  };
  const server = createServer((socket) => {
    if (client === null) void take(socket);
    else refuse(socket);
  });
  const real = await listen(server, port);
  return {
    port: real,
    close: () => {
      client?.destroy();
      server.close();
    },
  };
}
