import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSha256, sha256 } from './sha256.ts';

test('the hash of "abc" is the published one', () => {
  const hash = sha256(new TextEncoder().encode('abc'));
  expect(hash).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});

test('every length around the block borders hashes as elsewhere', () => {
  for (const length of [0, 1, 54, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 1000, 70_001]) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + (i >> 5) + length) & 255);
    expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
  }
});

test('bytes that come in pieces of any size hash as they do at once', () => {
  const bytes = Uint8Array.from({ length: 3000 }, (_, i) => (i * 89 + (i >> 7)) & 255);
  for (const sizes of [[1], [63, 1, 64], [65, 0, 130], [7, 1000], [3000]]) {
    const hash = createSha256();
    for (let at = 0, piece = 0; at < bytes.length; piece++) {
      const size = sizes[piece % sizes.length];
      hash.update(bytes.subarray(at, at + size));
      at += size;
    }
    expect([sizes, hash.hex()]).toEqual([sizes, sha256(bytes)]);
  }
});
