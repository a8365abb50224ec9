import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Keeps a server answering while others hold connections open and say nothing: where there are more than `most`,
 * the one that has been waiting longest gives way. Connections with a request under way, and lines, do not.
 */
export function dropSilentConnections(server: Server, most: number): void {
  const silent = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
    if (silent.size <= most) return;
    const [oldest] = silent;
    oldest.destroy();
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    silent.delete(socket);
    response.once('close', () => {
      if (!socket.destroyed) silent.add(socket);
    });
  });
  server.on('upgrade', ({ socket }: IncomingMessage) => silent.delete(socket));
}
