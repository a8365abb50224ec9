import { defineBatchNormaliser } from './batchNormaliser.ts';

export const BatchNormalization = defineBatchNormaliser({
  type: 'BatchNormalization',
  summary: 'Normalises each feature over the batch',
  documentation: `y = weight * (x - mean) / sqrt(variance + eps) + bias for each feature, with the mean and the biased variance of the batch.

The running statistics used in evaluate mode take momentum of each new batch, the variance unbiased. A batch of one image is normalised by the running statistics and leaves them alone. weight starts uniform in [0, 1), bias at 0.`,
  dimensions: 1,
  sample: [7],
});
