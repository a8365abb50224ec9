import { expect, test } from 'vitest';
import { kernelFlags } from './v8Flags.ts';

const RELAXED = '--experimental-wasm-relaxed-simd';
const OLD = '--experimental-wasm-revectorize';
const NEW = '--wasm-revectorize';

test.each([
  // Node 20, 22, 23.4, 23.5, 24 and 25; Chromium 155, 156 and later.
  ['11.3.244.8-node.30', [RELAXED]],
  ['11.4.183.29', []],
  ['12.4.254.21-node.33', []],
  ['12.8.374.31', []],
  ['12.9.202.28-node.12', [OLD]],
  ['13.6.233.10-node.28', [OLD]],
  ['14.1.146.11-node.14', [OLD]],
  ['15.5.9', [OLD]],
  ['15.6.1', [NEW]],
  ['16.0.0', [NEW]],
])('V8 %s on x64 is told %j', (version, flags) => {
  expect(kernelFlags(version, 'x64', 'linux')).toEqual(flags);
  expect(kernelFlags(version, 'x64', 'win32')).toEqual(flags);
});

test('nothing is paired where the processor or the system has no use for it', () => {
  for (const [arch, platform] of [
    ['arm64', 'linux'],
    ['arm64', 'darwin'],
    ['x64', 'darwin'],
    ['ia32', 'win32'],
  ]) {
    expect(kernelFlags('13.6.233.10-node.28', arch, platform)).toEqual([]);
    expect(kernelFlags('11.3.244.8-node.30', arch, platform)).toEqual([RELAXED]);
  }
});
