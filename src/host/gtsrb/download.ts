import { fail, ProblemError } from '../../shared/problem.ts';
import { type Clock, wait } from './clock.ts';
import { connectionError, Interrupted } from './connection.ts';
import type { PartFile } from './partFile.ts';
import { contentRange, type Fetch, get, validatorOf } from './response.ts';
import type { GtsrbArchive } from './source.ts';

/** Without a byte for so long a connection counts as lost. */
const STALL = 30_000;
/** Milliseconds before each further try; a try that came further than any before starts the row anew. */
const PAUSES = [1000, 2000, 4000, 8000, 16_000];
/** Answers that may be other ones in a moment. */
const PASSING = [408, 425, 429];

export interface DownloadTools {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told whenever the part has grown, or was started over. */
  readonly onBytes: () => void;
}

/**
 * Brings a part to its full length, from where it is, through stalls, lost connections and overloaded
 * servers; does not look at its checksum. Rejects with the signal's reason when aborted, else with one
 * ProblemError; either way the part holds what came, and is the caller's to close.
 */
export async function download(archive: GtsrbArchive, part: PartFile, tools: DownloadTools): Promise<void> {
  const { host } = new URL(archive.url);
  let farthest = part.bytes;
  let failures = 0;
  while (part.bytes < archive.bytes) {
    try {
      await tryOnce(archive, part, tools);
    } catch (error) {
      tools.signal.throwIfAborted();
      const fault = connectionError(error, host);
      if (!(fault instanceof Interrupted)) throw fault;
      failures = part.bytes > farthest ? 1 : failures + 1;
      farthest = Math.max(farthest, part.bytes);
      if (failures > PAUSES.length) throw gaveUp(archive, host, fault);
      await wait(tools.clock, PAUSES[failures - 1], tools.signal);
    }
  }
}

/** One request, read to its end; throws `Interrupted` or what `fetch` throws where another may do better. */
async function tryOnce(archive: GtsrbArchive, part: PartFile, tools: DownloadTools): Promise<void> {
  const { clock, signal, onBytes } = tools;
  const request = new AbortController();
  const abort = () => request.abort(signal.reason);
  signal.addEventListener('abort', abort);
  let unwatch = () => {};
  const watch = () => {
    unwatch();
    unwatch = clock.after(STALL, () => request.abort(new Interrupted('it has stopped sending')));
  };
  try {
    signal.throwIfAborted();
    watch();
    const response = await get(tools.fetch, archive.url, requestHeaders(part), request.signal);
    const brings = judge(response, archive, part);
    if (brings !== 'the rest') {
      part.begin(brings === 'the file' ? validatorOf(response) : null);
      onBytes();
    }
    if (brings === 'another file') throw new Interrupted('it has another file than before');
    for await (const piece of response.body ?? []) {
      watch();
      if (part.bytes + piece.length > archive.bytes) wrongSize(archive, 'more');
      part.write(piece);
      onBytes();
    }
  } catch (error) {
    // What aborts the request says why; `fetch` may report only that it was.
    throw request.signal.aborted ? request.signal.reason : error;
  } finally {
    unwatch();
    signal.removeEventListener('abort', abort);
    request.abort();
  }
  if (part.bytes < archive.bytes) throw new Interrupted('the connection was lost');
}

/** Asks for what is missing, if the file is still the same; unpacked, for a packed answer has other bytes. */
function requestHeaders({ bytes, validator }: PartFile): Record<string, string> {
  // With a range, `fetch` asks for it unpacked by itself.
  if (bytes === 0) return { 'accept-encoding': 'identity' };
  const range = { range: `bytes=${bytes}-` };
  return validator === null ? range : { ...range, 'if-range': validator };
}

/**
 * What a response brings: the whole file, what is missing of it, or of a file that is no longer the same.
 * Throws `Interrupted` where another try may do better and ProblemError where none will.
 */
function judge(
  response: Response,
  archive: GtsrbArchive,
  part: PartFile,
): 'the file' | 'the rest' | 'another file' {
  const { status } = response;
  if (status === 200) {
    const isPlain = ['identity', null].includes(response.headers.get('content-encoding'));
    const length = response.headers.get('content-length');
    if (isPlain && length !== null && Number(length) !== archive.bytes) wrongSize(archive, length);
    return 'the file';
  }
  if (status === 206) {
    const range = contentRange(response);
    if (range !== null && range.total !== null && range.total !== archive.bytes) {
      wrongSize(archive, String(range.total));
    }
    const validator = validatorOf(response);
    const isSame = validator === null || part.validator === null || validator === part.validator;
    return range?.from === part.bytes && part.bytes > 0 && isSame ? 'the rest' : 'another file';
  }
  if (status === 416) return 'another file';
  if (PASSING.includes(status) || status >= 500) throw new Interrupted(`it answered ${status}`);
  const { host } = new URL(archive.url);
  const said = `${status} ${response.statusText}`.trim();
  return fail(
    'http-status',
    `${host} answered ${said} to the request for ${archive.name}, expected the file`,
  );
}

function wrongSize({ name, bytes, url }: GtsrbArchive, found: string): never {
  const sizes = `${found} bytes at ${new URL(url).host}, expected ${bytes}`;
  fail('wrong-size', `${name} has ${sizes}: it is not the published file`);
}

function gaveUp({ name }: GtsrbArchive, host: string, fault: Interrupted): ProblemError {
  const message = `could not download ${name} from ${host}: ${fault.message}`;
  return new ProblemError({ code: 'no-connection', message }, { cause: fault });
}
