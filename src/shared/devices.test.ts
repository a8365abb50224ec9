import { expect, test } from 'vitest';
import { automaticDevice, type DeviceOffer, type Hardware, isDeviceFault } from './devices.ts';

/** What a machine offers, from words such as `webgpu gpu` and, where it is not available, `tensorflow`. */
function offers(...words: string[]): DeviceOffer[] {
  return words.map((word) => {
    const [name, kind] = word.split(' ');
    return { name, available: kind !== undefined, kind: (kind as Hardware | undefined) ?? null };
  });
}

test.each([
  [['cpu processor', 'tensorflow', 'webgpu'], 'cpu'],
  [['cpu processor', 'tensorflow gpu', 'webgpu gpu'], 'tensorflow'],
  [['cpu processor', 'webgpu gpu', 'tensorflow gpu'], 'tensorflow'],
  [['cpu processor', 'tensorflow', 'webgpu gpu'], 'webgpu'],
  [['cpu processor', 'tensorflow processor', 'webgpu gpu'], 'webgpu'],
  [['cpu processor', 'tensorflow processor', 'webgpu software'], 'cpu'],
  [['cpu processor', 'tensorflow processor', 'webgpu'], 'cpu'],
  [['webgpu software', 'cpu processor'], 'cpu'],
  [['cpu', 'tensorflow', 'webgpu gpu'], 'webgpu'],
  [['cpu', 'tensorflow processor', 'webgpu software'], undefined],
  [['cpu processor', 'abacus gpu'], 'cpu'],
  [[], undefined],
])('of %j auto takes %s', (words, expected) => {
  expect(automaticDevice(offers(...words))?.name).toBe(expected);
});

test('a device that is not available is not taken, whatever it would compute on', () => {
  const devices = [{ name: 'webgpu', available: false, kind: 'gpu' } as const, ...offers('cpu processor')];
  expect(automaticDevice(devices)?.name).toBe('cpu');
});

test('what a device fails by is told from what another device would fail by too', () => {
  for (const code of ['device-lost', 'gpu-out-of-memory', 'shader-failed', 'memory', 'engine-gone'])
    expect(isDeviceFault(code)).toBe(true);
  for (const code of ['file-enospc', 'not-finite', 'data-differs']) expect(isDeviceFault(code)).toBe(false);
});
