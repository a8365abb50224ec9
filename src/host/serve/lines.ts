import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { LARGEST_MESSAGE, LINE_CLOSE } from '../../shared/lineProtocol.ts';
import type { Port } from '../../shared/port.ts';
import { awaitToken } from './admission.ts';
import { sendRawRefusal } from './answers.ts';
import type { Refusal } from './gate.ts';
import type { ServerLimits } from './limits.ts';
import { isSamePerson } from './peerUser.ts';
import { decisionOn, NOT_FOUND } from './requests.ts';
import { keepAlive } from './signsOfLife.ts';
import { createSocketPort } from './socketPort.ts';
import type { Access } from './token.ts';

/** The lines of a server, to be ended with it. */
export interface Lines {
  /** Says goodbye to every page. */
  close(): void;
  /** Ends what is left without a word. */
  terminate(): void;
}

const FULL: Refusal = { kind: 'refuse', status: 503, sentence: 'As many pages as there may be are open.' };

/** Opens a line for each page that the gate lets in and that says its token; `connect` gets its port. */
export function answerUpgrades(
  server: Server,
  access: Access,
  limits: ServerLimits,
  connect: (port: Port) => void,
): Lines {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_MESSAGE,
    perMessageDeflate: false,
  });
  /** Lines that have not said their token, oldest first. */
  const strangers = new Set<WebSocket>();

  function welcome(line: WebSocket): void {
    strangers.delete(line);
    line.send(access.pageToken);
    keepAlive(line);
    connect(createSocketPort(line));
  }

  function open(line: WebSocket, socket: Socket, head: Buffer, isAuthorised: boolean): void {
    // What is wrong with a line ends it, and is told by its `close`.
    line.on('error', () => line.terminate());
    if (isAuthorised) {
      welcome(line);
      return;
    }
    strangers.add(line);
    line.once('close', () => strangers.delete(line));
    awaitToken(line, socket, {
      alreadyRead: head.length,
      time: limits.tokenTime,
      judge: (secret) => access.judge(secret, () => isSamePerson(socket)),
      admitted: () => welcome(line),
    });
  }

  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const decision = decisionOn(request, true, access);
    if (decision.kind === 'refuse') return sendRawRefusal(socket, decision);
    if (decision.kind === 'file') return sendRawRefusal(socket, NOT_FOUND);
    if (sockets.clients.size >= limits.lines) {
      const [oldest] = strangers;
      if (oldest === undefined) return sendRawRefusal(socket, FULL);
      oldest.terminate();
    }
    sockets.handleUpgrade(request, socket, head, (line) => open(line, socket, head, decision.authorised));
  });

  return {
    close() {
      for (const line of sockets.clients) line.close(LINE_CLOSE.goingAway);
    },
    terminate() {
      for (const line of sockets.clients) line.terminate();
    },
  };
}
