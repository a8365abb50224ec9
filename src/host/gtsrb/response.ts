import { fail } from '../../shared/problem.ts';

/** Fetches over HTTP; the platform's own, or a test's. */
export type Fetch = (
  url: string,
  init: {
    readonly headers: Record<string, string>;
    readonly redirect: 'manual';
    readonly signal: AbortSignal;
  },
) => Promise<Response>;

const MOST_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

/**
 * The response to a GET, after at most five redirects, none of which leaves https. Rejects as `fetch` does;
 * throws ProblemError where redirects go astray.
 */
export async function get(
  fetch: Fetch,
  url: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Response> {
  const { protocol } = new URL(url);
  let at = url;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const response = await fetch(at, { headers, redirect: 'manual', signal });
    if (!REDIRECTS.includes(response.status)) return response;
    await response.body?.cancel();
    const location = response.headers.get('location');
    if (location === null || !URL.canParse(location, at)) {
      fail('bad-redirect', `${at} redirects without saying where to`);
    }
    const next = new URL(location, at);
    if (next.protocol !== 'https:' && next.protocol !== protocol) {
      fail('bad-redirect', `${at} redirects to ${next.protocol}//${next.host}, expected https`);
    }
    at = next.href;
  }
  return fail('bad-redirect', `${url} redirects more than ${MOST_REDIRECTS} times`);
}

/** Which bytes a 206 response holds, and of how many; null where its Content-Range does not say. */
export function contentRange(
  response: Response,
): { readonly from: number; readonly total: number | null } | null {
  const match = /^bytes (\d{1,15})-\d{1,15}\/(\d{1,15}|\*)$/.exec(
    response.headers.get('content-range') ?? '',
  );
  if (match === null) return null;
  return { from: Number(match[1]), total: match[2] === '*' ? null : Number(match[2]) };
}

/**
 * What names this version of a file in If-Range: a strong ETag, else the date of its last change, else null.
 */
export function validatorOf(response: Response): string | null {
  const tag = response.headers.get('etag');
  if (tag !== null && /^"[^"]*"$/.test(tag)) return tag;
  return response.headers.get('last-modified');
}
