import type { AppEvent, HostApi } from '../../shared/api/contract.ts';
import { createChunkedPort } from '../../shared/chunkedPort.ts';
import { LINE_CHUNK_BYTES, MOST_CALLS } from '../../shared/lineProtocol.ts';
import type { Port } from '../../shared/port.ts';
import { ProblemError } from '../../shared/problem.ts';
import { connect, type Remote } from '../../shared/rpc.ts';
import { createConnectionStore, type HostClient } from './hostClient.ts';
import { createTurns } from './turns.ts';

/** How the page reaches its host. */
export interface Dialling {
  /**
   * Opens a line. ProblemError `token-refused` says that trying again is in vain until `redial` is called; after any
   * other error it is tried again.
   */
  open(): Promise<Port>;
  /** Waits, then runs; returns how to leave it. */
  wait(milliseconds: number, run: () => void): () => void;
  /** A number from 0 to 1, so that many pages do not all come back in the same instant. */
  random(): number;
}

/** A host that is come back to, and the order to try at once: there is a new token, or the machine woke up. */
export interface ReconnectingHost {
  readonly client: HostClient;
  redial(): void;
}

/** Milliseconds before the first new try, and most before any. */
export const FIRST_WAIT = 250;
export const LONGEST_WAIT = 5000;

export const LOST =
  'The connection to Signalbox is lost. Your edits are kept on this page; it reconnects by itself.';
export const REFUSED =
  'This page has no key to Signalbox. Open the address that the command printed; edits on this page are kept.';

type HostCalls = { readonly [K in keyof HostApi]: (argument: never) => unknown };

/**
 * A client over a line that may break. Calls before the first connection wait for it; calls under way when the line
 * breaks, and calls while there is none, fail with ProblemError `connection-lost` and the sentence that the
 * connection's state has. It starts to dial at once.
 */
export function createReconnectingHost(dialling: Dialling): ReconnectingHost {
  const connection = createConnectionStore();
  const listeners = new Set<(event: AppEvent) => void>();
  const turns = createTurns(MOST_CALLS);
  let remote: Remote<HostCalls> | null = null;
  let isDialling = false;
  let isAskedAgain = false;
  let wait = FIRST_WAIT;
  let stopWaiting = () => {};
  let beginningEnds = () => {};
  const beginning = new Promise<void>((resolve) => {
    beginningEnds = resolve;
  });

  const handlers = {
    event: (event: AppEvent) => {
      for (const listener of listeners) listener(event);
    },
  };
  const lost = () =>
    new ProblemError({ code: 'connection-lost', message: connection.getState().sentence ?? LOST });

  async function dial(): Promise<void> {
    isDialling = true;
    isAskedAgain = false;
    try {
      const port = await dialling.open();
      isDialling = false;
      wait = FIRST_WAIT;
      remote = connect<HostCalls>(createChunkedPort(port, LINE_CHUNK_BYTES), handlers, lost);
      connection.setState({ state: 'connected', sentence: null });
      port.onClose(() => lose(LOST));
    } catch (error) {
      isDialling = false;
      const isRefused = error instanceof ProblemError && error.problem.code === 'token-refused';
      lose(isRefused ? REFUSED : LOST);
    } finally {
      beginningEnds();
    }
  }

  function lose(sentence: string): void {
    remote = null;
    connection.setState({ state: 'lost', sentence });
    if (isAskedAgain) {
      void dial();
    } else if (sentence === LOST) {
      // Between half and all of it, so that pages which lost the same host come back one after the other.
      stopWaiting = dialling.wait(wait * (0.5 + dialling.random() / 2), () => void dial());
      wait = Math.min(2 * wait, LONGEST_WAIT);
    }
  }

  function redial(): void {
    // A try that is under way may still be refused for what has changed since it began.
    if (isDialling) isAskedAgain = true;
    if (isDialling || remote !== null) return;
    stopWaiting();
    wait = FIRST_WAIT;
    void dial();
  }

  async function call(method: keyof HostApi, argument: never): Promise<unknown> {
    if (connection.getState().state === 'connecting') await beginning;
    return turns.take(async () => {
      if (remote === null) throw lost();
      return remote[method](argument);
    });
  }

  void dial();
  const client: HostClient = {
    call: new Proxy({} as HostApi, {
      // A promise is recognised by its `then`; this is none.
      get: (_, method) =>
        typeof method === 'string' && method !== 'then'
          ? (argument: never) => call(method as keyof HostApi, argument)
          : undefined,
    }),
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    connection,
  };
  return { client, redial };
}
