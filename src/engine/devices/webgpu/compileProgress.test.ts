import { expect, test } from 'vitest';
import type { Gpu } from './gpu.ts';
import type { Kernel } from './kernel.ts';
import { createPipelines } from './pipelines.ts';

/** A GPU whose shaders are compiled when `compiled` is called, in order; those whose source is `bad` are refused. */
function waitingGpu() {
  const waiting: (() => void)[] = [];
  const sources: string[] = [];
  const device = {
    createBindGroupLayout: () => ({}),
    createPipelineLayout: () => ({}),
    pushErrorScope() {},
    popErrorScope: async () => null,
    createShaderModule({ code }: { readonly code: string }) {
      sources.push(code);
      return { code, getCompilationInfo: async () => ({ messages: [] }) };
    },
    createComputePipelineAsync: ({ compute: { module } }: { compute: { module: { code: string } } }) =>
      new Promise((resolve, reject) => {
        waiting.push(() => (module.code === 'bad' ? reject(new Error('no such type')) : resolve({})));
      }),
  };
  const gpu = { device, raise() {} } as unknown as Gpu;
  const compiled = async () => {
    waiting.shift()?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { gpu, sources, compiled };
}

const kernels = (...sources: string[]): Kernel[] =>
  sources.map((source) => ({ label: source, source, bindings: [], workgroups: () => [1, 1, 1] }));

test('shaders are compiled all at once, those of one text as one, and each is told of', async () => {
  const { gpu, sources, compiled } = waitingGpu();
  const told: string[] = [];
  const all = createPipelines(gpu).compileAll(kernels('a', 'b', 'a', 'c', 'b'), ({ done, total }) => {
    told.push(`${done} of ${total}`);
  });
  expect([sources, told]).toEqual([['a', 'b', 'c'], ['0 of 3']]);
  for (let i = 0; i < 3; i++) await compiled();
  await all;
  expect(told).toEqual(['0 of 3', '1 of 3', '2 of 3', '3 of 3']);
});

test('shaders that are there already are not counted, nor told of', async () => {
  const { gpu, sources, compiled } = waitingGpu();
  const pipelines = createPipelines(gpu);
  const first = pipelines.compileAll(kernels('a', 'b'), () => {});
  await compiled();
  await compiled();
  await first;
  const told: string[] = [];
  const tell = ({ done, total }: { done: number; total: number }) => void told.push(`${done} of ${total}`);
  await pipelines.compileAll(kernels('b', 'a'), tell);
  expect(told).toEqual([]);
  const second = pipelines.compileAll(kernels('a', 'd'), tell);
  await compiled();
  await second;
  expect([sources, told]).toEqual([
    ['a', 'b', 'd'],
    ['0 of 1', '1 of 1'],
  ]);
});

test('a shader that the driver refuses ends it, by name', async () => {
  const { gpu, compiled } = waitingGpu();
  const all = createPipelines(gpu).compileAll(kernels('a', 'bad'), () => {});
  const refused = expect(all).rejects.toThrow('no such type');
  await compiled();
  await compiled();
  await refused;
});
