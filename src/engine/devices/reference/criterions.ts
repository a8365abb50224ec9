import { elements } from '../../nn/shape.ts';
import { elementwise } from './elementwise.ts';
import type { ReferenceKernel, Tensor } from './kernel.ts';

/** The weight of each image's class, 1 where there are no weights. */
function labelWeights(labels: Tensor, weights: Tensor, n: number): number[] {
  return Array.from({ length: n }, (_, image) => weights.data[labels.data[image]] ?? 1);
}

/** What a loss over classes is divided by. */
function divisor(weights: readonly number[], sizeAverage: boolean): number {
  return sizeAverage ? weights.reduce((sum, weight) => sum + weight, 0) : 1;
}

export const classNll: ReferenceKernel<'classNll'> = ({ inputs, outputs: [loss], attributes, n }) => {
  const [x, labels, weights] = inputs;
  const [classes] = x.shape;
  const own = labelWeights(labels, weights, n);
  let sum = 0;
  for (let image = 0; image < n; image++) sum += own[image] * x.data[image * classes + labels.data[image]];
  loss.data[0] = -sum / divisor(own, attributes.sizeAverage);
};

export const classNllGradient: ReferenceKernel<'classNllGradient'> = ({
  inputs,
  outputs: [dx],
  attributes,
  n,
}) => {
  const [x, labels, weights] = inputs;
  const [classes] = x.shape;
  const own = labelWeights(labels, weights, n);
  const by = divisor(own, attributes.sizeAverage);
  for (let image = 0; image < n; image++) {
    for (let c = 0; c < classes; c++) {
      dx.data[image * classes + c] = c === labels.data[image] ? -own[image] / by : 0;
    }
  }
};

export const crossEntropyGradient: ReferenceKernel<'crossEntropyGradient'> = (call) => {
  const {
    inputs,
    outputs: [dx],
    attributes,
    n,
  } = call;
  const [y, labels, weights] = inputs;
  const [classes] = y.shape;
  const own = labelWeights(labels, weights, n);
  const by = divisor(own, attributes.sizeAverage);
  for (let image = 0; image < n; image++) {
    for (let c = 0; c < classes; c++) {
      const at = image * classes + c;
      const target = c === labels.data[image] ? 1 : 0;
      dx.data[at] = ((Math.exp(y.data[at]) - target) * own[image]) / by;
    }
  }
};

export const oneHot: ReferenceKernel<'oneHot'> = ({
  inputs: [labels],
  outputs: [y],
  attributes: { classes },
  n,
}) => {
  for (let at = 0; at < n * classes; at++) {
    y.data[at] = at % classes === labels.data[Math.floor(at / classes)] ? 1 : 0;
  }
};

export const meanSquaredError: ReferenceKernel<'meanSquaredError'> = (call) => {
  const {
    inputs: [x, target],
    outputs: [loss],
    attributes,
    n,
  } = call;
  const count = n * elements(x.shape);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += (x.data[i] - target.data[i]) ** 2;
  loss.data[0] = attributes.sizeAverage ? sum / count : sum;
};

export const meanSquaredErrorGradient = elementwise<'meanSquaredErrorGradient'>((x, target, call) => {
  const count = call.attributes.sizeAverage ? call.n * elements(call.outputs[0].shape) : 1;
  return (2 * (x - target)) / count;
});

export const accumulate: ReferenceKernel<'accumulate'> = ({ inputs, attributes, n }) => {
  const [scores, labels, loss, metrics] = inputs;
  const [sum, compensation, correct, seen] = metrics.data;
  const added = loss.data[0] * (attributes.sizeAverage ? n : 1) - compensation;
  metrics.data[0] = sum + added;
  metrics.data[1] = metrics.data[0] - sum - added;
  metrics.data[2] = correct + countCorrect(scores, labels, n);
  metrics.data[3] = seen + n;
};

/** Images whose largest score, the first on ties, is their label. */
function countCorrect(scores: Tensor, labels: Tensor, n: number): number {
  const classes = elements(scores.shape);
  let correct = 0;
  for (let image = 0; image < n; image++) {
    const own = scores.data.subarray(image * classes, (image + 1) * classes);
    if (own.indexOf(Math.max(...own)) === labels.data[image]) correct++;
  }
  return correct;
}
