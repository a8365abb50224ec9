import { afterEach, describe, expect, test, vi } from 'vitest';
import { createBuiltPlatform } from '../../../host/engine/nodePlatform.ts';
import { openGpu } from '../../../host/engine/openGpu.ts';
import { whyNoGpu } from '../../../host/engine/testing/whyNoGpu.ts';
import { ProblemError } from '../../../shared/problem.ts';
import { compile } from '../../compiler/compile.ts';
import type { Program } from '../../compiler/program.ts';
import { describeNetwork, resolveNetwork } from '../../conformance/network.ts';
import type { Device, Executable } from '../device.ts';
import { createWebGpuDevice } from './device.ts';
import { webgpuTarget } from './target.ts';
import { loseInsteadOfDestroy, patchGpu, set } from './testing/patchGpu.ts';

// In software shaders compile slowly, more so beside other tests.
vi.setConfig({ testTimeout: 60_000 });

const missing = await whyNoGpu();
const opened: Device[] = [];
afterEach(() => {
  for (const device of opened.splice(0)) device.dispose();
});

/** A device whose GPU was changed by `patch`, and that GPU. */
async function open(patch: (gpu: GPUDevice) => void): Promise<{ device: Device; gpu: GPUDevice }> {
  let gpu: GPUDevice | null = null;
  const api = patchGpu(await openGpu(), (device) => {
    gpu = device;
    patch(device);
  });
  const device = await createWebGpuDevice({ ...createBuiltPlatform(), gpu: async () => api });
  opened.push(device);
  return { device, gpu: gpu as unknown as GPUDevice };
}

function programOf(capacity: number, last: 'LogSoftMax' | 'Sigmoid' = 'LogSoftMax'): Program {
  const criterion = { type: last === 'Sigmoid' ? 'MSECriterion' : 'ClassNLLCriterion', params: {} };
  const { graph, training } = resolveNetwork(
    describeNetwork(
      [
        ['images', 'Input', { size: [3, 5, 4] }],
        ['view', 'View'],
        ['fc', 'Linear', { outputSize: 4 }],
        ['last', last],
      ],
      { criterion },
    ),
  );
  return compile(graph, training, { capacity, target: webgpuTarget }).program;
}

/** Code and sentence of the ProblemError that a call ends in. */
async function problemOf(call: () => unknown): Promise<{ code: string; message: string }> {
  try {
    await call();
  } catch (error) {
    if (error instanceof ProblemError) return { code: error.problem.code, message: error.message };
    throw error;
  }
  throw new Error('nothing went wrong');
}

const program = programOf(3);
const withoutSoftMax = programOf(2, 'Sigmoid');
const position = { seed: 5, epoch: 1, step: 0 };
const metrics = new Float32Array(4);
const read = (executable: Executable) => executable.read(program.metrics, 1, metrics);

const lost = {
  code: 'device-lost',
  message:
    'the GPU was lost (the driver was reset): its driver was reset, it was removed, or another program overloaded it',
};
const losing = (device: GPUDevice) => loseInsteadOfDestroy(device, 'the driver was reset.\nmore of it');

describe.skipIf(missing !== null)('a GPU that is lost', () => {
  test('is told of by all that comes after', async () => {
    const { device, gpu } = await open(losing);
    const executable = await device.compile(program);
    await executable.run('step', 3, position);
    gpu.destroy();
    expect(await problemOf(() => read(executable))).toEqual(lost);
    expect(await problemOf(() => executable.run('step', 3, position))).toEqual(lost);
    expect(await problemOf(() => executable.write(program.hyper, new Float32Array(1)))).toEqual(lost);
    expect(await problemOf(() => device.compile(program))).toEqual(lost);
    executable.dispose();
  });

  test('is told of by a read that was under way, and by steps that nobody waits for', async () => {
    const { device, gpu } = await open(losing);
    const executable = await device.compile(program);
    const reading = [read(executable), read(executable)];
    const running = [0, 1, 2, 3].map((step) => executable.run('step', 3, { ...position, step }));
    gpu.destroy();
    for (const one of reading) expect(await problemOf(() => one)).toEqual(lost);
    await Promise.all(running);
    expect(await problemOf(() => executable.run('step', 3, position))).toEqual(lost);
  });

  test('is told of by a compilation that was under way', async () => {
    const { device, gpu } = await open(losing);
    const compiling = device.compile(program);
    gpu.destroy();
    expect(await problemOf(() => compiling)).toEqual(lost);
  });
});

/** Has a limit be another than the adapter's. */
const limiting =
  (name: 'maxBufferSize' | 'maxStorageBufferBindingSize', most: number) => (device: GPUDevice) => {
    const get = (limits: GPUSupportedLimits, asked: string) =>
      asked === name ? most : Reflect.get(limits, asked, limits);
    set(device, 'limits', new Proxy(device.limits, { get: get as ProxyHandler<GPUSupportedLimits>['get'] }));
  };

describe.skipIf(missing !== null)('a GPU with too little memory', () => {
  test('says how much a graph needs where that is more than it can have', async () => {
    const { device } = await open(limiting('maxBufferSize', 4096));
    expect(await problemOf(() => device.compile(program))).toEqual({
      code: 'gpu-out-of-memory',
      message: 'the GPU has no 5.0 KiB left for this graph at a batch of 3; a smaller batch needs less',
    });
  });

  test('says how large a tensor is that it cannot bind', async () => {
    const { device } = await open(limiting('maxStorageBufferBindingSize', 1024));
    expect(await problemOf(() => device.compile(programOf(7)))).toEqual({
      code: 'gpu-out-of-memory',
      message:
        'this graph at a batch of 7 has a tensor of 1.6 KiB, and this GPU takes at most 1.0 KiB at once; a smaller batch needs less',
    });
  });

  test('says so where it has no buffer left, and the next Program may fit', async () => {
    let isFull = true;
    const { device } = await open((gpu) => {
      const popErrorScope = gpu.popErrorScope.bind(gpu);
      set(gpu, 'popErrorScope', async () => {
        const error = await popErrorScope();
        return isFull ? new GPUOutOfMemoryError('vkAllocateMemory failed') : error;
      });
    });
    const { code, message } = await problemOf(() => device.compile(program));
    expect(code).toBe('gpu-out-of-memory');
    expect(message).toMatch(/^the GPU has no [\d.]+ KiB left for this graph at a batch of 3; /);
    isFull = false;
    const executable = await device.compile(program);
    await executable.run('step', 3, position);
    await read(executable);
    executable.dispose();
  });

  test('says so at the next call where it runs out of memory by itself', async () => {
    let tell = (_event: Pick<GPUUncapturedErrorEvent, 'error'>) => {};
    const { device } = await open((gpu) => {
      set(gpu, 'addEventListener', ((_: string, listener: typeof tell) => {
        tell = listener;
      }) as GPUDevice['addEventListener']);
    });
    const executable = await device.compile(program);
    tell({ error: new GPUOutOfMemoryError('vkAllocateMemory failed.\n - While calling [Queue].Submit') });
    const expected = {
      code: 'gpu-out-of-memory',
      message: "the GPU's memory ran out (vkAllocateMemory failed); a smaller batch needs less",
    };
    expect(await problemOf(() => executable.run('step', 3, position))).toEqual(expected);
    expect(await problemOf(() => read(executable))).toEqual(expected);
    executable.dispose();
  });
});

describe.skipIf(missing !== null)('a shader that the driver refuses', () => {
  test.each([
    ['that is no WGSL', '\nfn unfinished( {', /^line \d+: expected '\)' for function declaration$/],
    ['that asks for too much', '\nvar<workgroup> huge: array<f32, 100000000>;', /^line \d+: /],
  ])('ends a compilation with the name of its operation: one %s', async (_, more, reason) => {
    const { device } = await open((gpu) => {
      const createShaderModule = gpu.createShaderModule.bind(gpu);
      set(gpu, 'createShaderModule', (descriptor) => {
        const isBad = descriptor.label === 'log softmax';
        return createShaderModule(isBad ? { ...descriptor, code: descriptor.code + more } : descriptor);
      });
    });
    const { code, message } = await problemOf(() => device.compile(program));
    expect(code).toBe('shader-failed');
    const [, why] = message.split("the GPU's driver cannot run the shader of log softmax: ");
    expect(why).toMatch(reason);
    // The device itself has no fault by it.
    const executable = await device.compile(withoutSoftMax);
    await executable.run('step', 2, position);
    await read(executable);
    executable.dispose();
  });

  test('ends a compilation with what the driver itself says of it, if not of its text', async () => {
    const { device } = await open((gpu) => {
      const createComputePipelineAsync = gpu.createComputePipelineAsync.bind(gpu);
      set(gpu, 'createComputePipelineAsync', async (descriptor) => {
        if (descriptor.label !== 'linear') return createComputePipelineAsync(descriptor);
        throw new GPUPipelineError('vkCreateComputePipelines failed.\nMore of it', { reason: 'internal' });
      });
    });
    expect(await problemOf(() => device.compile(program))).toEqual({
      code: 'shader-failed',
      message: "the GPU's driver cannot run the shader of linear: vkCreateComputePipelines failed",
    });
  });
});
