import { expect, test } from 'vitest';
import { describeSurroundings } from './describeSurroundings.ts';

const page = (adapter: unknown) => ({ gpu: { requestAdapter: async () => adapter } });

test('a window without WebGPU, or without an adapter, has no GPU', async () => {
  expect(await describeSurroundings({ crossOriginIsolated: false }, {})).toEqual({
    isolated: false,
    adapter: null,
  });
  expect(await describeSurroundings({ crossOriginIsolated: true }, page(null))).toEqual({
    isolated: true,
    adapter: null,
  });
});

test('a GPU is named by its description, else by vendor and architecture', async () => {
  const info = { vendor: 'amd', architecture: 'rdna-3', description: '' };
  const { adapter } = await describeSurroundings({ crossOriginIsolated: true }, page({ info }));
  expect(adapter).toBe('amd rdna-3');
  const named = { ...info, description: 'Radeon RX 7600' };
  const answer = await describeSurroundings({ crossOriginIsolated: true }, page({ info: named }));
  expect(answer.adapter).toBe('Radeon RX 7600');
});
