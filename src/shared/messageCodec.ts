import { readJson } from './json.ts';
import {
  bytesOf,
  isNumberArray,
  type NumberArray,
  type NumberArrayName,
  numberArrayName,
  numberArrays,
} from './numberArrays.ts';
import { fail } from './problem.ts';

/**
 * What JSON cannot hold stands in a frame's head as an object with the one key `$`: an array (its bytes follow the
 * head, in order), a number that is none in JSON, undefined, or an object that has a key `$` itself.
 */
type Mark =
  | { readonly $: NumberArrayName; readonly bytes: number }
  | { readonly $: 'number'; readonly value: string }
  | { readonly $: 'undefined' }
  | { readonly $: 'object'; readonly value: object };

const HEAD_LENGTH_BYTES = 4;
const LETTERS_AT_ONCE = 8192;

/**
 * One message as one binary frame: the length of the head (32 bits, little-endian), the head as JSON in ASCII, the
 * bytes of all arrays. Throws TypeError where a value cannot be sent: a function, a symbol, a bigint, an object that
 * is not plain.
 */
export function encodeMessage(message: unknown): Uint8Array<ArrayBuffer> {
  const arrays: Uint8Array[] = [];
  const head = JSON.stringify(packed(message, arrays)).replace(/[\u0080-\uffff]/g, escaped);
  const length = arrays.reduce((sum, bytes) => sum + bytes.length, HEAD_LENGTH_BYTES + head.length);
  const frame = new Uint8Array(length);
  new DataView(frame.buffer).setUint32(0, head.length, true);
  for (let i = 0; i < head.length; i++) frame[HEAD_LENGTH_BYTES + i] = head.charCodeAt(i);
  let at = HEAD_LENGTH_BYTES + head.length;
  for (const bytes of arrays) {
    frame.set(bytes, at);
    at += bytes.length;
  }
  return frame;
}

/** The message of a frame, its arrays in memory of their own. Throws ProblemError where the bytes are no frame. */
export function decodeMessage(frame: Uint8Array): unknown {
  if (frame.length < HEAD_LENGTH_BYTES) refuse(`is ${frame.length} bytes long`);
  const length = new DataView(frame.buffer, frame.byteOffset).getUint32(0, true);
  // Node's Buffer would hand out its own memory where an array of bytes makes a copy.
  const rest = bytesOf(frame).subarray(HEAD_LENGTH_BYTES);
  if (length > rest.length) refuse(`says its head has ${length} bytes, and has ${rest.length}`);
  const head = readJson(ascii(rest.subarray(0, length)), { file: 'the message', bytes: length });
  const arrays = rest.subarray(length);
  const reader = { arrays, at: 0 };
  const message = unpacked(head, reader);
  if (reader.at !== arrays.length) refuse(`has ${arrays.length - reader.at} bytes more than its arrays`);
  return message;
}

function packed(value: unknown, arrays: Uint8Array[]): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (Number.isFinite(value) && !Object.is(value, -0)) return value;
      return { $: 'number', value: Object.is(value, -0) ? '-0' : String(value) } satisfies Mark;
    case 'undefined':
      return { $: 'undefined' } satisfies Mark;
    case 'object':
      return value === null ? null : packedObject(value, arrays);
    default:
      throw new TypeError(`a ${typeof value} cannot be sent.`);
  }
}

function packedObject(value: object, arrays: Uint8Array[]): unknown {
  if (isNumberArray(value)) {
    arrays.push(bytesOf(value));
    return { $: numberArrayName(value), bytes: value.byteLength } satisfies Mark;
  }
  if (Array.isArray(value)) return value.map((item) => packed(item, arrays));
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) {
    throw new TypeError(`an object of the kind ${prototype.constructor?.name} cannot be sent.`);
  }
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, packed(item, arrays)]));
  return Object.hasOwn(value, '$') ? ({ $: 'object', value: copy } satisfies Mark) : copy;
}

interface ArrayReader {
  readonly arrays: Uint8Array;
  at: number;
}

function unpacked(value: unknown, reader: ArrayReader): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => unpacked(item, reader));
  if (!Object.hasOwn(value, '$')) return unpackedMembers(value, reader);
  const mark = value as Mark;
  switch (mark.$) {
    case 'number':
      return Number(mark.value);
    case 'undefined':
      return undefined;
    case 'object':
      if (typeof mark.value !== 'object' || mark.value === null) refuse('has an object that is none');
      return unpackedMembers(mark.value, reader);
    default:
      return nextArray(mark.$, mark.bytes, reader);
  }
}

function unpackedMembers(value: object, reader: ArrayReader): object {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, unpacked(item, reader)]));
}

function nextArray(name: NumberArrayName, bytes: number, reader: ArrayReader): NumberArray {
  if (!Object.hasOwn(numberArrays, name)) refuse(`has an array of the unknown kind ${JSON.stringify(name)}`);
  const kind = numberArrays[name];
  const left = reader.arrays.length - reader.at;
  if (!Number.isSafeInteger(bytes) || bytes < 0 || bytes > left || bytes % kind.BYTES_PER_ELEMENT !== 0) {
    refuse(`has a ${name} of ${JSON.stringify(bytes)} bytes, with ${left} bytes left`);
  }
  const start = reader.at;
  reader.at += bytes;
  return new kind(reader.arrays.slice(start, reader.at).buffer);
}

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function ascii(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += LETTERS_AT_ONCE) {
    const part = bytes.subarray(at, at + LETTERS_AT_ONCE);
    if (part.some((byte) => byte > 0x7f)) refuse('has a head that is not ASCII');
    text += String.fromCharCode(...part);
  }
  return text;
}

function refuse(found: string): never {
  return fail('bad-message', `A message ${found}, which no message of Signalbox does.`);
}
