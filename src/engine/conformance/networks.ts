import type { GraphDocument } from '../../shared/document.ts';
import { describeNetwork } from './network.ts';

/** Small networks that together hold every way in which operations meet: fusions, fan-out, in-place chains, dropout. */
export const networks: Readonly<Record<string, GraphDocument>> = {
  'a plain stack with batch normalisation and dropout': describeNetwork(
    [
      ['images', 'Input', { size: [3, 9, 7] }],
      ['conv1', 'SpatialConvolution', { nOutputPlane: 5, padW: 1 }],
      ['bn1', 'SpatialBatchNormalization', { eps: 0.0031 }],
      ['relu1', 'ReLU'],
      ['conv2', 'SpatialConvolution', { nOutputPlane: 6, kW: 2, kH: 3 }],
      ['relu2', 'ReLU'],
      ['pool1', 'SpatialMaxPooling'],
      ['drop1', 'Dropout', { p: 0.23 }],
      ['view1', 'View'],
      ['fc1', 'Linear', { outputSize: 11 }],
      ['bn2', 'BatchNormalization', { momentum: 0.37 }],
      ['relu3', 'ReLU'],
      ['drop2', 'Dropout', { p: 0.41 }],
      ['fc2', 'Linear', { outputSize: 7 }],
      ['log', 'LogSoftMax'],
    ],
    {
      optimiser: {
        type: 'sgd',
        params: { learningRate: 0.031, momentum: 0.87, dampening: 0, nesterov: true },
      },
    },
  ),
  'residual blocks, one straight and one projected': describeNetwork(
    [
      ['images', 'Input', { size: [3, 8, 6] }],
      ['conv0', 'SpatialConvolution', { nOutputPlane: 4, padW: 1, bias: false }],
      ['bn0', 'SpatialBatchNormalization'],
      ['relu0', 'ReLU'],
      ['conv1', 'SpatialConvolution', { nOutputPlane: 4, padW: 1, bias: false }],
      ['bn1', 'SpatialBatchNormalization'],
      ['add1', 'CAddTable', {}, 'bn1', 'relu0'],
      ['relu1', 'ReLU'],
      ['conv2', 'SpatialConvolution', { nOutputPlane: 6, dW: 2, dH: 2, padW: 1, bias: false }],
      ['bn2', 'SpatialBatchNormalization', { affine: false }],
      ['side2', 'SpatialConvolution', { nOutputPlane: 6, kW: 1, kH: 1, dW: 2, dH: 2, bias: false }, 'relu1'],
      ['add2', 'CAddTable', {}, 'bn2', 'side2'],
      ['pool', 'SpatialAveragePooling', { kW: 3, kH: 4 }],
      ['flat', 'Reshape', { size: [6] }],
      ['fc', 'Linear', { outputSize: 5 }],
    ],
    {
      criterion: { type: 'CrossEntropyCriterion', params: { weights: [0.3, 1.7, 0.9, 2.2, 0.7] } },
      optimiser: { type: 'sgd', params: { learningRate: 0.043, momentum: 0.63, weightDecay: 0.013 } },
    },
  ),
  'parallel branches joined, one wire taken twice': describeNetwork(
    [
      ['images', 'Input', { size: [3, 6, 7] }],
      ['one', 'SpatialConvolution', { nOutputPlane: 2, kW: 1, kH: 1 }, 'images'],
      ['reluOne', 'ReLU'],
      ['three', 'SpatialConvolution', { nOutputPlane: 3, padW: 1 }, 'images'],
      ['tanhThree', 'Tanh'],
      ['pooled', 'SpatialMaxPooling', { kW: 3, kH: 3, dW: 1, dH: 1, padW: 1, padH: 1 }, 'images'],
      [
        'averaged',
        'SpatialAveragePooling',
        { kW: 3, kH: 3, padW: 1, padH: 1, count_include_pad: false },
        'images',
      ],
      ['join', 'JoinTable', { N: 4 }, 'reluOne', 'tanhThree', 'pooled', 'averaged'],
      ['twice', 'CAddTable', {}, 'join', 'join'],
      ['drop', 'Dropout', { p: 0.37, v1: true }],
      ['gate', 'Sigmoid'],
      ['sums', 'SpatialConvolution', { nOutputPlane: 4, kW: 7, kH: 6 }],
      ['view', 'View', { size: [4] }],
      ['name', 'Identity'],
      ['soft', 'SoftMax'],
    ],
    {
      criterion: { type: 'MSECriterion', params: {} },
      optimiser: { type: 'adam', params: { learningRate: 0.017, epsilon: 0.0043, weightDecay: 0.0031 } },
    },
  ),
  'vectors, reshaped and normalised before anything is learned': describeNetwork(
    [
      ['numbers', 'Input', { size: [24] }],
      ['grid', 'Reshape', { size: [2, 3, 4] }],
      ['bn', 'SpatialBatchNormalization'],
      ['relu', 'ReLU'],
      ['view', 'View', { size: [12, 2, 1] }],
      ['again', 'View'],
      ['left', 'Linear', { outputSize: 9, bias: false }, 'again'],
      ['leftRelu', 'ReLU'],
      ['right', 'Linear', { outputSize: 5 }, 'again'],
      ['both', 'JoinTable', {}, 'leftRelu', 'right'],
      ['fc', 'Linear', { outputSize: 6 }],
      ['log', 'LogSoftMax'],
    ],
    {
      criterion: { type: 'ClassNLLCriterion', params: { sizeAverage: false } },
      optimiser: {
        type: 'adam',
        params: { learningRate: 0.0017, beta1: 0.83, beta2: 0.971, epsilon: 0.0031 },
      },
    },
  ),
  'convolutions moved by Muon, on smoothed labels': describeNetwork(
    [
      ['images', 'Input', { size: [3, 8, 7] }],
      ['conv1', 'SpatialConvolution', { nOutputPlane: 5, padW: 1 }],
      ['relu1', 'ReLU'],
      ['conv2', 'SpatialConvolution', { nOutputPlane: 13, kW: 2, kH: 1 }],
      ['tanh2', 'Tanh'],
      ['conv3', 'SpatialConvolution', { nOutputPlane: 6, bias: false }],
      ['conv4', 'SpatialConvolution', { nOutputPlane: 11, kW: 1, kH: 1, bias: false }],
      ['pool', 'SpatialAveragePooling', { kW: 4, kH: 6 }],
      ['view', 'View'],
      ['fc', 'Linear', { outputSize: 5 }],
    ],
    {
      criterion: { type: 'CrossEntropyCriterion', params: { labelSmoothing: 0.13 } },
      optimiser: {
        type: 'muon',
        params: { learningRate: 0.031, matrixRate: 0.017, momentum: 0.87, weightDecay: 0.013 },
      },
    },
  ),
  'normalised planes, pooled by halves and otherwise': describeNetwork([
    ['images', 'Input', { size: [3, 8, 11] }],
    ['bn1', 'SpatialBatchNormalization'],
    ['relu1', 'ReLU'],
    ['pool1', 'SpatialMaxPooling'],
    ['conv1', 'SpatialConvolution', { nOutputPlane: 4, padW: 1 }],
    ['bn2', 'SpatialBatchNormalization', { affine: false }],
    ['pool2', 'SpatialMaxPooling', { ceil_mode: true }],
    ['view', 'View'],
    ['fc', 'Linear', { outputSize: 5 }],
    ['log', 'LogSoftMax'],
  ]),
  'evaluated by averages of its weights and statistics': describeNetwork(
    [
      ['images', 'Input', { size: [3, 7, 6] }],
      ['conv1', 'SpatialConvolution', { nOutputPlane: 5, kW: 2, bias: false }],
      ['bn1', 'SpatialBatchNormalization', { momentum: 0.43 }],
      ['relu1', 'ReLU'],
      ['view1', 'View'],
      ['fc1', 'Linear', { outputSize: 7 }],
      ['log', 'LogSoftMax'],
    ],
    {
      optimiser: { type: 'sgd', params: { learningRate: 0.067, momentum: 0.81, dampening: 0.13 } },
      averaging: { decay: 0.1, every: 2 },
    },
  ),
};

/** A network whose sizes exceed every tile and vector of a kernel, and are multiples of none. */
export const wideNetwork: GraphDocument = describeNetwork(
  [
    ['images', 'Input', { size: [3, 17, 13] }],
    ['conv1', 'SpatialConvolution', { nOutputPlane: 37, kW: 5, kH: 5, padW: 2, bias: false }],
    ['bn1', 'SpatialBatchNormalization'],
    ['relu1', 'ReLU'],
    ['pool1', 'SpatialMaxPooling', { kW: 3, kH: 3, dW: 2, dH: 2, padW: 1, padH: 1, ceil_mode: true }],
    ['conv2', 'SpatialConvolution', { nOutputPlane: 67, padW: 1 }],
    ['relu2', 'ReLU'],
    ['conv3', 'SpatialConvolution', { nOutputPlane: 21, kW: 1, kH: 1 }],
    ['mean', 'SpatialAveragePooling', { kW: 2, kH: 2, dW: 2, dH: 2, ceil_mode: true }],
    ['view', 'View'],
    ['drop', 'Dropout', { p: 0.27 }],
    ['fc1', 'Linear', { outputSize: 139 }],
    ['relu3', 'ReLU'],
    ['fc2', 'Linear', { outputSize: 43 }],
    ['log', 'LogSoftMax'],
  ],
  {
    optimiser: { type: 'sgd', params: { learningRate: 0.031, momentum: 0.87, dampening: 0, nesterov: true } },
  },
);
