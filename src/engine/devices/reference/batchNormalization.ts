import type { WindowAttributes } from '../../compiler/attributes.ts';
import { rectify } from './elementwise.ts';
import { planes, type ReferenceKernel, type Tensor } from './kernel.ts';
import { poolLargest } from './pooling.ts';

/** The windows of what is pooled at once. */
const HALVES: WindowAttributes = { kW: 2, kH: 2, dW: 2, dH: 2, padW: 0, padH: 0 };
/** Where indices go that nobody asks for. */
const NOWHERE: Tensor = { data: new Float64Array(0), shape: [] };

function tensorLike({ data, shape }: Tensor): Tensor {
  return { data: new Float64Array(data.length), shape };
}

/** Visits the places of one channel's numbers in a batch. */
function forEachOfChannel(x: Tensor, n: number, channel: number, visit: (at: number) => void): void {
  const { channels, positions } = planes(x.shape);
  for (let image = 0; image < n; image++) {
    const first = (image * channels + channel) * positions;
    for (let at = first; at < first + positions; at++) visit(at);
  }
}

/** Mean and biased variance of a channel, by two passes. */
function moments(x: Tensor, n: number, channel: number): { mean: number; variance: number } {
  const count = n * planes(x.shape).positions;
  let sum = 0;
  forEachOfChannel(x, n, channel, (at) => {
    sum += x.data[at];
  });
  const mean = sum / count;
  let squares = 0;
  forEachOfChannel(x, n, channel, (at) => {
    squares += (x.data[at] - mean) ** 2;
  });
  return { mean, variance: squares / count };
}

export const batchNormalization: ReferenceKernel<'batchNormalization'> = (call) => {
  const { inputs, outputs, attributes, n } = call;
  const [x, gamma, beta, runningMean, runningVar] = inputs;
  const [, mean, inverseDeviation] = outputs;
  const { epsilon, momentum, activation, pooling } = attributes;
  const y = pooling === 'halves' ? tensorLike(x) : outputs[0];
  const { channels, positions } = planes(x.shape);
  const count = n * positions;
  for (let c = 0; c < channels; c++) {
    const running = { mean: runningMean.data[c], variance: runningVar.data[c] };
    const used = n === 1 ? running : moments(x, n, c);
    if (n > 1) {
      const unbiased = (used.variance * count) / (count - 1);
      runningMean.data[c] = (1 - momentum) * running.mean + momentum * used.mean;
      runningVar.data[c] = (1 - momentum) * running.variance + momentum * unbiased;
    }
    mean.data[c] = used.mean;
    inverseDeviation.data[c] = 1 / Math.sqrt(used.variance + epsilon);
    forEachOfChannel(x, n, c, (at) => {
      const h = (x.data[at] - mean.data[c]) * inverseDeviation.data[c];
      const value = (gamma.data[c] ?? 1) * h + (beta.data[c] ?? 0);
      y.data[at] = activation === 'relu' ? rectify(value) : value;
    });
  }
  if (pooling === 'halves') poolLargest(y, outputs[0], outputs[3], HALVES, n);
};

export const batchNormalizationGradient: ReferenceKernel<'batchNormalizationGradient'> = (call) => {
  const { inputs, outputs, attributes, n } = call;
  const [dy, x, gamma, beta, mean, inverseDeviation] = inputs;
  const [dx, dgamma, dbeta, dbias] = outputs;
  const { channels, positions } = planes(x.shape);
  const count = n * positions;
  for (let c = 0; c < channels; c++) {
    const scale = gamma.data[c] ?? 1;
    const shift = beta.data[c] ?? 0;
    const normalised = (at: number) => (x.data[at] - mean.data[c]) * inverseDeviation.data[c];
    const gated = (at: number) =>
      attributes.activation === 'relu' && scale * normalised(at) + shift <= 0 ? 0 : dy.data[at];
    let sum = 0;
    let weighted = 0;
    forEachOfChannel(x, n, c, (at) => {
      sum += gated(at);
      weighted += gated(at) * normalised(at);
    });
    let sumOfResults = 0;
    forEachOfChannel(x, n, c, (at) => {
      const throughMoments = n === 1 ? 0 : sum / count + (normalised(at) * weighted) / count;
      dx.data[at] = scale * inverseDeviation.data[c] * (gated(at) - throughMoments);
      sumOfResults += dx.data[at];
    });
    dgamma.data[c] = weighted;
    dbeta.data[c] = sum;
    dbias.data[c] = sumOfResults;
  }
};

export const batchNormalizationEvaluate: ReferenceKernel<'batchNormalizationEvaluate'> = (call) => {
  const [x, gamma, beta, runningMean, runningVar] = call.inputs;
  const { epsilon, activation, pooling } = call.attributes;
  const y = pooling === 'halves' ? tensorLike(x) : call.outputs[0];
  for (let c = 0; c < planes(x.shape).channels; c++) {
    const deviation = Math.sqrt(runningVar.data[c] + epsilon);
    forEachOfChannel(x, call.n, c, (at) => {
      const h = (x.data[at] - runningMean.data[c]) / deviation;
      const value = (gamma.data[c] ?? 1) * h + (beta.data[c] ?? 0);
      y.data[at] = activation === 'relu' ? rectify(value) : value;
    });
  }
  if (pooling === 'halves') poolLargest(y, call.outputs[0], NOWHERE, HALVES, call.n);
};
