import type { ModuleDefinition } from '../nn/module.ts';
import { modules } from '../nn/registry.ts';
import type { OptimiserDefinition } from '../optim/optimiser.ts';
import { optimisers } from '../optim/registry.ts';
import {
  type CriterionGolden,
  criterionGoldens,
  GOLDEN_PRECISION,
  type MatrixGolden,
  type ModuleGolden,
  matrixGoldens,
  moduleGoldens,
  type TrajectoryGolden,
  trajectoryGoldens,
} from './goldens.ts';
import { moduleProgram } from './moduleProgram.ts';
import { runModule } from './moduleRun.ts';
import { describeNetwork, resolveNetwork } from './network.ts';
import { type NetworkResults, startNetwork, trainNetwork } from './networkRun.ts';
import { assertClose } from './numbers.ts';
import { runOptimiser } from './optimiserProgram.ts';
import type { ConformanceCase, Subject } from './subject.ts';
import { smallTutorial, summary, trajectoryData } from './trajectory.ts';

/** Over three steps rounding grows, and may open a ReLU that float64 leaves shut; what a wrong rule does is larger still. */
const SLACK = 100;

/** Modules and criterions against PyTorch's numbers. */
export function goldenCases(): ConformanceCase[] {
  return [
    ...moduleGoldens.map(
      (golden): ConformanceCase => ({
        group: `PyTorch's ${golden.type}`,
        name: `${JSON.stringify(golden.params)} on ${golden.n} of ${golden.shapes.map((shape) => shape.join('x')).join(', ')}`,
        run: (subject) => moduleAgrees(subject, golden),
      }),
    ),
    ...criterionGoldens.map(
      (golden): ConformanceCase => ({
        group: `PyTorch's ${golden.type}`,
        name: `${JSON.stringify(golden.params)} on ${golden.n} of ${golden.classes} classes`,
        run: (subject) => criterionAgrees(subject, golden),
      }),
    ),
    ...matrixGoldens.map(
      (golden): ConformanceCase => ({
        group: "PyTorch's Muon",
        name: `${JSON.stringify(golden.params)} on a weight of ${golden.shape.join('x')}`,
        run: (subject) => matrixAgrees(subject, golden),
      }),
    ),
  ];
}

/** The tutorial's network trained as PyTorch trains it. */
export function trajectoryCases(): ConformanceCase[] {
  return trajectoryGoldens.map(
    (golden): ConformanceCase => ({
      group: "PyTorch's three steps of the tutorial's network",
      name: `with ${golden.optimiser.type} ${JSON.stringify(golden.optimiser.params)}`,
      run: (subject) => trajectoryAgrees(subject, golden),
    }),
  );
}

function held({ tolerance }: Subject, slack = 1): number {
  return Math.max(tolerance * slack, GOLDEN_PRECISION);
}

async function moduleAgrees(subject: Subject, golden: ModuleGolden): Promise<void> {
  const { type, params, n, shapes, data, expected } = golden;
  const sample = { params, inputs: shapes } as Parameters<typeof moduleProgram>[1];
  const built = moduleProgram(modules.get(type) as ModuleDefinition, sample, subject.target, n + 1);
  const floats = (lists: readonly (readonly number[])[]) => lists.map((list) => Float64Array.from(list));
  const given = {
    inputs: floats(data.inputs),
    outputGradient: Float64Array.from(data.outputGradient),
    parameters: floats(data.parameters),
    statistics: floats(data.statistics),
  };
  const found = await runModule(subject.device, built, given, n);
  for (const [name, numbers] of Object.entries(expected)) {
    assertClose(name, found.get(name) ?? new Float64Array(0), numbers, held(subject));
  }
}

async function criterionAgrees(subject: Subject, golden: CriterionGolden): Promise<void> {
  const { type, params, n, classes, scores, labels, loss, gradient, correct } = golden;
  const network = resolveNetwork(
    describeNetwork([['scores', 'Input', { size: [classes] }]], { criterion: { type, params } }),
  );
  const batch = { n, images: Float64Array.from(scores), labels: Int32Array.from(labels) };
  const data = { capacity: n + 1, parameters: [], statistics: [], batches: [batch] };
  const found = await trainNetwork(subject.device, subject.target, network, data);
  const sum = network.training.criterion.definition.sizeAverage(network.training.criterion.params)
    ? loss * n
    : loss;
  for (const procedure of ['step 1', 'evaluate']) {
    const metrics = found.get(`${procedure} metrics`) as Float64Array;
    // Terms near 1 may cancel in the sum.
    assertClose(`${procedure} loss`, metrics.subarray(0, 1), [sum], held(subject), 1);
    assertClose(`${procedure} correct and seen`, metrics.subarray(2), [correct, n], 0);
  }
  assertClose('gradient', found.get('step 1 gradient of input') as Float64Array, gradient, held(subject));
}

async function matrixAgrees(subject: Subject, golden: MatrixGolden): Promise<void> {
  const { device, target } = subject;
  const { shape, params, start, gradients, after } = golden;
  const muon = optimisers.get('muon') as OptimiserDefinition;
  const data = { start: Float64Array.from(start), gradients: gradients.map((own) => Float64Array.from(own)) };
  const found = await runOptimiser(device, target, muon, params, [[shape]], data);
  for (const [i, numbers] of after.entries())
    assertClose(`weight after step ${i + 1}`, found[i], numbers, held(subject));
}

async function trajectoryAgrees(subject: Subject, golden: TrajectoryGolden): Promise<void> {
  const network = smallTutorial(golden);
  const data = trajectoryData(network, golden);
  const run = await startNetwork(subject.device, subject.target, network, data);
  const get = (results: NetworkResults, name: string) => results.get(name) as Float64Array;
  let before = 0;
  try {
    for (const [calls, { loss, tensors }] of golden.steps.entries()) {
      await run.step(data.batches[calls], calls);
      await run.tensors('');
      const lossSum = get(run.results, `step ${calls + 1} metrics`)[0];
      const own = (lossSum - before) / golden.images;
      assertClose(`loss of step ${calls + 1}`, Float64Array.of(own), [loss], held(subject, SLACK));
      before = lossSum;
      for (const [name, expected] of Object.entries(tensors)) {
        assertClose(
          `${name} after step ${calls + 1}`,
          Float64Array.from(summary(get(run.results, name))),
          expected,
          held(subject, SLACK),
        );
      }
    }
  } finally {
    run.dispose();
  }
}
