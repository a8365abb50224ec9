import { elements } from '../../nn/shape.ts';
import type { Platform } from '../../platform.ts';
import { startBackgroundTeam } from '../cpu/backgroundTeam.ts';
import { chooseKernels } from '../cpu/choose.ts';
import { createSharedMemory } from '../cpu/memory.ts';
import type { Device } from '../device.ts';
import { compilesWithXla } from './compilesWithXla.ts';
import { createExecutable } from './executable.ts';
import { createInputLine } from './inputLine.ts';
import { writeProgramModel } from './programModel.ts';

export interface TensorFlowDeviceOptions {
  /** Threads to compute on; as many as there are processors if not given. */
  readonly threads?: number | null;
}

/** Most threads that prepare images. */
const MOST_PREPARING = 8;

/**
 * Opens TensorFlow: on its GPU where it has one, else on the processor. Images are prepared by the CPU device's
 * kernels on threads of their own. Throws ProblemError where TensorFlow is not set up.
 */
export async function createTensorFlowDevice(
  platform: Platform,
  { threads: wanted = null }: TensorFlowDeviceOptions = {},
): Promise<Device> {
  const threads = wanted ?? platform.processors;
  const runtime = await platform.tensorflow(threads);
  const xla = runtime.xla ?? (runtime.gpu !== null && (await compilesWithXla(runtime)));
  const { module } = await chooseKernels(platform);
  const shared = createSharedMemory();
  // Beside a GPU the processors have nothing else to do.
  const preparing = runtime.gpu === null ? 1 : Math.max(1, Math.min(MOST_PREPARING, platform.processors - 1));
  const team = await startBackgroundTeam(platform, shared, module, preparing);
  const where = runtime.gpu ?? (runtime.threads === 1 ? 'CPU, 1 thread' : `CPU, ${runtime.threads} threads`);
  return {
    name: 'tensorflow',
    description: `tensorflow ${runtime.version}, ${where}${xla ? ', XLA' : ''}`,
    numerics: `TensorFlow ${runtime.version} on ${runtime.gpu ?? 'the CPU'}${xla ? ' by XLA' : ''}`,
    hardware: runtime.gpu === null ? 'processor' : 'gpu',
    threads: runtime.threads,
    compile: async (program) => {
      const written = writeProgramModel(program, { xla });
      const model = await runtime.load(written.bytes, Object.keys(written.signatures));
      const size = elements(program.values[program.input].shape);
      const line = createInputLine(shared, team, program.capacity, size);
      return createExecutable(program, written, model, line);
    },
    dispose: () => team.dispose(),
  };
}
