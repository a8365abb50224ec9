import { defineOptimiser, learningRate, learningRateDecay, weightDecay } from './optimiser.ts';

const beta = (dflt: number, of: string) =>
  ({
    kind: 'number',
    default: dflt,
    min: 0,
    max: 1,
    belowMax: true,
    description: `Memory of the ${of}`,
  }) as const;

export const adam = defineOptimiser({
  type: 'adam',
  summary: 'Adam: a step size for each weight',
  documentation: `g += weightDecay * x; m and v are moving averages of g and g * g; x -= rate * sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + epsilon), epsilon outside the bias correction (torch/optim adam.lua).`,
  params: {
    learningRate: learningRate(1e-3),
    learningRateDecay,
    weightDecay,
    beta1: beta(0.9, 'gradient'),
    beta2: beta(0.999, 'squared gradient'),
    epsilon: { kind: 'number', default: 1e-8, min: 0, max: 1, description: 'Added to the root of v' },
  },
  check: () => null,
  state: () => ['first_moment', 'second_moment'],
  lower: ({ builder, params, parameters, gradients, state, hyper }) => {
    const { beta1, beta2, epsilon, weightDecay } = params;
    const attributes = { beta1, beta2, epsilon, weightDecay };
    builder.operation('adam', [parameters, gradients, state[0], state[1], hyper], attributes, []);
  },
  hyper: ({ learningRateDecay, beta1, beta2 }, rate, calls) => {
    const t = calls + 1;
    const corrected =
      (rate / (1 + calls * learningRateDecay)) * (Math.sqrt(1 - beta2 ** t) / (1 - beta1 ** t));
    return [corrected, 0];
  },
  samples: [
    {},
    {
      learningRate: 0.017,
      learningRateDecay: 0.23,
      weightDecay: 0.031,
      beta1: 0.83,
      beta2: 0.971,
      epsilon: 0.0043,
    },
  ],
});
