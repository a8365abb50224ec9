import type { Problem } from '../../shared/problem.ts';
import type { WindowAttributes } from '../compiler/attributes.ts';
import { formatShape, type Shape } from './shape.ts';

type MakeProblem = (code: string, message: string, where?: Partial<Problem>) => Problem;

/** The size of one side of a convolution's output: floor((size + 2 pad - kernel) / stride) + 1. */
function convolvedSize(size: number, kernel: number, step: number, padding: number): number {
  return Math.floor((size + 2 * padding - kernel) / step) + 1;
}

/** The size of one side of a pooling's output, torch.nn's rule: where padded, the last window must start inside the padded left part. */
export function pooledSize(
  size: number,
  kernel: number,
  step: number,
  padding: number,
  ceil: boolean,
): number {
  const steps = (size - kernel + 2 * padding) / step;
  const output = (ceil ? Math.ceil(steps) : Math.floor(steps)) + 1;
  return padding > 0 && (output - 1) * step >= size + padding ? output - 1 : output;
}

/** Checks that the input is a picture; a Problem in Torch's words where it is not. */
export function pictureProblem(input: Shape, problem: MakeProblem): Problem | null {
  if (input.length === 3) return null;
  return problem(
    'shape-mismatch',
    `only mini-batch supported (4D tensor), got ${input.length + 1}D tensor instead: found ${formatShape(input)} per image, expected channels x height x width`,
    { port: 'input' },
  );
}

/** [height, width] of a convolution's output, or the Problem that it is too small. */
export function convolutionSize(
  input: Shape,
  planes: number,
  window: WindowAttributes,
  problem: MakeProblem,
): Shape | Problem {
  const height = convolvedSize(input[1], window.kH, window.dH, window.padH);
  const width = convolvedSize(input[2], window.kW, window.dW, window.padW);
  return height < 1 || width < 1
    ? tooSmall(input, [planes, height, width], problem)
    : [planes, height, width];
}

/** The output shape of a pooling, or the Problem with its padding or size. */
export function poolingShape(
  input: Shape,
  window: WindowAttributes & { ceil: boolean },
  problem: MakeProblem,
): Shape | Problem {
  const { kW, kH, dW, dH, padW, padH, ceil } = window;
  if (padW > kW / 2 || padH > kH / 2) {
    return problem(
      'param-range',
      `pad should be smaller than half of kernel size: found pad ${padW}x${padH} (width x height) with kernel ${kW}x${kH}`,
      {
        param: padW > kW / 2 ? 'padW' : 'padH',
      },
    );
  }
  const height = pooledSize(input[1], kH, dH, padH, ceil);
  const width = pooledSize(input[2], kW, dW, padW, ceil);
  const output = [input[0], height, width];
  if (height < 1 || width < 1) return tooSmall(input, output, problem);
  if ((height - 1) * dH - padH >= input[1] || (width - 1) * dW - padW >= input[2]) {
    return problem(
      'param-range',
      `ceil_mode with this kernel and stride leaves a last window without any pixel of the ${formatShape(input)} input; choose floor, or a stride no larger than the kernel`,
      { param: 'ceil_mode' },
    );
  }
  return output;
}

function tooSmall(input: Shape, output: Shape, problem: MakeProblem): Problem {
  return problem(
    'output-too-small',
    `Given input size: (${formatShape(input)}). Calculated output size: (${formatShape(output)}). Output size is too small`,
    { port: 'input' },
  );
}

/** Tells a shape from a Problem. */
export function isProblem(result: Shape | Problem): result is Problem {
  return !Array.isArray(result);
}

/** Torch's words for a convolution's window: `3x3, 2,2, 1,1`; stride and padding are left out where they are 1 and 0. */
export function convolutionWords(window: WindowAttributes): string {
  const { kW, kH, dW, dH, padW, padH } = window;
  const plain = dW === 1 && dH === 1 && padW === 0 && padH === 0;
  return plain ? `${kW}x${kH}` : poolingWords(window);
}

/** Torch's words for a pooling's window: `3x3, 2,2, 1,1`; padding is left out where it is 0. */
export function poolingWords({ kW, kH, dW, dH, padW, padH }: WindowAttributes): string {
  const padded = padW !== 0 || padH !== 0;
  return `${kW}x${kH}, ${dW},${dH}${padded ? `, ${padW},${padH}` : ''}`;
}
