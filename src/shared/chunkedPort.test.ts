import { describe, expect, test } from 'vitest';
import { CHUNK_BYTES, CHUNKS_UNDER_WAY, createChunkedPort } from './chunkedPort.ts';
import type { Port } from './port.ts';
import { ProblemError } from './problem.ts';
import { createLine } from './testing/line.ts';

/** Small pieces, so that a few numbers make many of them. */
const PIECE = 1024;

/** Two chunked ports over one line, and what each has received. */
function chunkedLine(pieceBytes = PIECE) {
  const line = createLine(structuredClone);
  const left = createChunkedPort(line.left, pieceBytes);
  const right = createChunkedPort(line.right, pieceBytes);
  return { line, left, right, leftGot: received(left), rightGot: received(right) };
}

function received(port: Port): unknown[] {
  const messages: unknown[] = [];
  port.onMessage((message) => messages.push(message));
  return messages;
}

/** Numbers none of which is like its neighbours, so that a piece out of place shows. */
function numbers(length: number, salt = 0): Float32Array {
  return Float32Array.from({ length }, (_, i) => ((i * 2654435761 + salt * 40503) % 16777213) / 3);
}

const LARGE = PIECE / 4 + 7;

function chunksPosted(line: ReturnType<typeof createLine>): number {
  return line.posted.filter(({ message }) => (message as { kind: string }).kind === 'chunk').length;
}

test('messages arrive whole and in order, the large ones among the small ones', () => {
  const { line, left, rightGot } = chunkedLine();
  const large = numbers(3 * LARGE);
  const messages = [{ n: 1 }, 'two', { three: { large, list: [large.subarray(5), null] } }, 4, [5]];
  for (const message of messages) left.post(message);
  line.deliver();
  expect(rightGot).toEqual(messages);
});

test.each([
  ['Float32Array', numbers(LARGE)],
  ['Float64Array', Float64Array.from(numbers(LARGE), (value) => value / 7)],
  ['Int32Array', Int32Array.from(numbers(LARGE), (value) => -value)],
  ['Uint32Array', Uint32Array.from(numbers(LARGE))],
  ['Uint8Array', new Uint8Array(numbers(LARGE).buffer)],
])('a large %s keeps its type', (name, array) => {
  const { line, left, rightGot } = chunkedLine();
  left.post({ array });
  line.deliver();
  const [{ array: arrived }] = rightGot as [{ array: typeof array }];
  expect(Object.prototype.toString.call(arrived)).toBe(`[object ${name}]`);
  expect(arrived).toEqual(array);
});

test("Node's Buffer arrives as the bytes it is", () => {
  const { line, left, rightGot } = chunkedLine();
  const bytes = new Uint8Array(numbers(LARGE).buffer);
  left.post([Buffer.from(bytes), Buffer.from('small')]);
  line.deliver();
  expect(rightGot).toEqual([[bytes, new TextEncoder().encode('small')]]);
});

test('no message on the line is larger than a piece', () => {
  const { line, left } = chunkedLine(CHUNK_BYTES);
  left.post({ a: new Float64Array(CHUNK_BYTES / 2 + 3), b: [new Uint8Array(CHUNK_BYTES)] });
  line.deliver();
  const sizes = line.posted.map(({ message }) => binaryBytes(message));
  expect(Math.max(...sizes)).toBe(CHUNK_BYTES);
  expect(chunksPosted(line)).toBe(5);
});

test('a small part of a large array does not bring the rest of it', () => {
  const { line, left } = chunkedLine();
  left.post({ part: numbers(5 * LARGE).subarray(3, 8) });
  expect(binaryBytes(line.posted[0].message)).toBe(20);
});

/** The memory that a copied message brought, views counted by what they lie in. */
function binaryBytes(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.buffer.byteLength;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, item) => sum + binaryBytes(item), 0);
}

test('no more pieces lie unread than the credit allows', () => {
  const { line, left, rightGot } = chunkedLine();
  left.post(numbers(3 * CHUNKS_UNDER_WAY * LARGE));
  expect(chunksPosted(line)).toBe(CHUNKS_UNDER_WAY);
  // The pieces arrive, but their credit does not come back.
  line.deliver('left');
  expect(chunksPosted(line)).toBe(CHUNKS_UNDER_WAY);
  let unread = 0;
  let most = 0;
  const counted = createLine(structuredClone);
  counted.right.onMessage((raw) => {
    if ((raw as { kind: string }).kind !== 'chunk') return;
    unread++;
    most = Math.max(most, unread);
  });
  createChunkedPort(counted.left, PIECE).post(numbers(3 * CHUNKS_UNDER_WAY * LARGE));
  for (let i = 0; i < 100; i++) {
    counted.deliver('left');
    if (unread > 0) {
      unread--;
      counted.right.post({ kind: 'credit' });
    }
    counted.deliver('right');
  }
  expect(most).toBe(CHUNKS_UNDER_WAY);
  expect(chunksPosted(counted)).toBe(25);
  line.deliver();
  expect(rightGot).toHaveLength(1);
});

test('large arrays in both directions at once all arrive', () => {
  const { line, left, right, leftGot, rightGot } = chunkedLine();
  const there = [1, 2, 3].map((salt) => ({ salt, array: numbers(4 * LARGE, salt) }));
  const back = [4, 5].map((salt) => ({ salt, array: numbers(7 * LARGE, salt) }));
  for (const message of there) left.post(message);
  for (const message of back) right.post(message);
  line.deliver();
  expect(rightGot).toEqual(there);
  expect(leftGot).toEqual(back);
});

test('a message that waits for credit arrives as it was when it was posted', () => {
  const { line, left, rightGot } = chunkedLine();
  const large = numbers(2 * CHUNKS_UNDER_WAY * LARGE);
  const small = Float32Array.of(1.25, 2.5);
  const note = { small, list: [3], large };
  const expected = structuredClone(note);
  left.post(note);
  small.fill(99);
  large.fill(99);
  note.list.push(99);
  line.deliver();
  expect(rightGot).toEqual([expected]);
});

test('a message that looks like a mark arrives as itself', () => {
  const { line, left, rightGot } = chunkedLine();
  const large = numbers(LARGE);
  const messages = [
    { $array: 1 },
    { large, $array: 1, inner: { $array: 'none', value: { $array: { $array: 2 } } } },
  ];
  for (const message of messages) left.post(message);
  line.deliver();
  expect(rightGot).toEqual(messages);
});

test('a key that means something to JavaScript stays a key', () => {
  const { line, left, rightGot } = chunkedLine();
  const message = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 3}') as object;
  left.post(message);
  line.deliver();
  const [arrived] = rightGot as [object];
  expect(Object.keys(arrived)).toEqual(['__proto__', 'constructor']);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

test('closing closes the line, and the end of the line is told', () => {
  const { line, left, right } = chunkedLine();
  const told: string[] = [];
  left.onClose((reason) => told.push(`left: ${reason}`));
  right.onClose((reason) => told.push(`right: ${reason}`));
  left.close();
  line.cut('again');
  expect(told).toEqual(['left: it was closed', 'right: it was closed']);
});

test('a long text goes in pieces and arrives as it was, halves of surrogate pairs included', () => {
  const { line, left, rightGot } = chunkedLine();
  const text = 'a"\u00e9\u{1f6b8}\ud83d'.repeat(3 * LARGE);
  left.post({ text, short: 'b' });
  line.deliver();
  expect((rightGot as [{ text: string }])[0].text === text).toBe(true);
  expect(chunksPosted(line)).toBe(Math.ceil((2 * text.length) / PIECE));
});

describe('an envelope that no port of ours sends is refused', () => {
  const open = { kind: 'open', stream: 1, type: 'Uint8Array', bytes: 4 };
  test.each([
    ['nothing', [null]],
    ['a text', ['message']],
    ['an unknown kind', [{ kind: 'constructor' }]],
    ['an array of an unknown type', [{ ...open, type: 'constructor' }]],
    ['an array of a broken number', [{ ...open, type: 'Float32Array', bytes: 3 }]],
    ['an array of fewer than no bytes', [{ ...open, bytes: -4 }]],
    ['an array without a size', [{ ...open, bytes: undefined }]],
    ['an array above what may be under way', [open, { ...open, stream: 2, bytes: 97 }]],
    [
      'a piece of an array that was not begun',
      [{ kind: 'chunk', stream: 1, at: 0, bytes: new Uint8Array(1) }],
    ],
    ['a piece past the end', [open, { kind: 'chunk', stream: 1, at: 3, bytes: new Uint8Array(2) }]],
    ['a piece before the beginning', [open, { kind: 'chunk', stream: 1, at: -1, bytes: new Uint8Array(2) }]],
    ['a piece at no place', [open, { kind: 'chunk', stream: 1, bytes: new Uint8Array(2) }]],
    ['a piece that is no array', [open, { kind: 'chunk', stream: 1, at: 0, bytes: [1] }]],
    ['a message with an array that was not begun', [{ kind: 'message', message: { $array: 3 } }]],
  ])('%s', (_what, envelopes) => {
    const line = createLine(structuredClone);
    createChunkedPort(line.right, PIECE, 100);
    for (const envelope of envelopes) line.left.post(envelope);
    expect(() => line.deliver()).toThrow(ProblemError);
  });

  test('what has arrived whole makes place for more', () => {
    const line = createLine(structuredClone);
    const got = received(createChunkedPort(line.right, PIECE, 100));
    for (const stream of [1, 2, 3]) {
      line.left.post({ ...open, stream, bytes: 90 });
      line.left.post({ kind: 'message', message: [{ $array: stream }] });
    }
    line.deliver();
    expect(got).toHaveLength(3);
  });
});
