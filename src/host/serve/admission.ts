import type { Socket } from 'node:net';
import type { WebSocket } from 'ws';
import { LINE_CLOSE } from '../../shared/lineProtocol.ts';
import type { TokenVerdict } from './gate.ts';

/** Longest first message of a line, in bytes. */
export const LONGEST_TOKEN = 4096;

/** What a frame has around its content, at most. */
const FRAME_BYTES = 14;

/** Milliseconds between the word that closes a line and its end. */
const GOODBYE_TIME = 500;

export interface Admission {
  /** Bytes of the line that had been read with the request. */
  readonly alreadyRead: number;
  /** Milliseconds until the token must have come. */
  readonly time: number;
  readonly judge: (token: string) => TokenVerdict;
  /** Called once where the token is right; what comes next is the page's first message. */
  readonly admitted: () => void;
}

/** Waits for a line's first message, the token. A wrong one, one too long, or none in time ends the line. */
export function awaitToken(line: WebSocket, connection: Socket, admission: Admission): void {
  const { alreadyRead, time, judge, admitted } = admission;
  const start = connection.bytesRead - alreadyRead;
  const stop = () => {
    clearTimeout(timer);
    connection.off('data', measure);
    line.off('message', take);
  };
  const refuse = (code: number, why: string) => {
    stop();
    line.close(code, why);
    // Who does not answer the goodbye is not waited for, and who goes on sending is not listened to.
    setTimeout(() => line.terminate(), GOODBYE_TIME).unref();
    connection.on('data', () => isTooLong() && line.pause());
  };
  const timer = setTimeout(() => refuse(LINE_CLOSE.noToken, 'no token came'), time);
  const isTooLong = () => connection.bytesRead - start > LONGEST_TOKEN + FRAME_BYTES;
  // Looked at as the bytes come in: the line itself would collect a large message first.
  const measure = () => {
    if (!isTooLong()) return;
    refuse(LINE_CLOSE.tooLarge, 'too long');
    line.pause();
  };
  const take = (data: Buffer, isBinary: boolean) => {
    if (data.length > LONGEST_TOKEN) return refuse(LINE_CLOSE.tooLarge, 'too long');
    const verdict = isBinary ? 'wrong' : judge(data.toString());
    if (verdict === 'wrong') return refuse(LINE_CLOSE.wrongToken, 'the token is not the right one');
    if (verdict === 'too-many') return refuse(LINE_CLOSE.tooManyTries, 'too many tokens were tried');
    stop();
    admitted();
  };
  connection.on('data', measure);
  line.on('message', take);
  line.once('close', stop);
  measure();
}
