import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { pageHeaders } from '../../shared/pagePolicy.ts';
import type { Refusal } from './gate.ts';
import type { PageFile } from './pageFiles.ts';

/** Headers of every answer, whatever was asked. `host` is the request's, once the gate has passed it. */
function commonHeaders(host?: string): Readonly<Record<string, string>> {
  // Not every browser takes 'self' to stand for the WebSocket of the same origin.
  return pageHeaders({ own: "'self'", lines: host === undefined ? [] : [`ws://${host}`] });
}

/** Sends a file of the page. */
export function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: PageFile,
  host: string,
): void {
  response.writeHead(200, {
    ...commonHeaders(host),
    'Content-Type': file.type,
    'Content-Length': file.bytes.length,
    'Cache-Control': file.lasting ? 'public, max-age=31536000, immutable' : 'no-store',
  });
  response.end(request.method === 'HEAD' ? undefined : file.bytes);
}

/** Answers a refused request and closes its connection, since what else it sends is not looked at. */
export function sendRefusal(request: IncomingMessage, response: ServerResponse, refusal: Refusal): void {
  const { head, body } = refusalParts(refusal);
  response.writeHead(refusal.status, head);
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** The same where there is a bare connection only: an upgrade that is refused, or what is no HTTP. */
export function sendRawRefusal(socket: Duplex, refusal: Refusal): void {
  if (!socket.writable) return void socket.destroy();
  const { head, body } = refusalParts(refusal);
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
  const status = `${refusal.status} ${STATUS_CODES[refusal.status] ?? 'Refused'}`;
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\n${lines.join('')}\r\n${body}`);
}

function refusalParts({ sentence, headers }: Refusal) {
  const body = `${sentence}\n`;
  const head = {
    ...commonHeaders(),
    ...headers,
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    'Cache-Control': 'no-store',
    Connection: 'close',
  };
  return { head, body };
}
