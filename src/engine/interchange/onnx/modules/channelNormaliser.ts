import { defineWriter } from '../writer.ts';

/** SoftMax and LogSoftMax run over the channels, which follow the batch. */
export const writeChannelNormaliser = (type: 'Softmax' | 'LogSoftmax') =>
  defineWriter(({ inputs, operator }) => operator(type, inputs, { axis: 1n }));
