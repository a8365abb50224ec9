import { expect, test } from 'vitest';
import { handlePort, portHandle } from './portHandle.ts';

test('a port of a known module keeps its name', () => {
  expect(portHandle('input12')).toBe('input12');
});

test('any name comes back as it was, and has nothing in it that a selector would trip over', () => {
  for (const name of ['in "1] \\x', 'a-b', '-2d-', 'Ausgang 出\n', '\ud83d', '']) {
    const handle = portHandle(name);
    expect(handle).toMatch(/^[A-Za-z0-9_-]*$/);
    expect(handlePort(handle)).toBe(name);
  }
});

test('two names never share a handle', () => {
  expect(portHandle('a b')).not.toBe(portHandle('a-20-b'));
});
