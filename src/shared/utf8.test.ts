import { expect, test } from 'vitest';
import { decodeUtf8 } from './utf8.ts';

const encode = (text: string) => new TextEncoder().encode(text);

test.each(['', 'plain', 'größer, 限速, 🚸', '\u0000\u007f\u0080\u07ff\u0800\uffff', 'x🚸'.repeat(5000)])(
  'text of one to four bytes a letter comes back (case %#)',
  (text) => {
    expect(decodeUtf8(encode(text))).toBe(text);
  },
);

test.each([
  ['a lone continuation byte', [0x41, 0x80]],
  ['a letter cut short', [0xe2, 0x82]],
  ['a broken continuation', [0xe2, 0x28, 0xa1]],
  ['an overlong two-byte form', [0xc0, 0xaf]],
  ['an overlong three-byte form', [0xe0, 0x80, 0xaf]],
  ['a surrogate', [0xed, 0xa0, 0x80]],
  ['a point past the last', [0xf4, 0x90, 0x80, 0x80]],
  ['a byte that starts nothing', [0xff]],
])('%s is not UTF-8', (_what, bytes) => {
  expect(decodeUtf8(Uint8Array.from(bytes))).toBeNull();
});
