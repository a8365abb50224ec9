import { LINE_CLOSE, LONGEST_SILENCE } from '../../shared/lineProtocol.ts';
import { decodeMessage, encodeMessage } from '../../shared/messageCodec.ts';
import type { Port } from '../../shared/port.ts';
import { ProblemError } from '../../shared/problem.ts';

/** Of the browser's WebSocket what a line needs. */
export type LineSocket = Pick<
  WebSocket,
  'binaryType' | 'send' | 'close' | 'onopen' | 'onmessage' | 'onclose' | 'readyState'
>;

/** A line that stands: its port, and the token to come back with. */
export interface OpenLine {
  readonly port: Port;
  readonly token: string;
}

/** Waits, then runs; returns how to leave it. */
export type Timer = (milliseconds: number, run: () => void) => () => void;

/**
 * Opens a line over a WebSocket that is being opened: says the token, waits for the welcome. Rejects with
 * ProblemError `token-refused` where the token is not the server's, `connection-lost` where nobody answers. A line on
 * which nothing comes for LONGEST_SILENCE, not even a sign of life, counts as closed.
 */
export function openSocketLine(socket: LineSocket, token: string, after: Timer): Promise<OpenLine> {
  const listeners: ((message: unknown) => void)[] = [];
  const closed: ((reason: string) => void)[] = [];
  let reason: string | null = null;
  let stopListening = () => {};
  socket.binaryType = 'arraybuffer';

  const end = (why: string) => {
    if (reason !== null) return;
    reason = why;
    stopListening();
    socket.close();
    for (const listener of closed) listener(why);
  };
  const heard = () => {
    stopListening();
    stopListening = after(LONGEST_SILENCE, () => end('it does not answer any more'));
  };
  const port: Port = {
    post(message) {
      if (reason === null) socket.send(encodeMessage(message));
    },
    onMessage: (listener) => void listeners.push(listener),
    onClose: (listener) => (reason === null ? void closed.push(listener) : listener(reason)),
    close: () => end('the page closed it'),
  };
  const take = (data: ArrayBuffer) => {
    if (data.byteLength === 0) return;
    try {
      const message = decodeMessage(new Uint8Array(data));
      for (const listener of listeners) listener(message);
    } catch {
      end('it answers what Signalbox does not');
    }
  };

  return new Promise((resolve, reject) => {
    heard();
    port.onClose((why) => reject(new ProblemError({ code: 'connection-lost', message: why })));
    socket.onopen = () => socket.send(token);
    socket.onclose = ({ code }) => {
      if (code === LINE_CLOSE.wrongToken) {
        reject(new ProblemError({ code: 'token-refused', message: 'the token is not its own' }));
      }
      end('it is gone');
    };
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (reason !== null) return;
      heard();
      if (typeof data === 'string') resolve({ port, token: data });
      else take(data as ArrayBuffer);
    };
  });
}
