import { fail } from '../../../shared/problem.ts';
import { readPartJson } from '../partJson.ts';

/** The header's key that is no tensor: text to text. */
export const METADATA_KEY = '__metadata__';

/** What a header says of one tensor: bytes `begin` to `end` of the data that follows the header. */
export interface HeaderEntry {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/** Most tensors of a file: a header full of empty ones would take 30 times its size in memory. */
const TENSOR_LIMIT = 100_000;

/** Levels of a header: itself, a tensor, its shape. One more, so that a deeper value is told by its tensor's name. */
const HEADER_DEPTH = 4;

/** Reads a header's JSON; each field is checked alone, not yet against the data. Throws ProblemError. */
export function readHeader(
  text: string,
  file: string,
): { entries: HeaderEntry[]; metadata: ReadonlyMap<string, string> } {
  if (!text.startsWith('{')) {
    fail('bad-safetensors', `${file} is not a safetensors file: its header does not start with {`, { file });
  }
  const header = readPartJson(text, 'its header', { file, depth: HEADER_DEPTH }) as Record<string, unknown>;
  const names = Object.keys(header);
  if (names.length > TENSOR_LIMIT) {
    const message = `${file} holds ${names.length} tensors, expected at most ${TENSOR_LIMIT}`;
    fail('too-many-objects', message, { file });
  }
  const entries: HeaderEntry[] = [];
  const metadata = new Map<string, string>();
  for (const name of names) {
    if (name === METADATA_KEY) readMetadata(header[name], metadata, file);
    else entries.push(readEntry(name, header[name], file));
  }
  return { entries, metadata };
}

function readMetadata(value: unknown, metadata: Map<string, string>, file: string): void {
  if (!isObject(value)) fail('bad-safetensors', `${file}: ${METADATA_KEY} is no object of texts`, { file });
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') {
      const message = `${file}: the value of ${JSON.stringify(key)} in ${METADATA_KEY} is no text, expected one`;
      fail('bad-safetensors', message, { file });
    }
    metadata.set(key, text);
  }
}

function readEntry(name: string, value: unknown, file: string): HeaderEntry {
  const bad = (says: string): never =>
    fail('bad-safetensors', `${file}: tensor ${JSON.stringify(name)} ${says}`, { file });
  if (!isObject(value)) return bad('is no object, expected dtype, shape and data_offsets');
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== 'string') return bad('has no dtype, expected a name such as "F32"');
  if (!isCounts(shape)) return bad('has no shape, expected a list of whole numbers from 0');
  if (!isCounts(offsets) || offsets.length !== 2 || offsets[0] > offsets[1]) {
    return bad('has no data_offsets, expected [begin, end] in bytes, begin no larger than end');
  }
  return { name, type: dtype, shape, begin: offsets[0], end: offsets[1] };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
}
