import { fail } from '../../shared/problem.ts';
import type { Graph } from '../graph/analyse.ts';
import { elements, formatShape, type Shape } from '../nn/shape.ts';
import type { Tensor } from '../tensor.ts';

/** A trained network, and what an exported file says of it. */
export interface TrainedExport {
  readonly graph: Graph;
  /** At least the model's own by file name; others are left out. */
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** Display names by class index. */
  readonly classes: readonly string[];
  /** Type of the criterion that the model was trained by; it says what the output means. */
  readonly criterion: string;
  /** One prepared image and what the trained model gives for it in evaluate mode, kept in the file. */
  readonly selfTest: { readonly input: Float32Array; readonly output: Float32Array };
  readonly producerVersion: string;
  /** Which graph and which run the file comes from. */
  readonly graphHash: string;
  readonly runId: string;
}

/** A batch of one image, and what the model gave for it. */
export interface SelfTest {
  readonly input: Tensor;
  readonly output: Tensor;
}

/** The self test as a batch of one. Throws ProblemError where its numbers are not those of the graph's shapes. */
export function selfTestTensors({ graph, selfTest }: Pick<TrainedExport, 'graph' | 'selfTest'>): SelfTest {
  return {
    input: oneImage('input', graph.input.outputShapes[0], selfTest.input),
    output: oneImage('output', graph.output.outputShapes[0], selfTest.output),
  };
}

function oneImage(what: string, shape: Shape, data: Float32Array): Tensor {
  if (data.length === elements(shape)) return { shape: [1, ...shape], data };
  const message = `the self test's ${what} has ${data.length} numbers, expected ${elements(shape)} (${formatShape(shape)})`;
  fail('shape-mismatch', message);
}
