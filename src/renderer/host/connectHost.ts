import { LINE_PATH } from '../../shared/lineProtocol.ts';
import { ProblemError } from '../../shared/problem.ts';
import { connectBridge } from './connectBridge.ts';
import type { HostClient } from './hostClient.ts';
import { createPageToken, type PageToken } from './pageToken.ts';
import { createReconnectingHost } from './reconnectingHost.ts';
import { openSocketLine } from './socketLine.ts';

/** The host by the way this page has. Called once, before anything else of the page runs. */
export function connectHost(): HostClient {
  return window.signalbox === undefined ? connectServer() : connectBridge(window.signalbox);
}

/** The host behind the WebSocket of `signalbox serve`. */
function connectServer(): HostClient {
  const token = createPageToken({ location, history, storage: storage() });
  token.takeFromAddress();
  const open = () => openLine(token);
  const { client, redial } = createReconnectingHost({ open, wait: after, random: Math.random });
  // The new address of a server that was started again, opened in this tab, loads no page anew.
  addEventListener('hashchange', () => {
    if (token.takeFromAddress()) redial();
  });
  addEventListener('online', redial);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') redial();
  });
  return client;
}

async function openLine(token: PageToken) {
  const current = token.current();
  if (current === null) throw new ProblemError({ code: 'token-refused', message: 'the page has no token' });
  const socket = new WebSocket(`ws://${location.host}${LINE_PATH}`);
  const line = await openSocketLine(socket, current, after);
  token.keep(line.token);
  return line.port;
}

/** Waits, then runs; returns how to leave it. */
function after(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
}

function storage(): Storage | null {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}
