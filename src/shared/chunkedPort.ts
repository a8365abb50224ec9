import type { Port } from './port.ts';

/** Largest piece of binary data in one message, and how many may be under way unanswered. */
export const CHUNK_BYTES = 1024 * 1024;
export const CHUNKS_UNDER_WAY = 8;

type ArrayName = 'Float32Array' | 'Uint8Array' | 'Int32Array' | 'Uint32Array' | 'Float64Array';
type NumberArray = Float32Array | Uint8Array | Int32Array | Uint32Array | Float64Array;

const constructors: { readonly [K in ArrayName]: new (buffer: ArrayBuffer) => NumberArray } = {
  Float32Array,
  Float64Array,
  Int32Array,
  Uint8Array,
  Uint32Array,
};

/** Stands in a message for an array that came before it in pieces. */
interface Placeholder {
  readonly $array: number;
}

type Envelope =
  | { readonly kind: 'message'; readonly message: unknown }
  | { readonly kind: 'open'; readonly stream: number; readonly type: ArrayName; readonly bytes: number }
  | { readonly kind: 'chunk'; readonly stream: number; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'credit' };

/**
 * A port over a port that cuts arrays above CHUNK_BYTES into pieces, with credit: no more than CHUNKS_UNDER_WAY
 * pieces lie unread in the line. Messages keep their order.
 */
export function createChunkedPort(port: Port): Port {
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

  const take = (array: NumberArray): Placeholder => {
    const stream = ++streams;
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength).slice();
    waiting.push({ kind: 'open', stream, type: array.constructor.name as ArrayName, bytes: bytes.length });
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      waiting.push({ kind: 'chunk', stream, at, bytes: bytes.slice(at, at + CHUNK_BYTES) });
    }
    return { $array: stream };
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
      const message = replace(envelope.message, isPlaceholder, ({ $array }) => {
        const array = incoming.get($array)?.array;
        incoming.delete($array);
        return array;
      });
      for (const listener of listeners) listener(message);
    }
  });

  return {
    post(message) {
      // Taking an array out queues its pieces, which so go before the message that names them.
      const outgoing = replace(message, isLarge, take);
      waiting.push({ kind: 'message', message: outgoing });
      pump();
    },
    onMessage: (listener) => void listeners.push(listener),
    onClose: (listener) => port.onClose(listener),
    close: () => port.close(),
  };
}

function isLarge(value: unknown): value is NumberArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView) && value.byteLength > CHUNK_BYTES;
}

function isPlaceholder(value: unknown): value is Placeholder {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, '$array');
}

/** Copies plain objects and arrays, with what `matches` replaced. */
function replace<T>(value: unknown, matches: (value: unknown) => value is T, by: (value: T) => unknown): unknown {
  if (matches(value)) return by(value);
  if (Array.isArray(value)) return value.map((item) => replace(item, matches, by));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replace(item, matches, by)]));
}
