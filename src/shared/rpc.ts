import type { Port } from './port.ts';
import { type Problem, ProblemError } from './problem.ts';

/** A set of named calls: one argument, one answer. */
export type Contract<T> = { readonly [K in keyof T]: (argument: never) => unknown };

/** The other side's calls, each a promise. */
export type Remote<T> = {
  readonly [K in keyof T]: T[K] extends (argument: infer A) => infer R
    ? (argument: A) => Promise<Awaited<R>>
    : never;
};

type Message =
  | { readonly kind: 'request'; readonly seq: number; readonly method: string; readonly argument: unknown }
  | { readonly kind: 'result'; readonly seq: number; readonly result: unknown }
  | { readonly kind: 'failure'; readonly seq: number; readonly problem?: Problem; readonly error?: string };

/**
 * Joins two sides over a port: `handlers` answer the other side's calls, the returned object makes calls to it.
 * A ProblemError arrives as a ProblemError with the same problem; any other error as an Error with its stack.
 * When the line closes, calls under way fail with `closed`'s error.
 */
export function connect<Theirs extends Contract<Theirs>>(
  port: Port,
  handlers: Readonly<Record<string, (argument: never) => unknown>>,
  closed: (reason: string) => Error = (reason) => new Error(reason),
): Remote<Theirs> {
  const pending = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let seq = 0;
  let gone: Error | null = null;

  port.onMessage((raw) => {
    const message = raw as Message;
    if (message.kind === 'request') return void answer(port, handlers, message);
    const call = pending.get(message.seq);
    pending.delete(message.seq);
    if (message.kind === 'result') call?.resolve(message.result);
    else call?.reject(message.problem ? new ProblemError(message.problem) : new Error(message.error));
  });
  port.onClose((reason) => {
    gone = closed(reason);
    for (const { reject } of pending.values()) reject(gone);
    pending.clear();
  });

  const call = (method: string, argument: unknown) =>
    new Promise<unknown>((resolve, reject) => {
      if (gone) return reject(gone);
      seq++;
      // First, since it throws where the argument cannot be copied: then no answer is waited for.
      port.post({ kind: 'request', seq, method, argument } satisfies Message);
      pending.set(seq, { resolve, reject });
    });
  return new Proxy({} as Remote<Theirs>, {
    // A promise is recognised by its `then`; a remote is none.
    get: (_, method) =>
      typeof method === 'string' && method !== 'then'
        ? (argument: unknown) => call(method, argument)
        : undefined,
  });
}

async function answer(
  port: Port,
  handlers: Readonly<Record<string, (argument: never) => unknown>>,
  { seq, method, argument }: Extract<Message, { kind: 'request' }>,
): Promise<void> {
  try {
    if (!Object.hasOwn(handlers, method)) throw new Error(`there is no call ${method}`);
    const result = await handlers[method](argument as never);
    port.post({ kind: 'result', seq, result } satisfies Message);
  } catch (error) {
    const failure =
      error instanceof ProblemError
        ? { problem: error.problem }
        : { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    port.post({ kind: 'failure', seq, ...failure } satisfies Message);
  }
}
