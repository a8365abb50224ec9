import { defineModule, oneInput } from './module.ts';
import { elements, formatShape, type Shape } from './shape.ts';

/** Fills in the one -1 of a view; null where the sizes do not multiply to the number of elements. */
export function viewShape(size: Shape, count: number): Shape | null {
  const known = size.filter((n) => n !== -1);
  const product = elements(known);
  if (known.length === size.length) return product === count ? size : null;
  if (known.length < size.length - 1 || count % product !== 0) return null;
  return size.map((n) => (n === -1 ? count / product : n));
}

export const View = defineModule({
  type: 'View',
  category: 'Shape',
  summary: 'The same numbers with other sizes, per image',
  documentation: `Gives each image other sizes with the same number of elements, in the same order. One size may be -1: it takes what is left, so View(-1) makes a vector of a picture.

The batch dimension is kept: sizes are per image.`,
  params: {
    size: {
      kind: 'integers',
      default: [-1],
      min: -1,
      max: 2 ** 31 - 1,
      minLength: 1,
      maxLength: 3,
      description: 'Sizes per image; one may be -1',
    },
  },
  inputs: oneInput,
  outputs: ['output'],
  infer: ({ params, inputs: [input], problem }) => {
    if (params.size.some((n) => n === 0)) {
      return problem(
        'param-range',
        `parameter size is ${formatShape(params.size)}, expected sizes of at least 1, or one -1`,
        { param: 'size' },
      );
    }
    if (params.size.filter((n) => n === -1).length > 1) {
      return problem(
        'param-range',
        `parameter size is ${formatShape(params.size)}, expected at most one -1`,
        { param: 'size' },
      );
    }
    const output = viewShape(params.size, elements(input));
    if (output) return { outputs: [output] };
    const count = elements(input);
    const known = elements(params.size.filter((n) => n !== -1));
    const wanted = params.size.includes(-1) ? `a multiple of ${known}` : known;
    return problem(
      'shape-mismatch',
      `input view (${formatShape(input)}) and desired view (${formatShape(params.size)}) do not match: found ${count} elements per image, expected ${wanted}`,
      {
        port: 'input',
        mends: [
          {
            title: `Set size to ${count}`,
            change: { kind: 'setParam', node: '', param: 'size', value: [count] },
          },
        ],
      },
    );
  },
  lower: ({ builder, inputs, outputs }) =>
    builder.operation('reshape', inputs, { shape: outputs[0] }, outputs),
  subtitle: ({ size }) => `View(${size.join(', ')})`,
  samples: [
    { params: { size: [-1] }, inputs: [[3, 5, 4]] },
    { params: { size: [6, -1] }, inputs: [[4, 3, 5]] },
  ],
});
