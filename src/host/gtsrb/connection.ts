import { ProblemError } from '../../shared/problem.ts';

/** A try to download that may go better the next time. */
export class Interrupted extends Error {
  constructor(reason: string, options?: { cause?: unknown }) {
    super(reason, options);
    this.name = 'Interrupted';
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name was not found; is this computer online?',
  EAI_AGAIN: 'its name was not found; is this computer online?',
  ENETUNREACH: 'there is no way to it; is this computer online?',
  EHOSTUNREACH: 'there is no way to it; is this computer online?',
  ENETDOWN: 'there is no network',
  ECONNREFUSED: 'it refuses the connection',
  ECONNRESET: 'the connection was lost',
  EPIPE: 'the connection was lost',
  UND_ERR_SOCKET: 'the connection was lost',
  ETIMEDOUT: 'it does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
  UND_ERR_HEADERS_TIMEOUT: 'it does not answer',
  UND_ERR_BODY_TIMEOUT: 'it has stopped sending',
};

/**
 * An error of `fetch` or of its body as what it means: `Interrupted` with a reason to be read after "from
 * HOST: ", or a ProblemError where another try cannot help. What is neither passes.
 */
export function connectionError(error: unknown, host: string): unknown {
  if (error instanceof Interrupted || error instanceof ProblemError) return error;
  const cause = (error as { cause?: unknown } | null)?.cause ?? error;
  const { code } = (cause ?? {}) as { code?: unknown };
  if (typeof code === 'string' && /CERT|SIGNATURE|TLS|SSL/.test(code)) {
    const doubt = 'does this network want a sign-in first, or is the clock wrong?';
    const message = `${host} cannot prove that it is ${host} (${code}): ${doubt}`;
    return new ProblemError({ code: 'bad-certificate', message }, { cause: error });
  }
  // `fetch` rejects with a TypeError that has a cause; one without is a fault of our own.
  if (typeof code !== 'string' && !(error instanceof TypeError && cause !== error)) return error;
  const known = typeof code === 'string' ? reasons[code] : undefined;
  const said = cause instanceof Error && cause.message !== '' ? cause.message : String(code ?? cause);
  return new Interrupted(known ?? `the connection failed (${said.split('\n')[0].slice(0, 200)})`, {
    cause: error,
  });
}
