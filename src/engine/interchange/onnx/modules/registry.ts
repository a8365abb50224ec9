import { type ModuleWriter, passOn } from '../writer.ts';
import { writeBatchNormaliser } from './batchNormaliser.ts';
import { writeCAddTable } from './cAddTable.ts';
import { writeChannelNormaliser } from './channelNormaliser.ts';
import { writeDropout } from './dropout.ts';
import { writeElementwise } from './elementwise.ts';
import { writeJoinTable } from './joinTable.ts';
import { writeLinear } from './linear.ts';
import { writeSpatialAveragePooling } from './spatialAveragePooling.ts';
import { writeSpatialConvolution } from './spatialConvolution.ts';
import { writeSpatialMaxPooling } from './spatialMaxPooling.ts';
import { writeView } from './view.ts';

/** How each module is written as ONNX, by type. The Input is the ONNX graph's own input and needs none. */
export const moduleWriters: ReadonlyMap<string, ModuleWriter> = new Map([
  ['Linear', writeLinear],
  ['ReLU', writeElementwise('Relu')],
  ['Sigmoid', writeElementwise('Sigmoid')],
  ['Tanh', writeElementwise('Tanh')],
  ['SoftMax', writeChannelNormaliser('Softmax')],
  ['LogSoftMax', writeChannelNormaliser('LogSoftmax')],
  ['SpatialConvolution', writeSpatialConvolution],
  ['SpatialMaxPooling', writeSpatialMaxPooling],
  ['SpatialAveragePooling', writeSpatialAveragePooling],
  ['BatchNormalization', writeBatchNormaliser],
  ['SpatialBatchNormalization', writeBatchNormaliser],
  ['Dropout', writeDropout],
  ['CAddTable', writeCAddTable],
  ['JoinTable', writeJoinTable],
  ['View', writeView],
  ['Reshape', writeView],
  ['Identity', passOn],
]);
