import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import { LINE_PATH } from '../../../shared/lineProtocol.ts';
import type { Port } from '../../../shared/port.ts';
import { SERVER_LIMITS, type ServerLimits } from '../limits.ts';
import type { PageFile } from '../pageFiles.ts';
import { type PageServer, startServer } from '../server.ts';
import { type Access, createAccess } from '../token.ts';

/** A server on a port of its own, with what its pages' lines came to. */
export interface TestServer extends PageServer {
  readonly host: string;
  readonly access: Access;
  /** The lines that were let in. */
  readonly ports: readonly Port[];
  /** Opens a line as a page does; `token` is its first message, null for none. */
  line(token: string | null, options?: WebSocket.ClientOptions): WebSocket;
}

export const INDEX = '<!doctype html><title>Page</title>';

/** Files of a small page. */
export const testPage: ReadonlyMap<string, PageFile> = new Map([
  ['/', { type: 'text/html; charset=utf-8', lasting: false, bytes: Buffer.from(INDEX) }],
  [
    '/assets/index-Co5iGGqS.js',
    { type: 'text/javascript; charset=utf-8', lasting: true, bytes: Buffer.from('1') },
  ],
]);

export async function startTestServer(
  limits: Partial<ServerLimits> = {},
  page: ReadonlyMap<string, PageFile> = testPage,
): Promise<TestServer> {
  const access = createAccess();
  const ports: Port[] = [];
  const server = await startServer(
    { page, access, connect: (port) => void ports.push(port), limits: { ...SERVER_LIMITS, ...limits } },
    0,
  );
  const host = `127.0.0.1:${server.port}`;
  return {
    ...server,
    host,
    access,
    ports,
    line(token, options = {}) {
      const socket = new WebSocket(`ws://${host}${LINE_PATH}`, { origin: `http://${host}`, ...options });
      if (token !== null) socket.once('open', () => socket.send(token));
      socket.on('error', () => {});
      return socket;
    },
  };
}

/** Sends bytes as they are; resolves with all that comes back until the server ends the connection. */
export function raw(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ host: '127.0.0.1', port }, () => socket.write(request));
    let answer = '';
    socket.setEncoding('latin1');
    socket.on('data', (data) => {
      answer += data;
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', (error) => (answer === '' ? reject(error) : resolve(answer)));
  });
}

/** The code that a line is closed with, once it is. */
export function closeCode(line: WebSocket): Promise<number> {
  return new Promise((resolve) => line.once('close', resolve));
}

/** The first message of a line, as text. */
export function firstMessage(line: WebSocket): Promise<string> {
  return new Promise((resolve, reject) => {
    line.once('message', (data) => resolve(String(data)));
    line.once('close', (code) => reject(new Error(`the line was closed (${code})`)));
  });
}
