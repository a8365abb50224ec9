import { fail, ProblemError } from '../../../shared/problem.ts';
import type { Platform } from '../../platform.ts';
import type { Device } from '../device.ts';
import { type AdapterDescription, describeAbilities, describeAdapter, sizeOfSubgroups } from './adapter.ts';
import { createExecutable } from './executable.ts';
import { lostProblem, uncapturedFault } from './faults.ts';
import type { Gpu } from './gpu.ts';
import { createPipelines } from './pipelines.ts';

/** Features that are used where an adapter has them. */
const FEATURES: readonly GPUFeatureName[] = ['timestamp-query', 'subgroups'];
/** Limits that are taken as high as the adapter goes. */
const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
] as const;

/**
 * The device on the fastest GPU that WebGPU finds. Throws ProblemError where there is no WebGPU, no adapter, or the
 * adapter gives no device.
 */
export async function createWebGpuDevice(platform: Platform): Promise<Device> {
  const { gpu, described } = await openFastestGpu(platform);
  const pipelines = createPipelines(gpu);
  return {
    name: 'webgpu',
    description: `webgpu, ${described.name}`,
    abilities: describeAbilities(gpu.limits, gpu.features),
    hardware: described.isSoftware ? 'software' : 'gpu',
    numerics: `WGSL float32 on ${described.name}, 3x3 of many planes by Winograd`,
    threads: 1,
    compile: (program, onProgress) => createExecutable(gpu, pipelines, program, onProgress),
    dispose: () => gpu.device.destroy(),
  };
}

/** Opens the fastest GPU that WebGPU finds, and says what it is. Throws ProblemError as `createWebGpuDevice` does. */
export async function openFastestGpu(
  platform: Platform,
): Promise<{ readonly gpu: Gpu; readonly described: AdapterDescription }> {
  const api = await platform.gpu();
  const adapter = await api.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) {
    fail(
      'no-gpu',
      'WebGPU finds no GPU here: there is none, or its driver does not offer Vulkan, Metal or Direct3D 12',
    );
  }
  return { gpu: await openGpu(adapter, platform), described: describeAdapter(adapter.info) };
}

async function openGpu(adapter: GPUAdapter, { now }: Platform): Promise<Gpu> {
  const device = await requestDevice(adapter);
  let fault: Error | null = null;
  void device.lost.then(({ reason, message }) => {
    if (reason !== 'destroyed') fault ??= new ProblemError(lostProblem(message));
  });
  device.addEventListener('uncapturederror', (event) => {
    fault ??= uncapturedFault(event.error);
  });
  return {
    device,
    limits: device.limits,
    features: new Set(device.features),
    subgroupSize: device.features.has('subgroups') ? sizeOfSubgroups(adapter.info) : null,
    now,
    raise() {
      if (fault !== null) throw fault;
    },
  };
}

async function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  try {
    return await adapter.requestDevice({
      requiredFeatures: FEATURES.filter((feature) => adapter.features.has(feature)),
      requiredLimits: Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]])),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fail('no-gpu', `${describeAdapter(adapter.info).name} gives WebGPU no device (${reason})`);
  }
}
