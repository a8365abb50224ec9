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
import { multiply } from './linear';
import { applyWeights, packImagePanels } from './linearForward';
import { maxPooling, maxPoolingGradient } from './maxPooling';
import { muonMomentum } from './muon';
import { muonUpdate } from './muonUpdate';
import { gram, multiplySymmetric } from './newtonSchulz';
import { adam, average, sgd } from './optimiser';
import { prepare } from './prepare';
import { scatter } from './scatter';
import { logSoftMax, logSoftMaxGradient, softMax, softMaxGradient } from './softMax';
import { winograd } from './winograd';
import { packWinograd } from './winogradFilters';
import { winogradGradient } from './winogradGradient';
import { gatherWinogradTaps } from './winogradTaps';

/** Does one tile of a command. `scratch` is the thread's own. */
export function dispatch(kernel: i32, record: usize, tile: i32, scratch: usize): void {
  switch (kernel) {
    case id.PACK_FILTERS:
      packFilters(record, tile);
      break;
    case id.CONVOLVE:
      convolve(record, tile, scratch);
      break;
    case id.PACK_WINOGRAD:
      packWinograd(record, tile, scratch);
      break;
    case id.WINOGRAD:
      winograd(record, tile, scratch);
      break;
    case id.WINOGRAD_GRADIENT:
      winogradGradient(record, tile, scratch);
      break;
    case id.GATHER_WINOGRAD_TAPS:
      gatherWinogradTaps(record, tile, scratch);
      break;
    case id.FILTER_GRADIENT:
      filterGradient(record, tile, scratch);
      break;
    case id.SUM_FILTER_GRADIENTS:
      sumFilterGradients(record, tile);
      break;
    case id.PACK_PANELS:
      packImagePanels(record, tile);
      break;
    case id.APPLY_WEIGHTS:
      applyWeights(record, tile, scratch);
      break;
    case id.MULTIPLY:
      multiply(record, tile, scratch);
      break;
    case id.CHANNEL_SUM:
      channelSum(record, tile, scratch);
      break;
    case id.MAX_POOLING:
      maxPooling(record, tile);
      break;
    case id.MAX_POOLING_GRADIENT:
      maxPoolingGradient(record, tile);
      break;
    case id.AVERAGE_POOLING:
      averagePooling(record, tile);
      break;
    case id.AVERAGE_POOLING_GRADIENT:
      averagePoolingGradient(record, tile);
      break;
    case id.BATCH_NORMALIZATION:
      batchNormalization(record, tile, scratch);
      break;
    case id.BATCH_NORMALIZATION_GRADIENT:
      batchNormalizationGradient(record, tile, scratch);
      break;
    case id.BATCH_NORMALIZATION_EVALUATE:
      batchNormalizationEvaluate(record, tile);
      break;
    case id.RELU:
      elementwise.relu(record, tile);
      break;
    case id.RELU_GRADIENT:
      elementwise.reluGradient(record, tile);
      break;
    case id.SIGMOID:
      elementwise.sigmoid(record, tile);
      break;
    case id.SIGMOID_GRADIENT:
      elementwise.sigmoidGradient(record, tile);
      break;
    case id.TANH:
      elementwise.tanh(record, tile);
      break;
    case id.TANH_GRADIENT:
      elementwise.tanhGradient(record, tile);
      break;
    case id.SCALE:
      elementwise.scale(record, tile);
      break;
    case id.ADD_PAIR:
      elementwise.addPair(record, tile);
      break;
    case id.MEAN_SQUARED_ERROR_GRADIENT:
      elementwise.meanSquaredErrorGradient(record, tile);
      break;
    case id.SOFT_MAX:
      softMax(record, tile);
      break;
    case id.SOFT_MAX_GRADIENT:
      softMaxGradient(record, tile);
      break;
    case id.LOG_SOFT_MAX:
      logSoftMax(record, tile);
      break;
    case id.LOG_SOFT_MAX_GRADIENT:
      logSoftMaxGradient(record, tile);
      break;
    case id.DROPOUT:
      dropout(record, tile);
      break;
    case id.SCATTER:
      scatter(record, tile);
      break;
    case id.COPY_RUNS:
      copyRuns(record, tile);
      break;
    case id.CLASS_NLL:
      criterion.classNll(record);
      break;
    case id.CLASS_NLL_GRADIENT:
      criterion.classNllGradient(record);
      break;
    case id.CROSS_ENTROPY_GRADIENT:
      criterion.crossEntropyGradient(record);
      break;
    case id.ONE_HOT:
      criterion.oneHot(record);
      break;
    case id.MEAN_SQUARED_ERROR:
      criterion.meanSquaredError(record);
      break;
    case id.ACCUMULATE:
      criterion.accumulate(record);
      break;
    case id.SGD:
      sgd(record, tile, scratch);
      break;
    case id.ADAM:
      adam(record, tile);
      break;
    case id.MUON_MOMENTUM:
      muonMomentum(record, tile);
      break;
    case id.GRAM:
      gram(record, tile, scratch);
      break;
    case id.MULTIPLY_SYMMETRIC:
      multiplySymmetric(record, tile);
      break;
    case id.MUON_UPDATE:
      muonUpdate(record, tile, scratch);
      break;
    case id.AVERAGE:
      average(record, tile);
      break;
    case id.PREPARE:
      prepare(record, tile, scratch);
      break;
    default:
      unreachable();
  }
}
