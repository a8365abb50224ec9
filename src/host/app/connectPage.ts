import {
  type AppEvent,
  type HostCall,
  type HostHandlers,
  hostCalls,
  type PageConnection,
} from '../../shared/api/contract.ts';
import { createChunkedPort } from '../../shared/chunkedPort.ts';
import { LINE_CHUNK_BYTES, MOST_CALLS } from '../../shared/lineProtocol.ts';
import type { Port } from '../../shared/port.ts';
import { fail } from '../../shared/problem.ts';
import { connect } from '../../shared/rpc.ts';

/** Bytes of arrays and texts that a page may have under way to us. */
const MOST_INCOMING = 64 * 1024 * 1024;

interface PageCalls {
  event(event: AppEvent): void;
}

/**
 * Answers a page's calls over a port. An argument that is not as the contract says is refused with a Problem that
 * names the call and the field, and so is a call above MOST_CALLS; the handler does not run.
 */
export function connectPage(port: Port, handlers: HostHandlers): PageConnection {
  let isOpen = true;
  let underWay = 0;
  port.onClose(() => {
    isOpen = false;
  });

  const connection: PageConnection = {
    send: (event) => {
      // A page that goes away while it is told has nothing to lose.
      if (isOpen) page.event(event).catch(() => {});
    },
    onClose: (listener) => port.onClose(() => listener()),
  };
  const answer = async (name: HostCall, argument: unknown) => {
    if (underWay >= MOST_CALLS) {
      fail('too-many-calls', `${name}: ${MOST_CALLS} calls of this page are under way; wait for one to end`);
    }
    underWay++;
    try {
      const handler = handlers[name] as (argument: unknown, page: PageConnection) => unknown;
      return await handler(checkedArgument(name, argument), connection);
    } finally {
      underWay--;
    }
  };
  const answers = Object.fromEntries(
    (Object.keys(hostCalls) as HostCall[]).map((name) => [
      name,
      (argument: unknown) => answer(name, argument),
    ]),
  );
  const page = connect<PageCalls>(createChunkedPort(port, LINE_CHUNK_BYTES, MOST_INCOMING), answers);
  return connection;
}

/** An argument as its schema says, defaults filled in. Throws ProblemError `bad-argument`. */
export function checkedArgument(name: HostCall, argument: unknown): unknown {
  const parsed = hostCalls[name].safeParse(argument);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue.path.length > 0 ? `field ${issue.path.join('.')}` : 'the argument';
  return fail('bad-argument', `${name}: ${field} is not as expected: ${issue.message}`);
}
