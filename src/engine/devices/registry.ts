import type { Target } from '../compiler/target.ts';
import type { Platform } from '../platform.ts';
import type { KernelName } from './cpu/choose.ts';
import { createCpuDevice } from './cpu/device.ts';
import { cpuTarget } from './cpu/target.ts';
import type { Device } from './device.ts';
import { tensorflowTarget } from './tensorflow/target.ts';
import { createWebGpuDevice } from './webgpu/device.ts';
import { webgpuTarget } from './webgpu/target.ts';

export interface DeviceOptions {
  /** Threads to compute on; null leaves it to the device. */
  readonly threads: number | null;
  /** The build of the CPU device's kernels to take; the fastest if not given. */
  readonly kernel?: KernelName;
}

/** A kind of device: what the compiler must know of it, and how it is opened. */
export interface DeviceKind {
  readonly target: Target;
  /** Kernels of ours that the driver of a graphics card compiles: right or wrong is then the driver's, too. */
  readonly isCompiledByDriver?: boolean;
  /** Throws ProblemError with one sentence where the device is not to be had. */
  readonly open: (platform: Platform, options: DeviceOptions) => Promise<Device>;
}

/** Every kind of device by name. */
export const deviceKinds: ReadonlyMap<string, DeviceKind> = new Map([
  ['cpu', { target: cpuTarget, open: createCpuDevice }],
  ['webgpu', { target: webgpuTarget, isCompiledByDriver: true, open: createWebGpuDevice }],
  ['tensorflow', { target: tensorflowTarget, open: openTensorFlow }],
]);

/** Loaded where it is opened: with it comes all that writes TensorFlow's graphs. */
async function openTensorFlow(platform: Platform, options: DeviceOptions): Promise<Device> {
  const { createTensorFlowDevice } = await import('./tensorflow/device.ts');
  return createTensorFlowDevice(platform, options);
}

/**
 * The kind that answers quick questions to a model, and that plans are told of: it opens at once, and takes nothing
 * from a run that trains on another.
 */
export const questionDevice = 'cpu';
