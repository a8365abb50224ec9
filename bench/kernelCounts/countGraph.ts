import { readProject } from '../../src/cli/projectFile.ts';
import { openFastestGpu } from '../../src/engine/devices/webgpu/device.ts';
import { initialTensors } from '../../src/engine/training/initialise.ts';
import { createBuiltPlatform } from '../../src/host/engine/nodePlatform.ts';
import { compileModel, requireModel } from '../../src/host/model.ts';
import { countStep, type OperationCounts } from './countStep.ts';

/** What a graph's training step does on WebGPU. */
export interface GraphCounts {
  readonly batch: number;
  /** The adapter that it was counted on. */
  readonly adapter: string;
  readonly operations: readonly OperationCounts[];
}

const SEED = 1;

/** Counts a training step of a project file, at its own batch if none is given. Throws ProblemError as training does. */
export async function countGraph(path: string, batch: number | null): Promise<GraphCounts> {
  const model = requireModel(readProject(path));
  const n = batch ?? model.document.training.batchSize;
  const { gpu, described } = await openFastestGpu(createBuiltPlatform());
  try {
    const program = compileModel(model, 'webgpu', n);
    const operations = await countStep(gpu, program, n, initialTensors(model.graph, SEED));
    return { batch: n, adapter: described.name, operations };
  } finally {
    gpu.device.destroy();
  }
}
