import { elements } from '../../nn/shape.ts';
import { elementwise } from './elementwise.ts';
import type { ReferenceKernel, Tensor } from './kernel.ts';

/** The weight of each image's class, 1 where there are no weights. */
function labelWeights(labels: Tensor, weights: Tensor, n: number): number[] {
  return Array.from({ length: n }, (_, image) => weights.data[labels.data[image]] ?? 1);
}

/** The weight of each class. */
function classWeights(weights: Tensor, classes: number): number[] {
  return Array.from({ length: classes }, (_, c) => weights.data[c] ?? 1);
}

/** What a loss over classes is divided by. */
function divisor(weights: readonly number[], sizeAverage: boolean): number {
  return sizeAverage ? weights.reduce((sum, weight) => sum + weight, 0) : 1;
}

export const classNll: ReferenceKernel<'classNll'> = ({ inputs, outputs: [loss], attributes, n }) => {
  const [x, labels, weights] = inputs;
  const [classes] = x.shape;
  const own = labelWeights(labels, weights, n);
  const smoothing = attributes.labelSmoothing;
  const each = classWeights(weights, classes);
  let sum = 0;
  for (let image = 0; image < n; image++) {
    const scores = x.data.subarray(image * classes, (image + 1) * classes);
    sum += (1 - smoothing) * own[image] * scores[labels.data[image]];
    // Another class's score may be minus infinity.
    if (smoothing > 0) sum += (smoothing / classes) * each.reduce((all, w, c) => all + w * scores[c], 0);
  }
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
  const smoothing = attributes.labelSmoothing;
  const each = classWeights(weights, classes);
  for (let image = 0; image < n; image++) {
    for (let c = 0; c < classes; c++) {
      const target = (c === labels.data[image] ? 1 - smoothing : 0) + smoothing / classes;
      dx.data[image * classes + c] = (-target * each[c]) / by;
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
  const smoothing = attributes.labelSmoothing;
  const each = classWeights(weights, classes);
  const all = each.reduce((sum, weight) => sum + weight, 0);
  for (let image = 0; image < n; image++) {
    for (let c = 0; c < classes; c++) {
      const at = image * classes + c;
      const target = c === labels.data[image] ? 1 : 0;
      const probability = Math.exp(y.data[at]);
      const trueClass = (1 - smoothing) * (probability - target) * own[image];
      const spread = (smoothing / classes) * (probability * all - each[c]);
      dx.data[at] = (trueClass + spread) / by;
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
