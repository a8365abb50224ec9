import { defineBatchNormaliser } from './batchNormaliser.ts';

export const SpatialBatchNormalization = defineBatchNormaliser({
  type: 'SpatialBatchNormalization',
  summary: 'Normalises each channel over the batch and the picture',
  documentation: `BatchNormalization for pictures: the mean and the variance of a channel are taken over the batch and all its pixels.

weight starts uniform in [0, 1), bias at 0; the running statistics take momentum of each new batch, the variance unbiased.`,
  dimensions: 3,
  sample: [3, 4, 5],
});
