import { averagePooling, averagePoolingGradient } from './averagePooling';
import { batchNormalization, batchNormalizationEvaluate } from './batchNormalization';
import { batchNormalizationGradient } from './batchNormalizationGradient';
import { channelSum } from './channelSum';
import { convolve, packFilters } from './convolution';
import { copyRuns } from './copyRuns';
import * as criterion from './criterion';
import { dropout } from './dropout';
import * as elementwise from './elementwise';
import { filterGradient, sumFilterGradients } from './filterGradient';
import * as id from './kernelIds';
import { multiply, packImageColumns, packImageRows } from './linear';
import { maxPooling, maxPoolingGradient } from './maxPooling';
import { adam, sgd } from './optimiser';
import { prepare } from './prepare';
import { logSoftMax, logSoftMaxGradient, softMax, softMaxGradient } from './softMax';

/** Does one tile of a command. `scratch` is the thread's own. */
export function dispatch(kernel: i32, record: usize, tile: i32, scratch: usize): void {
  switch (kernel) {
    case id.PACK_FILTERS:
      return packFilters(record, tile);
    case id.CONVOLVE:
      return convolve(record, tile, scratch);
    case id.FILTER_GRADIENT:
      return filterGradient(record, tile, scratch);
    case id.SUM_FILTER_GRADIENTS:
      return sumFilterGradients(record, tile);
    case id.PACK_ROWS:
      return packImageRows(record, tile);
    case id.PACK_COLUMNS:
      return packImageColumns(record, tile);
    case id.MULTIPLY:
      return multiply(record, tile, scratch);
    case id.CHANNEL_SUM:
      return channelSum(record, tile);
    case id.MAX_POOLING:
      return maxPooling(record, tile);
    case id.MAX_POOLING_GRADIENT:
      return maxPoolingGradient(record, tile);
    case id.AVERAGE_POOLING:
      return averagePooling(record, tile);
    case id.AVERAGE_POOLING_GRADIENT:
      return averagePoolingGradient(record, tile);
    case id.BATCH_NORMALIZATION:
      return batchNormalization(record, tile);
    case id.BATCH_NORMALIZATION_GRADIENT:
      return batchNormalizationGradient(record, tile);
    case id.BATCH_NORMALIZATION_EVALUATE:
      return batchNormalizationEvaluate(record, tile);
    case id.RELU:
      return elementwise.relu(record, tile);
    case id.RELU_GRADIENT:
      return elementwise.reluGradient(record, tile);
    case id.SIGMOID:
      return elementwise.sigmoid(record, tile);
    case id.SIGMOID_GRADIENT:
      return elementwise.sigmoidGradient(record, tile);
    case id.TANH:
      return elementwise.tanh(record, tile);
    case id.TANH_GRADIENT:
      return elementwise.tanhGradient(record, tile);
    case id.SCALE:
      return elementwise.scale(record, tile);
    case id.ADD_PAIR:
      return elementwise.addPair(record, tile);
    case id.MEAN_SQUARED_ERROR_GRADIENT:
      return elementwise.meanSquaredErrorGradient(record, tile);
    case id.SOFT_MAX:
      return softMax(record, tile);
    case id.SOFT_MAX_GRADIENT:
      return softMaxGradient(record, tile);
    case id.LOG_SOFT_MAX:
      return logSoftMax(record, tile);
    case id.LOG_SOFT_MAX_GRADIENT:
      return logSoftMaxGradient(record, tile);
    case id.DROPOUT:
      return dropout(record, tile);
    case id.COPY_RUNS:
      return copyRuns(record, tile);
    case id.CLASS_NLL:
      return criterion.classNll(record);
    case id.CLASS_NLL_GRADIENT:
      return criterion.classNllGradient(record);
    case id.CROSS_ENTROPY_GRADIENT:
      return criterion.crossEntropyGradient(record);
    case id.ONE_HOT:
      return criterion.oneHot(record);
    case id.MEAN_SQUARED_ERROR:
      return criterion.meanSquaredError(record);
    case id.ACCUMULATE:
      return criterion.accumulate(record);
    case id.SGD:
      return sgd(record, tile);
    case id.ADAM:
      return adam(record, tile);
    case id.PREPARE:
      return prepare(record, tile, scratch);
    default:
      unreachable();
  }
}
