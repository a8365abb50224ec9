import {
  bytesOf,
  isNumberArray,
  type NumberArray,
  type NumberArrayName,
  numberArrayName,
  numberArrays,
} from './numberArrays.ts';
import type { Port } from './port.ts';
import { fail } from './problem.ts';

/** Largest piece of binary data in one message, and how many may be under way unanswered. */
export const CHUNK_BYTES = 1024 * 1024;
export const CHUNKS_UNDER_WAY = 8;

/** Letters of a text that are turned into one at a time. */
const LETTERS_AT_ONCE = 8192;

/** Stands in a message for what came before it in pieces, or for an object that looks like a mark itself. */
type Mark = { readonly $array: number } | { readonly $array: 'none'; readonly value: unknown };

/** What goes in pieces: an array, or a long text as its UTF-16 units. */
type StreamType = NumberArrayName | 'text';

type Envelope =
  | { readonly kind: 'message'; readonly message: unknown }
  | { readonly kind: 'open'; readonly stream: number; readonly type: StreamType; readonly bytes: number }
  | { readonly kind: 'chunk'; readonly stream: number; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'credit' };

/**
 * A port over a port that cuts arrays and texts above `chunkBytes` into pieces, with credit: no more than
 * CHUNKS_UNDER_WAY pieces lie unread in the line. Messages keep their order, and hold what they held when they were
 * posted. What comes in is refused (ProblemError `bad-message`, thrown to the line) where it is no envelope, or where
 * unfinished arrays would take more than `mostIncoming` bytes.
 */
export function createChunkedPort(
  port: Port,
  chunkBytes = CHUNK_BYTES,
  mostIncoming = Number.POSITIVE_INFINITY,
): Port {
  const waiting: Envelope[] = [];
  const listeners: ((message: unknown) => void)[] = [];
  const incoming = createIncoming(mostIncoming);
  let streams = 0;
  let underWay = 0;

  const pump = () => {
    while (waiting.length > 0) {
      const next = waiting[0];
      if (next.kind === 'chunk') {
        if (underWay >= CHUNKS_UNDER_WAY) return;
        underWay++;
      }
      waiting.shift();
      port.post(next);
    }
  };

  const take = (type: StreamType, bytes: Uint8Array): Mark => {
    const stream = ++streams;
    waiting.push({ kind: 'open', stream, type, bytes: bytes.length });
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      waiting.push({ kind: 'chunk', stream, at, bytes: bytes.slice(at, at + chunkBytes) });
    }
    return { $array: stream };
  };

  const packed = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return value.length * Uint16Array.BYTES_PER_ELEMENT > chunkBytes ? take('text', unitsOf(value)) : value;
    }
    if (isNumberArray(value)) {
      return value.byteLength > chunkBytes ? take(numberArrayName(value), bytesOf(value)) : copied(value);
    }
    const copy = copyWith(value, packed);
    return isMark(value) ? ({ $array: 'none', value: copy } satisfies Mark) : copy;
  };

  const unpacked = (value: unknown): unknown => {
    if (!isMark(value)) return copyWith(value, unpacked);
    return value.$array === 'none' ? copyWith(value.value, unpacked) : incoming.take(value.$array);
  };

  port.onMessage((raw) => {
    const envelope = raw as Envelope | null | undefined;
    switch (envelope?.kind) {
      case 'credit':
        underWay--;
        return pump();
      case 'open':
        return incoming.open(envelope.stream, envelope.type, envelope.bytes);
      case 'chunk':
        incoming.write(envelope.stream, envelope.at, envelope.bytes);
        return port.post({ kind: 'credit' } satisfies Envelope);
      case 'message': {
        const message = unpacked(envelope.message);
        for (const listener of listeners) listener(message);
        return;
      }
      default:
        return refuse('is no envelope');
    }
  });

  return {
    post(message) {
      // Taking an array out queues its pieces, which so go before the message that names them.
      const outgoing = packed(message);
      waiting.push({ kind: 'message', message: outgoing });
      pump();
    },
    onMessage: (listener) => void listeners.push(listener),
    onClose: (listener) => port.onClose(listener),
    close: () => port.close(),
  };
}

/** Arrays and texts of which pieces have come in, until the message comes that holds them. */
function createIncoming(mostBytes: number) {
  const streams = new Map<
    number,
    { readonly array: NumberArray | Uint16Array; readonly bytes: Uint8Array }
  >();
  let total = 0;

  const stream = (number: number) =>
    streams.get(number) ?? refuse(`names the array ${number}, which was not begun`);

  return {
    open(number: number, type: StreamType, bytes: number): void {
      const known = type === 'text' || Object.hasOwn(numberArrays, type);
      const kind = known ? (type === 'text' ? Uint16Array : numberArrays[type]) : refuse('has no known type');
      if (!Number.isSafeInteger(bytes) || bytes < 0 || bytes % kind.BYTES_PER_ELEMENT !== 0) {
        refuse(`begins a ${type} of ${bytes} bytes`);
      }
      if (total + bytes > mostBytes) {
        refuse(`begins an array of ${bytes} bytes, where ${mostBytes - total} are left`);
      }
      const array = new kind(new ArrayBuffer(bytes));
      total += bytes;
      streams.set(number, { array, bytes: new Uint8Array(array.buffer) });
    },
    write(number: number, at: number, bytes: Uint8Array): void {
      const into = stream(number).bytes;
      if (!(bytes instanceof Uint8Array) || !(at >= 0 && at + bytes.length <= into.length)) {
        refuse(`has a piece of the array ${number} that lies outside of it`);
      }
      into.set(bytes, at);
    },
    take(number: number): NumberArray | string {
      const { array, bytes } = stream(number);
      streams.delete(number);
      total -= bytes.length;
      return array instanceof Uint16Array ? textOf(array) : array;
    },
  };
}

function refuse(found: string): never {
  return fail('bad-message', `A message ${found}, which no message of Signalbox does.`);
}

/** UTF-16 units rather than UTF-8, so that a text with half a pair of surrogates arrives as it is. */
function unitsOf(text: string): Uint8Array {
  const units = Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
  return new Uint8Array(units.buffer);
}

function textOf(units: Uint16Array): string {
  let text = '';
  for (let at = 0; at < units.length; at += LETTERS_AT_ONCE) {
    text += String.fromCharCode(...units.subarray(at, at + LETTERS_AT_ONCE));
  }
  return text;
}

/** A message may wait for credit while its sender goes on writing; and a view must not bring the memory it lies in. */
function copied(array: NumberArray): NumberArray {
  return new numberArrays[numberArrayName(array)](bytesOf(array).slice().buffer);
}

function isMark(value: unknown): value is Mark {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, '$array');
}

/** Copies an array or a plain object, its members through `each`; anything else is returned as it is. */
function copyWith(value: unknown, each: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(each);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, each(item)]));
}
