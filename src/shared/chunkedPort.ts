import type { Port } from './port.ts';

/** Largest piece of binary data in one message, and how many may be under way unanswered. */
export const CHUNK_BYTES = 1024 * 1024;
export const CHUNKS_UNDER_WAY = 8;

const constructors = { Float32Array, Float64Array, Int32Array, Uint8Array, Uint32Array };

type ArrayName = keyof typeof constructors;
type NumberArray = InstanceType<(typeof constructors)[ArrayName]>;

/** Stands in a message for an array that came before it in pieces, or for an object that looks like a mark itself. */
type Mark = { readonly $array: number } | { readonly $array: 'none'; readonly value: unknown };

type Envelope =
  | { readonly kind: 'message'; readonly message: unknown }
  | { readonly kind: 'open'; readonly stream: number; readonly type: ArrayName; readonly bytes: number }
  | { readonly kind: 'chunk'; readonly stream: number; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'credit' };

/**
 * A port over a port that cuts arrays above `chunkBytes` into pieces, with credit: no more than CHUNKS_UNDER_WAY
 * pieces lie unread in the line. Messages keep their order, and hold what they held when they were posted.
 */
export function createChunkedPort(port: Port, chunkBytes = CHUNK_BYTES): Port {
  const waiting: Envelope[] = [];
  const incoming = new Map<number, { readonly array: NumberArray; readonly bytes: Uint8Array }>();
  const listeners: ((message: unknown) => void)[] = [];
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

  const take = (array: NumberArray): Mark => {
    const stream = ++streams;
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    waiting.push({ kind: 'open', stream, type: arrayName(array) as ArrayName, bytes: bytes.length });
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      waiting.push({ kind: 'chunk', stream, at, bytes: bytes.slice(at, at + chunkBytes) });
    }
    return { $array: stream };
  };

  const packed = (value: unknown): unknown => {
    if (isNumberArray(value)) return value.byteLength > chunkBytes ? take(value) : copied(value);
    const copy = copyWith(value, packed);
    return isMark(value) ? ({ $array: 'none', value: copy } satisfies Mark) : copy;
  };

  const unpacked = (value: unknown): unknown => {
    if (!isMark(value)) return copyWith(value, unpacked);
    if (value.$array === 'none') return copyWith(value.value, unpacked);
    const array = incoming.get(value.$array)?.array;
    incoming.delete(value.$array);
    return array;
  };

  port.onMessage((raw) => {
    const envelope = raw as Envelope;
    if (envelope.kind === 'credit') {
      underWay--;
      pump();
    } else if (envelope.kind === 'open') {
      const array = new constructors[envelope.type](new ArrayBuffer(envelope.bytes));
      incoming.set(envelope.stream, { array, bytes: new Uint8Array(array.buffer) });
    } else if (envelope.kind === 'chunk') {
      incoming.get(envelope.stream)?.bytes.set(envelope.bytes, envelope.at);
      port.post({ kind: 'credit' } satisfies Envelope);
    } else {
      const message = unpacked(envelope.message);
      for (const listener of listeners) listener(message);
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

/** The name the array was made by; Node's Buffer says Uint8Array. */
function arrayName(value: ArrayBufferView): string {
  return (value as NumberArray)[Symbol.toStringTag];
}

function isNumberArray(value: unknown): value is NumberArray {
  return ArrayBuffer.isView(value) && Object.hasOwn(constructors, arrayName(value));
}

/** A message may wait for credit while its sender goes on writing; and a view must not bring the memory it lies in. */
function copied(array: NumberArray): NumberArray {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength).slice();
  return new constructors[arrayName(array) as ArrayName](bytes.buffer);
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
