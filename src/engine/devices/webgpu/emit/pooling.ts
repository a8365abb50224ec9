import type { WindowAttributes } from '../../../compiler/attributes.ts';
import { elements, type Shape } from '../../../nn/shape.ts';
import { type Kernel, writeKernel } from '../kernel.ts';
import { workgroupSum } from '../wgsl/reduce.ts';
import type { Emitter } from './emitter.ts';
import { LINE, THREADS, threadsPerImage } from './grid.ts';

/** The least float32: WGSL can write no infinity. */
const LOWEST = '-3.4028234e38f';

/** Windows of more numbers are added up by a workgroup each. */
const LARGE_WINDOW = 63;
const WINDOW_THREADS = 64;

/**
 * WGSL of the window of output `at`: rows from `top` to `bottom` and columns from `left` to `right` of the picture,
 * ends excluded, and where its `plane` begins.
 */
function windowText(
  [, height, width]: Shape,
  [, outHeight, outWidth]: Shape,
  window: WindowAttributes,
): string {
  const { kW, kH, dW, dH, padW, padH } = window;
  return `
  let i = i32(at / ${outWidth}u % ${outHeight}u);
  let j = i32(at % ${outWidth}u);
  let plane = at / ${outHeight * outWidth}u * ${height * width}u;
  let top = max(i * ${dH} - ${padH}, 0);
  let bottom = min(i * ${dH} + ${kH - padH}, ${height});
  let left = max(j * ${dW} - ${padW}, 0);
  let right = min(j * ${dW} + ${kW - padW}, ${width});`;
}

/** WGSL of `divisor(i, j)`: what the average of a window is divided by. */
function divisorText(
  [, height, width]: Shape,
  window: WindowAttributes & { readonly countIncludePad: boolean },
) {
  const { kW, kH, dW, dH, padW, padH, countIncludePad } = window;
  const pixels = (at: string, kernel: number, stride: number, pad: number, size: number) =>
    countIncludePad
      ? `min(${kernel}, ${size + 2 * pad} - ${at} * ${stride})`
      : `(min(${at} * ${stride} + ${kernel - pad}, ${size}) - max(${at} * ${stride} - ${pad}, 0))`;
  return `
fn divisor(i: i32, j: i32) -> f32 {
  return f32(${pixels('i', kH, dH, padH, height)} * ${pixels('j', kW, dW, padW, width)});
}`;
}

/**
 * WGSL of a loop over the windows that cover pixel `at` of the input, in the order of the output: `act` knows
 * their `output`, and i and j of it.
 */
function coveringText(
  [, height, width]: Shape,
  [, outHeight, outWidth]: Shape,
  { kW, kH, dW, dH, padW, padH }: WindowAttributes,
  act: string,
): string {
  return `
  let row = i32(at / ${width}u % ${height}u);
  let column = i32(at % ${width}u);
  let plane = at / ${height * width}u * ${outHeight * outWidth}u;
  let first_i = select(0, (row + ${padH - kH}) / ${dH} + 1, row >= ${kH - padH});
  let first_j = select(0, (column + ${padW - kW}) / ${dW} + 1, column >= ${kW - padW});
  let last_i = min((row + ${padH}) / ${dH}, ${outHeight - 1});
  let last_j = min((column + ${padW}) / ${dW}, ${outWidth - 1});
  var sum = 0.0;
  for (var i = first_i; i <= last_i; i++) {
    for (var j = first_j; j <= last_j; j++) {
      let output = plane + u32(i * ${outWidth} + j);
      ${act}
    }
  }`;
}

/** WGSL of the place of a thread among elements, `at`, of which an image has `size`. */
function elementText(size: number): string {
  return `
  let at = ${LINE} * ${THREADS}u + lane;
  if (at >= run.n * ${size}u) { return; }`;
}

export const maxPooling: Emitter<'maxPooling'> = {
  kernels: ({ inputs: [x], outputs: [y, indices], attributes }, context) => {
    const [from, to] = [context.shape(x), context.shape(y)];
    const kernel = writeKernel({
      label: 'max pooling',
      operands: { x: context.operand(x), y: context.operand(y), indices: context.operand(indices, 'i32') },
      workgroupSize: [THREADS],
      workgroups: threadsPerImage(elements(to)),
      body: `${elementText(elements(to))}${windowText(from, to, attributes)}
  var largest = ${LOWEST};
  var index = top * ${from[2]} + left;
  for (var row = top; row < bottom; row++) {
    for (var column = left; column < right; column++) {
      let place = row * ${from[2]} + column;
      let value = x(plane + u32(place));
      if (value > largest) {
        largest = value;
        index = place;
      }
    }
  }
  set_y(at, largest);
  set_indices(at, index);`,
    });
    return [kernel];
  },
};

/** Each pixel gathers from the windows that cover it, so that no two threads add to one place. */
export const maxPoolingGradient: Emitter<'maxPoolingGradient'> = {
  kernels: ({ inputs: [dy, indices], outputs: [dx], attributes }, context) => {
    const [from, to] = [context.shape(dx), context.shape(dy)];
    const act = `if (indices(output) == row * ${from[2]} + column) { sum += dy(output); }`;
    const kernel = writeKernel({
      label: 'max pooling gradient',
      operands: {
        dy: context.operand(dy),
        indices: context.operand(indices, 'i32'),
        dx: context.operand(dx),
      },
      workgroupSize: [THREADS],
      workgroups: threadsPerImage(elements(from)),
      body: `${elementText(elements(from))}${coveringText(from, to, attributes, act)}
  set_dx(at, sum);`,
    });
    return [kernel];
  },
};

export const averagePooling: Emitter<'averagePooling'> = {
  kernels: ({ inputs: [x], outputs: [y], attributes }, context): Kernel[] => {
    const [from, to] = [context.shape(x), context.shape(y)];
    const common = { label: 'average pooling', operands: { x: context.operand(x), y: context.operand(y) } };
    const declarations = divisorText(from, attributes);
    const window = windowText(from, to, attributes);
    if (attributes.kW * attributes.kH > LARGE_WINDOW) {
      const body = `
  let at = ${LINE};
  if (at >= run.n * ${elements(to)}u) { return; }${window}
  let width = right - left;
  let count = (bottom - top) * width;
  var own = 0.0;
  for (var k = i32(lane); k < count; k += ${WINDOW_THREADS}) {
    own += x(plane + u32((top + k / width) * ${from[2]} + left + k % width));
  }
  let sum = total(lane, own);
  if (lane == 0u) { set_y(at, sum / divisor(i, j)); }`;
      const kernel = writeKernel({
        ...common,
        workgroupSize: [WINDOW_THREADS],
        workgroups: threadsPerImage(elements(to), 1),
        declarations: declarations + workgroupSum(context, WINDOW_THREADS),
        body,
      });
      return [kernel];
    }
    const kernel = writeKernel({
      ...common,
      workgroupSize: [THREADS],
      workgroups: threadsPerImage(elements(to)),
      declarations,
      body: `${elementText(elements(to))}${window}
  var sum = 0.0;
  for (var row = top; row < bottom; row++) {
    for (var column = left; column < right; column++) {
      sum += x(plane + u32(row * ${from[2]} + column));
    }
  }
  set_y(at, sum / divisor(i, j));`,
    });
    return [kernel];
  },
};

export const averagePoolingGradient: Emitter<'averagePoolingGradient'> = {
  kernels: ({ inputs: [dy], outputs: [dx], attributes }, context) => {
    const [from, to] = [context.shape(dx), context.shape(dy)];
    const kernel = writeKernel({
      label: 'average pooling gradient',
      operands: { dy: context.operand(dy), dx: context.operand(dx) },
      workgroupSize: [THREADS],
      workgroups: threadsPerImage(elements(from)),
      declarations: divisorText(from, attributes),
      body: `${elementText(elements(from))}${coveringText(from, to, attributes, 'sum += dy(output) / divisor(i, j);')}
  set_dx(at, sum);`,
    });
    return [kernel];
  },
};
