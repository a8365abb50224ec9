import type { WebSocket } from 'ws';
import { SIGN_OF_LIFE } from '../../shared/lineProtocol.ts';

/** Signs that may go unanswered before the other end counts as gone. */
const MISSED = 8;

/**
 * Tells the page now and then that its server lives, and ends the line where the page is gone without a word (a
 * machine that was suspended, a tunnel that broke).
 */
export function keepAlive(socket: WebSocket): void {
  let missed = 0;
  let waiting = 0;
  const timer = setInterval(() => {
    // A page on a slow line does not answer while it takes what is on its way.
    const taking = socket.bufferedAmount < waiting;
    waiting = socket.bufferedAmount;
    missed = taking ? 0 : missed + 1;
    if (missed > MISSED) return socket.terminate();
    socket.ping();
    if (waiting === 0) socket.send(new Uint8Array(0));
  }, SIGN_OF_LIFE);
  socket.on('pong', () => {
    missed = 0;
  });
  socket.once('close', () => clearInterval(timer));
}
