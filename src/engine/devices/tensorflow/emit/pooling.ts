import type { WindowAttributes } from '../../../compiler/attributes.ts';
import type { ValueId } from '../../../compiler/program.ts';
import {
  type Attribute,
  intsAttribute,
  textAttribute,
  typeAttribute,
} from '../../../interchange/savedModel/attributes.ts';
import type { TensorName } from '../../../interchange/savedModel/graphBuilder.ts';
import type { Shape } from '../../../nn/shape.ts';
import { batchSizes, binary, FLOAT, scalar } from './arithmetic.ts';
import type { EmitContext, Emitter } from './emitter.ts';

/** Rows and columns put around a plane so that every window lies in it; a negative number cuts off what none reaches. */
interface Frame {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/**
 * TensorFlow pools whole windows alone (`VALID`), so that Torch's padding, its rounding up and the windows it cuts
 * off at the edge become a frame around the image.
 */
function frameOf([, height, width]: Shape, [, rows, columns]: Shape, window: WindowAttributes): Frame {
  const { kW, kH, dW, dH, padW, padH } = window;
  return {
    top: padH,
    bottom: (rows - 1) * dH + kH - height - padH,
    left: padW,
    right: (columns - 1) * dW + kW - width - padW,
  };
}

function windowAttributes({ kW, kH, dW, dH }: WindowAttributes): Record<string, Attribute> {
  return {
    ...FLOAT,
    ksize: intsAttribute([1, kH, kW, 1]),
    strides: intsAttribute([1, dH, dW, 1]),
    padding: textAttribute('VALID'),
    data_format: textAttribute('NHWC'),
  };
}

/** What no window reaches needs no cutting off: `VALID` leaves it out by itself. */
function added(frame: Frame): Frame {
  return { ...frame, bottom: Math.max(0, frame.bottom), right: Math.max(0, frame.right) };
}

function isEmpty({ top, bottom, left, right }: Frame): boolean {
  return top === 0 && bottom === 0 && left === 0 && right === 0;
}

/** An image with a frame of one number around it. */
function framed({ graph }: EmitContext, x: TensorName, frame: Frame, value: number): TensorName {
  if (isEmpty(frame)) return x;
  const { top, bottom, left, right } = frame;
  const paddings = graph.ints([0, 0, top, bottom, left, right, 0, 0], [4, 2]);
  const attributes = { ...FLOAT, Tpaddings: typeAttribute('int32') };
  return graph.add('PadV2', [x, paddings, scalar(graph, value)], attributes);
}

/** The image in its frame, cut out. */
function unframed({ graph }: EmitContext, x: TensorName, frame: Frame, shape: Shape): TensorName {
  if (isEmpty(frame)) return x;
  const begin = graph.ints([0, frame.top, frame.left, 0]);
  const size = graph.ints([-1, shape[1], shape[2], shape[0]]);
  return graph.add('Slice', [x, begin, size], { ...FLOAT, Index: typeAttribute('int32') });
}

export const maxPooling: Emitter<'maxPooling'> = (context, { inputs: [x], outputs, attributes }) => {
  const { graph, tensor, shape, pooled } = context;
  const [y, indices] = outputs as [ValueId, ValueId];
  const frame = added(frameOf(shape(x as ValueId), shape(y), attributes));
  const padded = framed(context, tensor(x as ValueId), frame, Number.NEGATIVE_INFINITY);
  const largest = graph.add('MaxPool', [padded], {
    ...windowAttributes(attributes),
    explicit_paddings: intsAttribute([]),
  });
  // TensorFlow's gradient finds the places again by itself.
  pooled.set(indices, { padded, largest });
  return [largest, null];
};

export const maxPoolingGradient: Emitter<'maxPoolingGradient'> = (context, call) => {
  const { graph, tensor, shape, pooled } = context;
  const [dy, indices] = call.inputs as [ValueId, ValueId];
  const made = pooled.get(indices);
  if (!made) throw new Error('a max pooling has a gradient but no forward pass');
  const own = shape(call.outputs[0] as ValueId);
  const frame = added(frameOf(own, shape(dy), call.attributes));
  const gradient = graph.add('MaxPoolGrad', [made.padded, made.largest, tensor(dy)], {
    ...windowAttributes(call.attributes),
    explicit_paddings: intsAttribute([]),
  });
  return [unframed(context, gradient, frame, own)];
};

/** For each window, the pixels that TensorFlow divides by over those that Torch does: [rows, columns, 1]; null if all 1. */
function corrections(
  x: Shape,
  [, rows, columns]: Shape,
  { kW, kH, dW, dH, padW, padH, countIncludePad }: WindowAttributes & { readonly countIncludePad: boolean },
): { readonly values: number[]; readonly shape: Shape } | null {
  const extent = (at: number, stride: number, kernel: number, pad: number, size: number) => {
    const begin = at * stride - pad;
    const end = Math.min(begin + kernel, size + pad);
    return countIncludePad ? end - begin : Math.min(end, size) - Math.max(begin, 0);
  };
  const values: number[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      values.push((kH * kW) / (extent(i, dH, kH, padH, x[1]) * extent(j, dW, kW, padW, x[2])));
    }
  }
  return values.every((value) => value === 1) ? null : { values, shape: [rows, columns, 1] };
}

export const averagePooling: Emitter<'averagePooling'> = (context, { inputs: [x], outputs, attributes }) => {
  const { graph, tensor, shape } = context;
  const [own, wanted] = [shape(x as ValueId), shape(outputs[0] as ValueId)];
  const padded = framed(context, tensor(x as ValueId), added(frameOf(own, wanted, attributes)), 0);
  const mean = graph.add('AvgPool', [padded], windowAttributes(attributes));
  const correction = corrections(own, wanted, attributes);
  if (!correction) return [mean];
  return [binary(graph, 'Mul', mean, graph.floats(correction.values, correction.shape))];
};

export const averagePoolingGradient: Emitter<'averagePoolingGradient'> = (context, call) => {
  const { graph, tensor, shape, size } = context;
  const [dy] = call.inputs as [ValueId];
  const [own, wanted] = [shape(call.outputs[0] as ValueId), shape(dy)];
  const correction = corrections(own, wanted, call.attributes);
  const shares = correction
    ? binary(graph, 'Mul', tensor(dy), graph.floats(correction.values, correction.shape))
    : tensor(dy);
  const frame = added(frameOf(own, wanted, call.attributes));
  const height = own[1] + frame.top + frame.bottom;
  const width = own[2] + frame.left + frame.right;
  const sizes = batchSizes(graph, size(), [height, width, own[0]]);
  const gradient = graph.add('AvgPoolGrad', [sizes, shares], windowAttributes(call.attributes));
  return [unframed(context, gradient, frame, own)];
};
