import { defineOptimiser, learningRate, learningRateDecay, weightDecay } from './optimiser.ts';

interface Momentum {
  readonly momentum: number;
  readonly dampening: number | null;
}

/** Torch's default: a blank dampening is the momentum. */
function dampening(params: Momentum): number {
  return params.dampening ?? params.momentum;
}

export const sgd = defineOptimiser({
  type: 'sgd',
  summary: 'Stochastic gradient descent with momentum',
  documentation: `g += weightDecay * x; v = momentum * v + (1 - dampening) * g, v = g in the first step; x -= rate * v, or with nesterov x -= rate * (g + momentum * v). The rate is learningRate / (1 + steps * learningRateDecay) (torch/optim sgd.lua).

dampening is the momentum where it is blank, as in Torch; nesterov wants momentum and a dampening of 0.`,
  params: {
    learningRate: learningRate(1e-3),
    learningRateDecay,
    weightDecay,
    momentum: {
      kind: 'number',
      default: 0,
      min: 0,
      max: 1,
      belowMax: true,
      description: 'Share of the last step that is kept',
    },
    dampening: {
      kind: 'number',
      default: null,
      min: 0,
      max: 1,
      description: 'Share of the gradient held back; blank: as momentum',
    },
    nesterov: { kind: 'boolean', default: false, description: "Nesterov's momentum" },
  },
  check: (params) =>
    params.nesterov && !(params.momentum > 0 && dampening(params) === 0)
      ? {
          param: 'nesterov',
          message: `Nesterov momentum requires a momentum and zero dampening: found momentum ${params.momentum} and dampening ${dampening(params)}`,
        }
      : null,
  state: ({ momentum }) => (momentum > 0 ? ['velocity'] : []),
  lower: ({ builder, params, parameters, gradients, state, hyper }) => {
    const { momentum, nesterov, weightDecay } = params;
    const attributes = { momentum, dampening: dampening(params), nesterov, weightDecay };
    builder.operation('sgd', [parameters, gradients, state[0] ?? null, hyper], attributes, []);
  },
  hyper: ({ learningRateDecay }, rate, calls) => [
    rate / (1 + calls * learningRateDecay),
    calls === 0 ? 1 : 0,
  ],
  samples: [
    { learningRate: 0.11, weightDecay: 0.023 },
    { learningRate: 0.037, learningRateDecay: 0.19, momentum: 0.63 },
    { learningRate: 0.13, momentum: 0.7, dampening: 0.21, weightDecay: 0.017 },
    { learningRate: 0.013, momentum: 0.87, dampening: 0, nesterov: true, weightDecay: 0.0021 },
  ],
});
