import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  Feed,
  Fetched,
  LoadedModel,
  TensorFlowRuntime,
} from '../../engine/devices/tensorflow/runtime.ts';
import { SAVED_MODEL_FILE, SERVE_TAG } from '../../engine/interchange/savedModel/savedModel.ts';
import type { Backend, BackendModel, BackendTensor, NamedTensors } from './backend.ts';
import { runProblem } from './runProblem.ts';

/** What is known of a TensorFlow besides its module. */
export interface RuntimeFacts {
  readonly version: string;
  readonly gpu: string | null;
  readonly threads: number;
  readonly xla: boolean | null;
}

/** tfjs-node's TensorFlow as the engine sees it. */
export function createTensorFlowRuntime(tf: Backend, facts: RuntimeFacts): TensorFlowRuntime {
  return { ...facts, load: (bytes, signatures) => loadModel(tf, bytes, signatures) };
}

/** The package loads from a folder; ours lives as long as that takes. */
async function loadModel(
  tf: Backend,
  bytes: Uint8Array,
  signatures: readonly string[],
): Promise<LoadedModel> {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-graph-'));
  const models = new Map<string, BackendModel>();
  try {
    writeFileSync(join(folder, SAVED_MODEL_FILE), bytes);
    // The package shares the session between signatures of a folder.
    for (const signature of signatures) {
      models.set(signature, await tf.node.loadSavedModel(folder, [SERVE_TAG], signature));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return {
    run: (signature, inputs) => runSignature(tf, models.get(signature) as BackendModel, inputs),
    dispose: () => {
      for (const model of models.values()) model.dispose();
      models.clear();
    },
  };
}

function runSignature(
  tf: Backend,
  model: BackendModel,
  inputs: Readonly<Record<string, Feed>>,
): Record<string, Fetched> {
  const fed: Record<string, BackendTensor> = {};
  let fetched: NamedTensors = {};
  try {
    for (const [name, { type, data, shape }] of Object.entries(inputs)) {
      // Where a signature has uint8, the package makes it of int32.
      fed[name] = tf.tensor(data, [...shape], type === 'uint8' ? 'int32' : type);
    }
    fetched = model.predict(fed) as NamedTensors;
    return Object.fromEntries(Object.entries(fetched).map(([name, tensor]) => [name, tensor.dataSync()]));
  } catch (error) {
    throw runProblem(error);
  } finally {
    for (const tensor of [...Object.values(fed), ...Object.values(fetched)]) tensor.dispose();
  }
}
