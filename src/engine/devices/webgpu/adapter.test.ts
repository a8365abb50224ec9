import { describe, expect, test } from 'vitest';
import { describeAbilities, describeAdapter } from './adapter.ts';

describe('an adapter', () => {
  test('is named by its description, with what that leaves out', () => {
    const info = {
      vendor: 'nvidia',
      architecture: 'ampere',
      device: '',
      description: 'NVIDIA GeForce RTX 3060',
    };
    expect(describeAdapter(info)).toEqual({
      name: 'NVIDIA GeForce RTX 3060 (nvidia ampere)',
      isSoftware: false,
    });
    const driver = { ...info, device: 'nvidia-geforce-rtx-3060', description: 'NVIDIA: 570.86' };
    expect(describeAdapter(driver).name).toBe('NVIDIA: 570.86 (nvidia-geforce-rtx-3060, nvidia ampere)');
  });

  test('whose description tells the architecture needs no more words', () => {
    const info = { vendor: 'google', architecture: 'swiftshader', device: 'swiftshader-device-subzero-' };
    expect(describeAdapter({ ...info, description: 'SwiftShader driver 5.0.0' }).name).toBe(
      'SwiftShader driver 5.0.0',
    );
  });

  test('that a browser hides is named by vendor and architecture, and says so where it has neither', () => {
    const hidden = { vendor: 'amd', architecture: 'rdna-3', device: '', description: '' };
    expect(describeAdapter(hidden).name).toBe('amd rdna-3');
    expect(describeAdapter({}).name).toBe('a GPU that gives no name');
  });

  test.each([
    { vendor: 'google', architecture: 'swiftshader', description: 'SwiftShader driver 5.0.0' },
    { vendor: 'mesa', architecture: '', description: 'llvmpipe (LLVM 15.0.6, 256 bits)' },
    { vendor: 'microsoft', architecture: '', description: 'Microsoft Basic Render Driver' },
    { vendor: 'acme', architecture: 'one', isFallbackAdapter: true },
  ])('in software is told: $vendor', (info) => {
    expect(describeAdapter(info).isSoftware).toBe(true);
  });

  test('tells its largest buffer and its features', () => {
    const features = new Set(['timestamp-query', 'subgroups', 'clip-distances']);
    expect(describeAbilities({ maxBufferSize: 3 * 2 ** 29 }, features)).toBe(
      'buffers of up to 1.5 GiB, subgroups, times of operations',
    );
    expect(describeAbilities({ maxBufferSize: 2 ** 28 }, new Set())).toBe('buffers of up to 256 MiB');
  });
});
