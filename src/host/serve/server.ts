import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Port } from '../../shared/port.ts';
import { SERVER_LIMITS, type ServerLimits } from './limits.ts';
import { answerUpgrades } from './lines.ts';
import type { PageFile } from './pageFiles.ts';
import { answerRequests } from './requests.ts';
import { dropSilentConnections } from './silentConnections.ts';
import type { Access } from './token.ts';

/** What a server shows, to whom, and who answers its pages. */
export interface ServerOptions {
  readonly page: ReadonlyMap<string, PageFile>;
  readonly access: Access;
  /** Takes each page's port. */
  readonly connect: (port: Port) => void;
  readonly limits?: ServerLimits;
}

/** A server that listens. */
export interface PageServer {
  readonly port: number;
  /** Lets nobody in any more; who is in stays. */
  stopListening(): void;
  /** Ends every line and connection. */
  close(): Promise<void>;
}

/** Milliseconds that pages have to answer the server's goodbye. */
const GOODBYE_TIME = 500;

/**
 * Serves the page and opens lines to it, on 127.0.0.1 alone. `port` 0 is any that is free. Rejects with the system's
 * error where the port cannot be had.
 */
export async function startServer(options: ServerOptions, port: number): Promise<PageServer> {
  const { page, access, connect, limits = SERVER_LIMITS } = options;
  const server = createServer({
    headersTimeout: limits.headersTime,
    requestTimeout: limits.requestTime,
    connectionsCheckingInterval: limits.checkInterval,
    keepAliveTimeout: 5000,
    // A request without a host is the gate's to refuse, with the headers that every answer has.
    requireHostHeader: false,
  });
  server.timeout = limits.idleTime;
  server.maxConnections = limits.connections;
  dropSilentConnections(server, limits.silent);
  answerRequests(server, page, access);
  const lines = answerUpgrades(server, access, limits, connect);
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  await listen(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    stopListening: () => void server.close(),
    async close() {
      server.close();
      lines.close();
      const timer = setTimeout(() => {
        lines.terminate();
        server.closeAllConnections();
      }, GOODBYE_TIME);
      await ended;
      clearTimeout(timer);
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
