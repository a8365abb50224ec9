import type { Shape } from '../../../nn/shape.ts';
import { packBytes, packWeights, type WindowProduct, windowProduct } from '../product/window.ts';
import { winogradBytes, winogradKernels } from '../winograd/convolution.ts';
import type { FilterOrder } from '../winograd/filterKernels.ts';
import { cornerOf, mirroredCorner, patchesOf, winogradPays } from '../winograd/layout.ts';
import { activated } from './activation.ts';
import { type Emitter, shapeIn } from './emitter.ts';

/** y = weight * windows of x. */
export const convolution: Emitter<'convolution'> = {
  workspace: ({ inputs: [x, weight], outputs: [y], attributes }, values, capacity) => {
    const [source, result] = [shapeIn(values, x), shapeIn(values, y)];
    if (winogradPays(source[0], result, attributes))
      return winogradBytes(patchesOf(source, result, cornerOf(attributes), capacity));
    return packBytes(forward(shapeIn(values, weight), result, capacity));
  },
  kernels: ({ inputs: [x, weight, bias], outputs: [y], attributes }, context) => {
    const [source, result] = [context.shape(x), context.shape(y)];
    const finish = (value: string) => activated(value, attributes.activation);
    if (winogradPays(source[0], result, attributes)) {
      const order = filtersOf(context.shape(weight), false);
      return winogradKernels(patchesOf(source, result, cornerOf(attributes), context.capacity), order, {
        weight: context.operand(weight),
        x: context.operand(x),
        y: context.operand(y),
        workspace: context.workspace,
        bias: context.operand(bias),
        finish,
      });
    }
    const product = forward(context.shape(weight), context.shape(y), context.capacity);
    const from = { shape: context.shape(x), operand: context.operand(x) };
    const to = { shape: context.shape(y), operand: context.operand(y) };
    return [
      packWeights(product, context.operand(weight), context.workspace),
      windowProduct(product, {
        label: 'convolution',
        window: attributes,
        from,
        to,
        packed: context.workspace,
        bias: context.operand(bias),
        finish,
      }),
    ];
  },
};

/** dx = mirrored weight, its planes exchanged, * windows of dy: at a stride, of dy with zeros between. */
export const convolutionInputGradient: Emitter<'convolutionInputGradient'> = {
  workspace: ({ inputs: [dy, weight], outputs: [dx], attributes }, values, capacity) => {
    const [source, result] = [shapeIn(values, dy), shapeIn(values, dx)];
    if (winogradPays(source[0], result, attributes))
      return winogradBytes(patchesOf(source, result, mirroredCorner(attributes), capacity));
    return packBytes(backward(shapeIn(values, weight), result, capacity));
  },
  kernels: ({ inputs: [dy, weight], outputs: [dx], attributes }, context) => {
    const [source, result] = [context.shape(dy), context.shape(dx)];
    if (winogradPays(source[0], result, attributes)) {
      const order = filtersOf(context.shape(weight), true);
      return winogradKernels(patchesOf(source, result, mirroredCorner(attributes), context.capacity), order, {
        weight: context.operand(weight),
        x: context.operand(dy),
        y: context.operand(dx),
        workspace: context.workspace,
        bias: null,
        finish: (value) => value,
      });
    }
    const product = backward(context.shape(weight), context.shape(dx), context.capacity);
    const from = { shape: context.shape(dy), operand: context.operand(dy) };
    const to = { shape: context.shape(dx), operand: context.operand(dx) };
    return [
      packWeights(product, context.operand(weight), context.workspace),
      windowProduct(product, {
        label: 'convolution input gradient',
        window: attributes,
        from,
        to,
        packed: context.workspace,
        bias: null,
        finish: (value) => value,
      }),
    ];
  },
};

function forward([rows, planes, kH, kW]: Shape, [, height, width]: Shape, capacity: number): WindowProduct {
  return { direction: 'forward', planes, rows, kH, kW, columns: capacity * height * width };
}

function backward([planes, rows, kH, kW]: Shape, [, height, width]: Shape, capacity: number): WindowProduct {
  return { direction: 'backward', planes, rows, kH, kW, columns: capacity * height * width };
}

/** The filters of a weight [O, I, 3, 3]: as they are, or for the input's gradient mirrored and their planes exchanged. */
function filtersOf([outputs, inputs]: Shape, isMirrored: boolean): FilterOrder {
  const [byOutput, byInput] = [9 * inputs, 9];
  return isMirrored
    ? { planes: outputs, rows: inputs, planePitch: byOutput, rowPitch: byInput, isMirrored }
    : { planes: inputs, rows: outputs, planePitch: byInput, rowPitch: byOutput, isMirrored };
}
