import { expect, test } from 'vitest';
import { contentType } from './contentType.ts';

test('the content type follows the name, and an unknown kind is plain bytes', () => {
  expect(contentType('/a/index.html')).toBe('text/html; charset=utf-8');
  expect(contentType('/a/kernel.WASM')).toBe('application/wasm');
  expect(contentType('/a/b.xyz')).toBe('application/octet-stream');
});
