import {
  type AppEvent,
  type HostCall,
  type HostHandlers,
  hostCalls,
  type PageConnection,
} from '../../shared/api/contract.ts';
import { createChunkedPort } from '../../shared/chunkedPort.ts';
import type { Port } from '../../shared/port.ts';
import { fail } from '../../shared/problem.ts';
import { connect } from '../../shared/rpc.ts';

interface PageCalls {
  event(event: AppEvent): void;
}

/**
 * Answers a page's calls over a port. An argument that is not as the contract says is refused with a Problem that
 * names the call and the field; the handler does not run.
 */
export function connectPage(port: Port, handlers: HostHandlers): PageConnection {
  let open = true;
  port.onClose(() => {
    open = false;
  });
  const connection: PageConnection = {
    send: (event) => {
      // A page that goes away while it is told has nothing to lose.
      if (open) page.event(event).catch(() => {});
    },
    onClose: (listener) => port.onClose(() => listener()),
  };
  const answers = Object.fromEntries(
    (Object.keys(hostCalls) as HostCall[]).map((name) => [
      name,
      (argument: unknown) =>
        (handlers[name] as (argument: unknown, page: PageConnection) => unknown)(
          checkedArgument(name, argument),
          connection,
        ),
    ]),
  );
  const page = connect<PageCalls>(createChunkedPort(port), answers);
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
