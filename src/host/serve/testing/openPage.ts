import { WebSocket } from 'ws';
import type { AppEvent, HostApi } from '../../../shared/api/contract.ts';
import { createChunkedPort } from '../../../shared/chunkedPort.ts';
import { LINE_PATH } from '../../../shared/lineProtocol.ts';
import { connect, type Remote } from '../../../shared/rpc.ts';
import { createSocketPort } from '../socketPort.ts';

/** A page without a browser. */
export interface TestPage {
  readonly call: Remote<{ [K in keyof HostApi]: (argument: never) => unknown }>;
  readonly heard: readonly AppEvent[];
  readonly socket: WebSocket;
  /** The code that the line was closed with, once it is. */
  readonly closed: Promise<number>;
}

/** Opens the app's line as the page at an address does; rejects with the code where it is closed at once. */
export async function openPage(address: string): Promise<TestPage> {
  const { host, hash } = new URL(address);
  const socket = new WebSocket(`ws://${host}${LINE_PATH}`, { origin: `http://${host}` });
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  socket.on('error', () => {});
  socket.once('open', () => socket.send(hash.replace('#token=', '')));
  await new Promise((resolve, reject) => {
    socket.once('message', resolve);
    socket.once('close', (code) => reject(new Error(`the line was closed (${code})`)));
  });
  const heard: AppEvent[] = [];
  const event = (told: AppEvent) => void heard.push(told);
  return { call: connect(createChunkedPort(createSocketPort(socket)), { event }), heard, socket, closed };
}
