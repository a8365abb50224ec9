import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = (request: IncomingMessage, response: ServerResponse, file: Buffer) => void;

/** A server of files on this machine, as good or bad as a test wants it. */
export interface ArchiveServer {
  /** Where its files lie, with a slash at the end. */
  readonly base: string;
  /** Headers of the requests so far, oldest first, and what was asked for. */
  readonly requests: { readonly url: string; readonly range?: string; readonly ifRange?: string }[];
  readonly files: Map<string, Buffer>;
  /** What the next requests are answered with, one each; then `serve` does. */
  readonly answers: Answer[];
  etag: string;
  close(): Promise<void>;
}

/** Starts a server on a port of this machine. */
export async function startArchiveServer(): Promise<ArchiveServer> {
  const requests: ArchiveServer['requests'] = [];
  const files = new Map<string, Buffer>();
  const answers: Answer[] = [];
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    const { range, 'if-range': ifRange } = request.headers;
    requests.push({ url, ...(range && { range }), ...(ifRange && { ifRange: String(ifRange) }) });
    const file = files.get(url.slice(1));
    if (file === undefined) response.writeHead(404).end();
    else (answers.shift() ?? serve(archives))(request, response, file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const archives: ArchiveServer = {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    files,
    answers,
    etag: '"first"',
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return archives;
}

/** Answers as a good server does: with ranges, if the file is still the same. */
export function serve({ etag }: { readonly etag: string }): Answer {
  return (request, response, file) => {
    const from = rangeStart(request);
    const headers = { etag, 'accept-ranges': 'bytes' };
    if (from === null || (request.headers['if-range'] ?? etag) !== etag) {
      response.writeHead(200, { ...headers, 'content-length': file.length }).end(file);
      return;
    }
    const rest = file.subarray(from);
    response.writeHead(206, {
      ...headers,
      'content-length': rest.length,
      'content-range': `bytes ${from}-${file.length - 1}/${file.length}`,
    });
    response.end(rest);
  };
}

/** Where the asked range starts; null where none was asked for. */
export function rangeStart(request: IncomingMessage): number | null {
  const match = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  return match === null ? null : Number(match[1]);
}

/** Sends the first `bytes` of what would be sent, and then nothing: the connection stays open. */
export function holdAfter(bytes: number, { etag }: { readonly etag: string }): Answer {
  return (request, response, file) => {
    const from = rangeStart(request) ?? 0;
    const headers = from === 0 ? {} : { 'content-range': `bytes ${from}-${file.length - 1}/${file.length}` };
    response.writeHead(from === 0 ? 200 : 206, { ...headers, etag, 'content-length': file.length - from });
    response.write(file.subarray(from, from + bytes));
  };
}

/** As `holdAfter`, but the connection is cut. */
export function cutAfter(bytes: number, served: { readonly etag: string }): Answer {
  return (request, response, file) => {
    holdAfter(bytes, served)(request, response, file);
    response.write('', () => response.destroy());
  };
}
