import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeMessage, encodeMessage } from './messageCodec.ts';
import { numberArrays } from './numberArrays.ts';
import { ProblemError } from './problem.ts';

const crossed = (message: unknown) => decodeMessage(encodeMessage(message));

/** Any value that a message may hold. */
const anyMessage = fc.letrec((tie) => ({
  message: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.constantFrom(null, undefined, true, false, -0),
    fc.oneof(
      ...Object.values(numberArrays).map((kind) => fc.array(fc.nat(255)).map((list) => kind.from(list))),
    ),
    fc.array(tie('message'), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(fc.string(), fc.constantFrom('$', '__proto__', 'bytes', 'value')),
      tie('message'),
      {
        maxKeys: 4,
        noNullPrototype: true,
      },
    ),
  ),
})).message;

test('any message comes out as it went in', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      expect(crossed(message)).toStrictEqual(message);
    }),
    { numRuns: 500 },
  );
});

test('an array arrives in memory of its own, whatever it was a part of', () => {
  const large = Float64Array.from({ length: 1000 }, (_, i) => i / 7);
  const arrived = crossed([large.subarray(3, 5), Buffer.from('abc')]) as [Float64Array, Uint8Array];
  expect(arrived).toStrictEqual([Float64Array.of(3 / 7, 4 / 7), Uint8Array.of(97, 98, 99)]);
  expect(arrived[0].buffer.byteLength).toBe(16);
  const frame = Buffer.from(encodeMessage(Uint8Array.of(5, 6)));
  const bytes = decodeMessage(frame) as Uint8Array;
  frame.fill(0);
  expect(bytes).toEqual(Uint8Array.of(5, 6));
});

test('a key that means something to JavaScript stays a key', () => {
  const arrived = crossed(JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 3}')) as object;
  expect(Object.keys(arrived)).toEqual(['__proto__', 'constructor']);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

test.each([
  ['a function', () => 1],
  ['a symbol', Symbol('s')],
  ['a bigint', 1n],
  ['a map', new Map()],
  ['a date', new Date(0)],
  ['an array of another kind', new BigInt64Array(2)],
])('%s cannot be sent', (_what, value) => {
  expect(() => encodeMessage({ deep: [value] })).toThrow(TypeError);
});

/** A frame with a head of one's own. */
function frame(head: string, bytes: readonly number[] = [], length = head.length): Uint8Array {
  const letters = [...head].map((letter) => letter.charCodeAt(0));
  return Uint8Array.of(...new Uint8Array(Uint32Array.of(length).buffer), ...letters, ...bytes);
}

describe('a frame that is none of ours is refused with a problem', () => {
  test.each([
    ['nothing', new Uint8Array(0)],
    ['three bytes', Uint8Array.of(1, 0, 0)],
    ['a head that is longer than the frame', frame('null', [], 5)],
    ['a head of four gigabytes', frame('null', [], 2 ** 32 - 1)],
    ['a head that is not ASCII', frame('"\u00e9"')],
    ['a head that is not JSON', frame('{null}')],
    ['a key that comes twice', frame('{"a":1,"a":2}')],
    ['a nesting of 10,000 arrays', frame('['.repeat(10_000) + ']'.repeat(10_000))],
    ['bytes that belong to no array', frame('null', [0])],
    ['an array with more bytes than there are', frame('{"$":"Uint8Array","bytes":3}', [1, 2])],
    ['an array of 2^53 bytes', frame('{"$":"Uint8Array","bytes":9007199254740992}')],
    ['an array of fewer than no bytes', frame('{"$":"Uint8Array","bytes":-1}')],
    ['an array of a part of a number', frame('{"$":"Float32Array","bytes":3}', [1, 2, 3])],
    ['an array without a length', frame('{"$":"Uint8Array"}')],
    ['an array of an unknown kind', frame('{"$":"Float16Array","bytes":2}', [1, 2])],
    ['an array of a kind that every object has', frame('{"$":"constructor","bytes":0}')],
    ['an object that is none', frame('{"$":"object","value":null}')],
  ])('%s', (_what, bytes) => {
    expect(() => decodeMessage(bytes)).toThrow(ProblemError);
  });

  test('and so is any frame with some bytes changed, or it is read as another message', () => {
    const good = encodeMessage({ a: [1.5, 'é', { $: 2 }], b: Float32Array.of(1, 2), c: undefined, d: -0 });
    const change = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), fc.nat(good.length), (changes, end) => {
        const bad = good.slice(0, end === 0 ? undefined : end);
        for (const [at, value] of changes) if (at < bad.length) bad[at] = value;
        try {
          decodeMessage(bad);
        } catch (error) {
          expect(error).toBeInstanceOf(ProblemError);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
