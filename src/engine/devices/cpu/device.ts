import type { Platform } from '../../platform.ts';
import type { Device } from '../device.ts';
import { chooseKernels, type KernelName } from './choose.ts';
import { createExecutable } from './executable.ts';
import { createSharedMemory } from './memory.ts';
import { startTeam } from './team.ts';

export interface CpuDeviceOptions {
  /** Threads to compute on, the caller's own among them; as many as there are processors if not given. */
  readonly threads?: number | null;
  /** Takes this build of the kernels instead of the fastest. */
  readonly kernel?: KernelName;
}

/** The CPU device, which also tells what it found out about the machine. */
export interface CpuDevice extends Device {
  readonly kernel: KernelName;
  /** What one thread's products reach, in 10^9 operations a second. */
  readonly gflops: number;
}

/**
 * Opens the CPU device: chooses the kernels, starts the threads. Takes about a tenth of a second. Results do not
 * depend on the number of threads, not in a single bit. Throws ProblemError where the runtime lacks what it needs.
 */
export async function createCpuDevice(
  platform: Platform,
  { threads: wanted, kernel }: CpuDeviceOptions = {},
): Promise<CpuDevice> {
  const threads = wanted ?? platform.processors;
  const chosen = await chooseKernels(platform, kernel);
  const shared = createSharedMemory();
  const team = await startTeam(platform, shared, chosen.module, threads);
  const count = threads === 1 ? '1 thread' : `${threads} threads`;
  return {
    name: 'cpu',
    description: `cpu, ${count}, ${chosen.words}, ${chosen.gflops.toFixed(0)} GFLOP/s a thread`,
    numerics: `${chosen.relaxed ? 'fused multiply-add' : 'multiply, then add'}, 3x3 by Winograd, channels side by side, filters’ gradients by parts, Muon over X*Xᵀ`,
    hardware: 'processor',
    threads,
    kernel: chosen.name,
    gflops: chosen.gflops,
    compile: async (program) => createExecutable(shared, team, program),
    dispose: () => team.dispose(),
  };
}
