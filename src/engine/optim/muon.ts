import type { Builder, ValueId } from '../compiler/builder.ts';
import type { SegmentMember } from '../compiler/program.ts';
import { elements } from '../nn/shape.ts';
import { defineOptimiser, learningRate, weightDecay } from './optimiser.ts';

/** Input planes that a picture has at most: grey, colours, and one more. */
const PICTURE_PLANES = 4;

export const muon = defineOptimiser({
  type: 'muon',
  summary: 'Muon on the weights of convolutions, sgd on all else: for short runs',
  documentation: `A convolution's weight moves by a matrix whose singular values are all near 1, so that no direction lags behind. v = momentum * v + g and u = g + momentum * v (without nesterov u = v), seen as a matrix of outputs by inputs * kH * kW and divided by its norm; \`steps\` times X = 3.4445 X + (-4.775 A + 2.0315 A A) X with A = X Xᵀ make X of it; x = x * (1 - r * weightDecay) - r * sqrt(max(1, rows / columns)) * X with r = matrixRate (Jordan 2024, as PyTorch's torch.optim.Muon, here without its rounding to bfloat16).

It works on the weights of convolutions with more than ${PICTURE_PLANES} input planes. The first convolution, which looks at pictures, all biases, batch normalisations and linear layers move as sgd moves them, with learningRate, the same momentum without dampening, and weightDecay added to the gradient. The schedule scales matrixRate as it scales learningRate.`,
  params: {
    learningRate: {
      ...learningRate(0.05),
      min: 1e-6,
      description: 'Size of a step of what sgd moves; the schedule changes it over the run',
    },
    matrixRate: {
      kind: 'number',
      default: 0.02,
      min: 0,
      max: 1e6,
      description: 'Size of a step of the matrices; the schedule scales it as it scales learningRate',
    },
    weightDecay: {
      ...weightDecay,
      description:
        'For sgd weightDecay * x is added to the gradient; a matrix shrinks by matrixRate * weightDecay each step',
    },
    momentum: {
      kind: 'number',
      default: 0.9,
      min: 0,
      max: 1,
      belowMax: true,
      description: 'Share of the last step that is kept',
    },
    nesterov: { kind: 'boolean', default: true, description: "Nesterov's momentum" },
    steps: {
      kind: 'integer',
      default: 3,
      min: 1,
      max: 20,
      description: 'Newton-Schulz iterations: the more, the closer to 1 the singular values',
    },
  },
  check: ({ nesterov, momentum }) =>
    nesterov && momentum === 0
      ? { param: 'nesterov', message: 'Nesterov momentum requires a momentum: found momentum 0' }
      : null,
  state: ({ momentum }) => (momentum > 0 ? ['velocity'] : []),
  lower: ({ builder, params, parameters, gradients, state, hyper, members }) => {
    const { learningRate, matrixRate, momentum, nesterov, weightDecay, steps } = params;
    const ofMatrices = { ratio: matrixRate / learningRate, momentum, nesterov, weightDecay, steps };
    const ofAllElse = { momentum, dampening: 0, nesterov, weightDecay };
    for (const run of runsOf(members)) {
      const part = (flat: ValueId) => partOf(builder, flat, run);
      const velocity = state.length > 0 ? part(state[0]) : null;
      const [first] = run;
      if (isMatrix(first))
        builder.operation('muon', [first.parameters, first.gradients, velocity, hyper], ofMatrices, []);
      else builder.operation('sgd', [part(parameters), part(gradients), velocity, hyper], ofAllElse, []);
    }
  },
  hyper: (_, rate, calls) => [rate, calls === 0 ? 1 : 0],
  samples: [
    {},
    { learningRate: 0.037, matrixRate: 0.11, weightDecay: 0.23, momentum: 0.63, nesterov: false, steps: 5 },
    { learningRate: 0.13, matrixRate: 0.017, weightDecay: 0.031, momentum: 0, nesterov: false, steps: 1 },
  ],
});

/** The weight of a convolution that does not look at pictures. */
function isMatrix({ shape }: SegmentMember): boolean {
  return shape.length === 4 && shape[1] > PICTURE_PLANES;
}

/** The tensors in their order: each matrix alone, and what lies between two of them together. */
function runsOf(members: readonly SegmentMember[]): SegmentMember[][] {
  const runs: SegmentMember[][] = [];
  for (const member of members) {
    const last = runs[runs.length - 1];
    if (last === undefined || isMatrix(member) || isMatrix(last[0])) runs.push([member]);
    else last.push(member);
  }
  return runs;
}

/** The part of a flat vector that some neighbouring tensors take up, as a value. */
function partOf(builder: Builder, flat: ValueId, run: readonly SegmentMember[]): ValueId {
  const value = builder.values[flat];
  const [{ shape, offset }] = run;
  const length = run.reduce((sum, member) => sum + elements(member.shape), 0);
  return builder.value({
    ...value,
    name: `${value.name}.${offset}`,
    shape: run.length === 1 ? shape : [length],
    view: { base: flat, offset },
  });
}
