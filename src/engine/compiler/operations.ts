import type { OperationName } from './attributes.ts';

/** An operand slot. `batch` values have a leading runtime dimension n; `fixed` ones do not. */
export interface OperandSpecification {
  readonly name: string;
  readonly kind: 'batch' | 'fixed';
  readonly type?: 'int32';
  /** May be left out (written as null in the operand list). */
  readonly optional?: true;
  /** Takes this and all further operands. */
  readonly variadic?: true;
}

/**
 * One tensor operation, specified once: what it computes, on what. Every device implements every entry;
 * docs/OPERATIONS.md is made from this table. n is the runtime batch, 1 <= n <= the Program's capacity.
 * The element order of a batch value is NCHW; a device may lay it out otherwise, also where random numbers
 * and indices are counted by NCHW element.
 */
export interface OperationSpecification {
  readonly summary: string;
  readonly inputs: readonly OperandSpecification[];
  readonly outputs: readonly OperandSpecification[];
  /** [output, input] pairs by position whose memory may be shared where the input dies here: computed element by element. */
  readonly inPlace?: readonly (readonly [number, number])[];
  /** Inputs, by position, that are written as well as read. */
  readonly effects?: readonly number[];
}

const batch = (name: string): OperandSpecification => ({ name, kind: 'batch' });
const fixed = (name: string): OperandSpecification => ({ name, kind: 'fixed' });
const maybe = (name: string): OperandSpecification => ({ name, kind: 'fixed', optional: true });
const labels: OperandSpecification = { name: 'labels', kind: 'batch', type: 'int32' };
const elementwise = [[0, 0]] as const;

export const operations: { readonly [K in OperationName]: OperationSpecification } = {
  convolution: {
    summary:
      'y[n,o,i,j] = activation(bias[o] + sum over c,u,v of weight[o,c,u,v] * x[n, c, i*dH+u-padH, j*dW+v-padW]), zero outside. weight [O,I,kH,kW].',
    inputs: [batch('x'), fixed('weight'), maybe('bias')],
    outputs: [batch('y')],
  },
  convolutionInputGradient: {
    summary: 'dx of convolution (without activation) from dy and weight.',
    inputs: [batch('dy'), fixed('weight')],
    outputs: [batch('dx')],
  },
  convolutionWeightGradient: {
    summary: 'dweight of convolution, summed over the batch, from x and dy.',
    inputs: [batch('x'), batch('dy')],
    outputs: [fixed('dweight')],
  },
  linear: {
    summary: 'y[n,o] = activation(bias[o] + sum over i of weight[o,i] * x[n,i]).',
    inputs: [batch('x'), fixed('weight'), maybe('bias')],
    outputs: [batch('y')],
  },
  linearInputGradient: {
    summary: 'dx[n,i] = sum over o of dy[n,o] * weight[o,i].',
    inputs: [batch('dy'), fixed('weight')],
    outputs: [batch('dx')],
  },
  linearWeightGradient: {
    summary: 'dweight[o,i] = sum over n of dy[n,o] * x[n,i].',
    inputs: [batch('x'), batch('dy')],
    outputs: [fixed('dweight')],
  },
  channelSum: {
    summary: 'dbias[c] = sum over n and all positions of dy[n,c,...].',
    inputs: [batch('dy')],
    outputs: [fixed('dbias')],
  },
  maxPooling: {
    summary:
      'y = largest x in each window, padding counting as minus infinity; indices = its position i*W+j within the input plane, the first in row-major order on ties. The output size is that of y: it already holds floor or ceil.',
    inputs: [batch('x')],
    outputs: [batch('y'), { name: 'indices', kind: 'batch', type: 'int32' }],
  },
  maxPoolingGradient: {
    summary: 'dx[n,c,indices[n,c,p]] += dy[n,c,p], in the order of p.',
    inputs: [batch('dy'), { name: 'indices', kind: 'batch', type: 'int32' }],
    outputs: [batch('dx')],
  },
  averagePooling: {
    summary:
      'y = sum of the window / divisor; the divisor counts the window clipped to the padded plane (countIncludePad) or to the plane itself.',
    inputs: [batch('x')],
    outputs: [batch('y')],
  },
  averagePoolingGradient: {
    summary: 'dx of averagePooling: each dy divided by its window and spread over it.',
    inputs: [batch('dy')],
    outputs: [batch('dx')],
  },
  batchNormalization: {
    summary:
      "Training mode. Per channel over n and positions, m values: mean, biased variance; y = activation(gamma * (x - mean) * inverseDeviation + beta), inverseDeviation = 1/sqrt(variance + epsilon). Effects: running_mean = (1-momentum)*running_mean + momentum*mean; running_var likewise with variance*m/(m-1). With n = 1 the running statistics take the place of the batch's and stay as they are. mean and inverseDeviation are for the matching gradient alone: a device may keep there what its own gradient needs. With pooling halves, y and indices are those of maxPooling of that y, by windows of 2x2 side by side.",
    inputs: [batch('x'), maybe('gamma'), maybe('beta'), fixed('running_mean'), fixed('running_var')],
    outputs: [
      batch('y'),
      fixed('mean'),
      fixed('inverseDeviation'),
      { name: 'indices', kind: 'batch', type: 'int32', optional: true },
    ],
    effects: [3, 4],
  },
  batchNormalizationGradient: {
    summary:
      'With g = dy (0 where activation is relu and y <= 0, y computed as in the forward pass), h = (x - mean)*inverseDeviation: dgamma = sum g*h, dbeta = sum g, dx = gamma*inverseDeviation*(g - dbeta/m - h*dgamma/m); with n = 1 dx = gamma*inverseDeviation*g. dbias[c] = sum over n and all positions of dx[n,c,...].',
    inputs: [
      batch('dy'),
      batch('x'),
      maybe('gamma'),
      maybe('beta'),
      fixed('mean'),
      fixed('inverseDeviation'),
    ],
    outputs: [batch('dx'), maybe('dgamma'), maybe('dbeta'), maybe('dbias')],
    inPlace: elementwise,
  },
  batchNormalizationEvaluate: {
    summary:
      'y = activation(gamma * (x - running_mean) / sqrt(running_var + epsilon) + beta), then pooled as by batchNormalization.',
    inputs: [batch('x'), maybe('gamma'), maybe('beta'), fixed('running_mean'), fixed('running_var')],
    outputs: [batch('y')],
    inPlace: elementwise,
  },
  relu: { summary: 'y = x > 0 ? x : 0.', inputs: [batch('x')], outputs: [batch('y')], inPlace: elementwise },
  reluGradient: {
    summary: 'dx = y > 0 ? dy : 0.',
    inputs: [batch('dy'), batch('y')],
    outputs: [batch('dx')],
    inPlace: elementwise,
  },
  sigmoid: {
    summary: 'y = 1 / (1 + exp(-x)).',
    inputs: [batch('x')],
    outputs: [batch('y')],
    inPlace: elementwise,
  },
  sigmoidGradient: {
    summary: 'dx = dy * y * (1 - y).',
    inputs: [batch('dy'), batch('y')],
    outputs: [batch('dx')],
    inPlace: elementwise,
  },
  tanh: { summary: 'y = tanh(x).', inputs: [batch('x')], outputs: [batch('y')], inPlace: elementwise },
  tanhGradient: {
    summary: 'dx = dy * (1 - y*y).',
    inputs: [batch('dy'), batch('y')],
    outputs: [batch('dx')],
    inPlace: elementwise,
  },
  softMax: {
    summary:
      'y = exp(x - max) / sum of exp(x - max) over the first dimension of each image (channels), at each position.',
    inputs: [batch('x')],
    outputs: [batch('y')],
    inPlace: elementwise,
  },
  softMaxGradient: {
    summary: 'dx = y * (dy - sum over channels of dy * y).',
    inputs: [batch('dy'), batch('y')],
    outputs: [batch('dx')],
    inPlace: elementwise,
  },
  logSoftMax: {
    summary: 'y = x - max - log(sum of exp(x - max)) over channels, at each position.',
    inputs: [batch('x')],
    outputs: [batch('y')],
    inPlace: elementwise,
  },
  logSoftMaxGradient: {
    summary: 'dx = dy - exp(y) * sum over channels of dy.',
    inputs: [batch('dy'), batch('y')],
    outputs: [batch('dx')],
    inPlace: elementwise,
  },
  dropout: {
    summary:
      'y = keep ? x * scale : 0, keep where the low 23 bits of the random word are >= round(probability * 2^23). The word is Philox4x32-10 output e mod 4 at counter {e div 4, dropout stream and node, step, epoch}, e the NCHW element counted over the whole batch. Its own gradient.',
    inputs: [batch('x')],
    outputs: [batch('y')],
    inPlace: elementwise,
  },
  scale: { summary: 'y = factor * x.', inputs: [batch('x')], outputs: [batch('y')], inPlace: elementwise },
  add: {
    summary: 'y = sum of the inputs, in their order.',
    inputs: [{ ...batch('x'), variadic: true }],
    outputs: [batch('y')],
    inPlace: elementwise,
  },
  concatenate: {
    summary: 'y = the inputs one after the other along `axis`, counted per image from 0.',
    inputs: [{ ...batch('x'), variadic: true }],
    outputs: [batch('y')],
  },
  slice: {
    summary: 'y = x from `offset`, `length` long, along `axis`, counted per image from 0.',
    inputs: [batch('x')],
    outputs: [batch('y')],
  },
  reshape: {
    summary: 'y = x with other sizes per image, the elements in NCHW order.',
    inputs: [batch('x')],
    outputs: [batch('y')],
    inPlace: elementwise,
  },
  classNll: {
    summary:
      'loss[0] = -sum over n of ((1-s)*w[t]*x[n,t] + s/C * sum over c of w[c]*x[n,c]) with t = labels[n] (0-based), s = labelSmoothing, C classes; divided by the sum of w[t] where sizeAverage. w = weights or ones. With s = 0 only x[n,t] is read.',
    inputs: [batch('x'), labels, maybe('weights')],
    outputs: [fixed('loss')],
  },
  classNllGradient: {
    summary:
      'dx[n,c] = -((c = labels[n] ? (1-s)*w[c] : 0) + s/C * w[c])/divisor, s = labelSmoothing, C classes; the divisor is the sum of w[t] over the batch where sizeAverage, else 1. x gives the shape alone.',
    inputs: [batch('x'), labels, maybe('weights')],
    outputs: [batch('dx')],
  },
  crossEntropyGradient: {
    summary:
      'logSoftMaxGradient of classNllGradient at once: dx[n,c] = ((1-s) * (exp(y[n,c]) - (c = labels[n])) * w[labels[n]] + s/C * (exp(y[n,c]) * (sum of w) - w[c]))/divisor, y = log-probabilities.',
    inputs: [batch('y'), labels, maybe('weights')],
    outputs: [batch('dx')],
    inPlace: elementwise,
  },
  oneHot: { summary: 'y[n,c] = c = labels[n] ? 1 : 0.', inputs: [labels], outputs: [batch('y')] },
  meanSquaredError: {
    summary:
      'loss[0] = sum of (x - target)^2, divided by the number of elements (n times those of an image) where sizeAverage.',
    inputs: [batch('x'), batch('target')],
    outputs: [fixed('loss')],
  },
  meanSquaredErrorGradient: {
    summary: 'dx = 2 * (x - target), divided by the number of elements where sizeAverage.',
    inputs: [batch('x'), batch('target')],
    outputs: [batch('dx')],
    inPlace: elementwise,
  },
  accumulate: {
    summary:
      "metrics [4] = {lossSum, compensation, correct, seen}: adds loss * n (loss where sizeAverage is false) by Kahan's summation, the images whose largest score (the first on ties) is their label, and n. Images with a score that is not a number count as wrong.",
    inputs: [batch('scores'), labels, fixed('loss'), fixed('metrics')],
    outputs: [],
    effects: [3],
  },
  sgd: {
    summary:
      'Torch optim.sgd over a segment of the flat vector or a part of one: g += weightDecay*x; with momentum v = first ? g : momentum*v + (1-dampening)*g, d = nesterov ? g + momentum*v : v; x -= rate*d. hyper [3] = {rate, first (1 or 0), see average}.',
    inputs: [fixed('parameters'), fixed('gradients'), maybe('velocity'), fixed('hyper')],
    outputs: [],
    effects: [0, 2],
  },
  muon: {
    summary:
      "Muon (Jordan 2024, as torch.optim.Muon) on one weight [O,I,kH,kW] as a matrix [O,K], K = I*kH*kW: with momentum v = momentum*v + g, u = nesterov ? g + momentum*v : v, else u = g; X = u / max(u's Frobenius norm, 1e-7), transposed where O > K; `steps` times A = X Xᵀ, X = 3.4445*X + (-4.775*A + 2.0315*A*A)*X; transposed back; x = x*(1 - r*weightDecay) - r*sqrt(max(1, O/K))*X with r = ratio*rate. hyper [3] = {rate, unused, see average}.",
    inputs: [fixed('parameters'), fixed('gradients'), maybe('velocity'), fixed('hyper')],
    outputs: [],
    effects: [0, 2],
  },
  adam: {
    summary:
      'Torch optim.adam over a segment of the flat vector: g += weightDecay*x; m = beta1*m + (1-beta1)*g; v = beta2*v + (1-beta2)*g*g; x -= rate*m/(sqrt(v) + epsilon). hyper [3] = {rate with bias correction: clr*sqrt(1-beta2^t)/(1-beta1^t), unused, see average}.',
    inputs: [
      fixed('parameters'),
      fixed('gradients'),
      fixed('first_moment'),
      fixed('second_moment'),
      fixed('hyper'),
    ],
    outputs: [],
    effects: [0, 2, 3],
  },
  average: {
    summary:
      'average += share*(x - average), after all else of a step: x is as its update left it. hyper [3] = {see the optimisers, see the optimisers, share}; a share of 0 leaves the average as it is.',
    inputs: [fixed('x'), fixed('average'), fixed('hyper')],
    outputs: [],
    effects: [1],
  },
};
