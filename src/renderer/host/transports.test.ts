import { deepStrictEqual } from 'node:assert/strict';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { connectPage } from '../../host/app/connectPage.ts';
import { type PageServer, startServer } from '../../host/serve/server.ts';
import { createAccess } from '../../host/serve/token.ts';
import type { HostHandlers } from '../../shared/api/contract.ts';
import { LINE_PATH } from '../../shared/lineProtocol.ts';
import type { Port } from '../../shared/port.ts';
import { createLine } from '../../shared/testing/line.ts';
import { type Transport, transportContract } from '../../shared/testing/transportContract.ts';
import { createReconnectingHost } from './reconnectingHost.ts';
import { type LineSocket, openSocketLine } from './socketLine.ts';

/** Nothing is tried again here: what breaks stays broken. */
const never = () => () => {};

async function connected(open: () => Promise<Port>, cut: () => void): Promise<Transport> {
  const { client } = createReconnectingHost({ open, wait: never, random: () => 0 });
  return { call: client.call, onEvent: client.onEvent, cut };
}

describe('in memory, where nothing may be transferred', () => {
  const make = (handlers: HostHandlers) => {
    const line = createLine(structuredClone);
    const delivering = (port: Port): Port => ({
      ...port,
      post: (message) => {
        port.post(message);
        setImmediate(() => line.deliver());
      },
    });
    connectPage(delivering(line.right), handlers);
    return connected(
      async () => delivering(line.left),
      () => line.cut('the host died'),
    );
  };
  test.each(transportContract)('$name', ({ check }) => check(make, deepStrictEqual));
});

describe('over a WebSocket', () => {
  const servers: PageServer[] = [];
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });
  const make = async (handlers: HostHandlers) => {
    const access = createAccess();
    const connect = (port: Port) => void connectPage(port, handlers);
    const server = await startServer({ page: new Map(), access, connect }, 0);
    servers.push(server);
    const host = `127.0.0.1:${server.port}`;
    const socket = new WebSocket(`ws://${host}${LINE_PATH}`, { origin: `http://${host}` });
    const open = async () => {
      const line = await openSocketLine(socket as unknown as LineSocket, access.token, never);
      expect(line.token).toBe(access.pageToken);
      return line.port;
    };
    return connected(open, () => socket.terminate());
  };
  test.each(transportContract)('$name', ({ check }) => check(make, deepStrictEqual));
});
