import { activate } from './elementwise.ts';
import { planes, type ReferenceKernel } from './kernel.ts';

export const linear: ReferenceKernel<'linear'> = ({ inputs, outputs, attributes, n }) => {
  const [x, weight, bias] = inputs;
  const [y] = outputs;
  const [inputSize] = x.shape;
  const [outputSize] = y.shape;
  for (let image = 0; image < n; image++) {
    for (let o = 0; o < outputSize; o++) {
      let sum = bias.data[o] ?? 0;
      for (let i = 0; i < inputSize; i++) {
        sum += weight.data[o * inputSize + i] * x.data[image * inputSize + i];
      }
      y.data[image * outputSize + o] = sum;
    }
  }
  activate(y.data, n * outputSize, attributes.activation);
};

export const linearInputGradient: ReferenceKernel<'linearInputGradient'> = ({ inputs, outputs, n }) => {
  const [dy, weight] = inputs;
  const [dx] = outputs;
  const [outputSize] = dy.shape;
  const [inputSize] = dx.shape;
  for (let image = 0; image < n; image++) {
    for (let i = 0; i < inputSize; i++) {
      let sum = 0;
      for (let o = 0; o < outputSize; o++) {
        sum += dy.data[image * outputSize + o] * weight.data[o * inputSize + i];
      }
      dx.data[image * inputSize + i] = sum;
    }
  }
};

export const linearWeightGradient: ReferenceKernel<'linearWeightGradient'> = ({ inputs, outputs, n }) => {
  const [x, dy] = inputs;
  const [dweight] = outputs;
  const [inputSize] = x.shape;
  const [outputSize] = dy.shape;
  for (let o = 0; o < outputSize; o++) {
    for (let i = 0; i < inputSize; i++) {
      let sum = 0;
      for (let image = 0; image < n; image++) {
        sum += dy.data[image * outputSize + o] * x.data[image * inputSize + i];
      }
      dweight.data[o * inputSize + i] = sum;
    }
  }
};

export const channelSum: ReferenceKernel<'channelSum'> = ({ inputs, outputs, n }) => {
  const [dy] = inputs;
  const [dbias] = outputs;
  const { channels, positions } = planes(dy.shape);
  dbias.data.fill(0);
  for (let at = 0; at < n * channels * positions; at++) {
    dbias.data[Math.floor(at / positions) % channels] += dy.data[at];
  }
};
