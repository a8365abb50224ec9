import { defineWriter } from '../writer.ts';

interface Params {
  readonly eps: number;
  readonly momentum: number;
  readonly affine: boolean;
}

/** Both batch normalisations by their running statistics. ONNX's momentum weighs the old statistics, Torch's the new. */
export const writeBatchNormaliser = defineWriter<Params>(
  ({ params, inputs, inputShapes, tensor, filled, operator }) => {
    const channels = [inputShapes[0][0]];
    const operands = [
      ...inputs,
      params.affine ? tensor('weight') : filled('weight', channels, 1),
      params.affine ? tensor('bias') : filled('bias', channels, 0),
      tensor('running_mean'),
      tensor('running_var'),
    ];
    return operator('BatchNormalization', operands, {
      epsilon: params.eps,
      momentum: 1 - params.momentum,
      training_mode: 0n,
    });
  },
);
