import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { Socket } from 'node:net';
import { sendFile, sendRawRefusal, sendRefusal } from './answers.ts';
import { type GateDecision, gate, type Refusal } from './gate.ts';
import type { PageFile } from './pageFiles.ts';
import type { Access } from './token.ts';

export const NOT_FOUND: Refusal = { kind: 'refuse', status: 404, sentence: 'There is no such file.' };

const NO_HTTP: Refusal = { kind: 'refuse', status: 400, sentence: 'This is no request of HTTP.' };
const faults: ReadonlyMap<string, Refusal> = new Map([
  ['HPE_HEADER_OVERFLOW', { kind: 'refuse', status: 431, sentence: 'The headers are too long.' }],
  ['ERR_HTTP_REQUEST_TIMEOUT', { kind: 'refuse', status: 408, sentence: 'The request took too long.' }],
]);

/** Answers a server's requests with the page's files. */
export function answerRequests(server: Server, page: ReadonlyMap<string, PageFile>, access: Access): void {
  const answer: RequestListener = (request, response) => {
    const decision = decisionOn(request, false, access);
    if (decision.kind === 'refuse') return sendRefusal(request, response, decision);
    const file = decision.kind === 'file' ? page.get(decision.path) : undefined;
    if (file === undefined || decision.kind !== 'file') return sendRefusal(request, response, NOT_FOUND);
    sendFile(request, response, file, decision.host);
  };
  server.on('request', answer);
  // Without these two Node would answer by itself, without our headers.
  server.on('checkContinue', answer);
  server.on('checkExpectation', answer);
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    // Where an answer is on its way already, another one in the middle of it would only confuse.
    if (!socket.writable || socket.bytesWritten > 0) return void socket.destroy();
    sendRawRefusal(socket, faults.get(error.code ?? '') ?? NO_HTTP);
  });
}

/** What the gate says of a request as Node has it. */
export function decisionOn(request: IncomingMessage, upgrade: boolean, access: Access): GateDecision {
  const { method = '', url = '', rawHeaders: headers } = request;
  // A program that is no browser has no use for the code that opens one.
  return gate({ method, target: url, headers, upgrade }, (token) => access.judge(token, () => false));
}
