import type { WebSocket } from 'ws';
import { LINE_CLOSE } from '../../shared/lineProtocol.ts';
import { decodeMessage, encodeMessage } from '../../shared/messageCodec.ts';
import type { Port } from '../../shared/port.ts';

/** Above this many bytes not yet taken by the other side, nothing more is read from it until they are. */
const HIGH_WATER = 4 * 1024 * 1024;
/** Above this many it is given up: what it missed is replayed when it comes back. */
const MOST_WAITING = 64 * 1024 * 1024;

/**
 * A WebSocket as a port: each message one binary frame. A message that is none of ours, or that makes its listener
 * throw, closes the line and nothing else.
 */
export function createSocketPort(socket: WebSocket): Port {
  const listeners: ((message: unknown) => void)[] = [];
  const closed: ((reason: string) => void)[] = [];
  let reason: string | null = null;

  const refuse = (code: number, why: string) => {
    if (socket.readyState === socket.OPEN) socket.close(code, why);
  };
  const drained = () => {
    if (socket.isPaused && socket.bufferedAmount < HIGH_WATER) socket.resume();
  };

  socket.on('message', (data, isBinary) => {
    if (socket.readyState !== socket.OPEN) return;
    if (!isBinary) return refuse(LINE_CLOSE.policy, 'the token comes once');
    try {
      const message = decodeMessage(data as Buffer);
      for (const listener of listeners) listener(message);
    } catch {
      refuse(LINE_CLOSE.badMessage, 'a message was not as expected');
    }
  });
  // An error is followed by `close`, which tells why.
  socket.on('error', () => {});
  socket.once('close', (code) => {
    reason = `the connection was closed (${code})`;
    for (const listener of closed) listener(reason);
  });

  return {
    post(message) {
      if (socket.readyState !== socket.OPEN) return;
      socket.send(encodeMessage(message), drained);
      if (socket.bufferedAmount > MOST_WAITING) socket.terminate();
      else if (socket.bufferedAmount > HIGH_WATER) socket.pause();
    },
    onMessage: (listener) => void listeners.push(listener),
    onClose: (listener) => (reason === null ? void closed.push(listener) : listener(reason)),
    close: () => socket.close(LINE_CLOSE.goingAway),
  };
}
