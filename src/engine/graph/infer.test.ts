import { describe, expect, test } from 'vitest';
import { describeNetwork, type NodeWords } from '../conformance/network.ts';
import { modules } from '../nn/registry.ts';
import { analyse, type Graph } from './analyse.ts';

const images: NodeWords = ['images', 'Input', { size: [3, 10, 8] }];
const vector: NodeWords = ['numbers', 'Input', { size: [12] }];

function problemsOf(...nodes: NodeWords[]) {
  return analyse(describeNetwork(nodes), modules).problems;
}

/** The one Problem's sentence. */
function sentence(...nodes: NodeWords[]): string {
  const problems = problemsOf(...nodes);
  expect(problems.length).toBe(1);
  expect(problems[0].node).toBe(nodes[nodes.length - 1][0]);
  return problems[0].message;
}

function shapes(...nodes: NodeWords[]): (readonly number[])[] {
  const { graph, problems } = analyse(describeNetwork(nodes), modules);
  expect(problems).toEqual([]);
  return (graph as Graph).nodes.map(({ outputShapes }) => outputShapes[0]);
}

describe('shapes follow the wires', () => {
  test('through convolution, pooling up and down, view and linear, and blanks are filled in', () => {
    const nodes: NodeWords[] = [
      images,
      ['conv', 'SpatialConvolution', { nOutputPlane: 5, kW: 3, kH: 4, dW: 2, dH: 1, padW: 1 }],
      ['bn', 'SpatialBatchNormalization'],
      ['up', 'SpatialMaxPooling', { ceil_mode: true }],
      ['mean', 'SpatialAveragePooling', { kW: 2, kH: 3 }],
      ['view', 'View', { size: [-1] }],
      ['fc', 'Linear', { outputSize: 4 }],
    ];
    expect(shapes(...nodes)).toEqual([[3, 10, 8], [5, 9, 4], [5, 9, 4], [5, 5, 2], [5, 3, 1], [15], [4]]);
    const { shaped } = analyse(describeNetwork(nodes), modules);
    expect(shaped.get('conv')?.params.nInputPlane).toBe(3);
    expect(shaped.get('bn')?.params.nOutput).toBe(5);
    expect(shaped.get('fc')?.params.inputSize).toBe(15);
  });

  test("a padded pooling's last window starts inside the picture or its left padding", () => {
    expect(
      shapes(images, [
        'pool',
        'SpatialMaxPooling',
        { kW: 2, kH: 2, dW: 3, dH: 3, padW: 1, padH: 1, ceil_mode: true },
      ]),
    ).toEqual([
      [3, 10, 8],
      [3, 4, 3],
    ]);
  });

  test('JoinTable counts dimensions from 1 with the batch, from the end, or per image', () => {
    const join = (params: Record<string, unknown>) =>
      shapes(images, ['join', 'JoinTable', params, 'images', 'images'])[1];
    expect(join({})).toEqual([6, 10, 8]);
    expect(join({ dimension: 3 })).toEqual([3, 20, 8]);
    expect(join({ dimension: -1 })).toEqual([3, 10, 16]);
    expect(join({ dimension: 1, nInputDims: 3 })).toEqual([6, 10, 8]);
  });
});

describe("a module refuses a shape in Torch's words, with what was found and expected", () => {
  const cases: readonly [string, ...NodeWords[]][] = [
    [
      'fc (Linear): input must be vector or matrix: found 3x10x8 per image, expected one number of features',
      images,
      ['fc', 'Linear'],
    ],
    [
      'fc (Linear): the input has 12 features, expected inputSize 9',
      vector,
      ['fc', 'Linear', { inputSize: 9 }],
    ],
    [
      'conv (SpatialConvolution): only mini-batch supported (4D tensor), got 2D tensor instead: found 12 per image, expected channels x height x width',
      vector,
      ['conv', 'SpatialConvolution'],
    ],
    [
      'conv (SpatialConvolution): the input has 3 channels, expected nInputPlane 16',
      images,
      ['conv', 'SpatialConvolution', { nInputPlane: 16 }],
    ],
    [
      'conv (SpatialConvolution): Given input size: (3x10x8). Calculated output size: (5x8x0). Output size is too small',
      images,
      ['conv', 'SpatialConvolution', { nOutputPlane: 5, kW: 9 }],
    ],
    [
      'pool (SpatialMaxPooling): only mini-batch supported (4D tensor), got 2D tensor instead: found 12 per image, expected channels x height x width',
      vector,
      ['pool', 'SpatialMaxPooling'],
    ],
    [
      'pool (SpatialMaxPooling): Given input size: (3x10x8). Calculated output size: (3x0x4). Output size is too small',
      images,
      ['pool', 'SpatialMaxPooling', { kH: 11 }],
    ],
    [
      'pool (SpatialMaxPooling): pad should be smaller than half of kernel size: found pad 2x0 (width x height) with kernel 3x3',
      images,
      ['pool', 'SpatialMaxPooling', { kW: 3, kH: 3, padW: 2 }],
    ],
    [
      'pool (SpatialMaxPooling): ceil_mode with this kernel and stride leaves a last window without any pixel of the 3x10x8 input; choose floor, or a stride no larger than the kernel',
      images,
      ['pool', 'SpatialMaxPooling', { kW: 1, kH: 1, dW: 8, dH: 1, ceil_mode: true }],
    ],
    [
      'mean (SpatialAveragePooling): Given input size: (3x10x8). Calculated output size: (3x9x-1). Output size is too small',
      images,
      ['mean', 'SpatialAveragePooling', { kW: 10 }],
    ],
    [
      'bn (SpatialBatchNormalization): only mini-batch supported (4D tensor), got 2D tensor instead: found 12 per image',
      vector,
      ['bn', 'SpatialBatchNormalization'],
    ],
    [
      'bn (BatchNormalization): only mini-batch supported (2D tensor), got 4D tensor instead: found 3x10x8 per image',
      images,
      ['bn', 'BatchNormalization'],
    ],
    [
      'bn (SpatialBatchNormalization): got 3-feature tensor, expected 32',
      images,
      ['bn', 'SpatialBatchNormalization', { nOutput: 32 }],
    ],
    [
      'view (View): input view (3x10x8) and desired view (1000) do not match: found 240 elements per image, expected 1000',
      images,
      ['view', 'View', { size: [1000] }],
    ],
    [
      'view (View): input view (3x10x8) and desired view (7x-1) do not match: found 240 elements per image, expected a multiple of 7',
      images,
      ['view', 'View', { size: [7, -1] }],
    ],
    [
      'view (View): parameter size is -1x-1, expected at most one -1',
      images,
      ['view', 'View', { size: [-1, -1] }],
    ],
    [
      'view (View): parameter size is 3x0, expected sizes of at least 1, or one -1',
      images,
      ['view', 'View', { size: [3, 0] }],
    ],
    [
      'shape (Reshape): the input has 240 elements per image (3x10x8), expected 250 (5x50)',
      images,
      ['shape', 'Reshape', { size: [5, 50] }],
    ],
    [
      'soft (SoftMax): Torch runs over the first dimension of a 3D tensor, which here is the batch: found 24x10 per image, expected a vector or channels x height x width',
      images,
      ['grid', 'View', { size: [24, 10] }],
      ['soft', 'SoftMax'],
    ],
    [
      'sum (CAddTable): inputs must have the same size: found 3x10x8 at input1 and 240 at input2',
      images,
      ['view', 'View'],
      ['sum', 'CAddTable', {}, 'images', 'view'],
    ],
    [
      'join (JoinTable): inputs must agree in all but dimension 2: found 3x10x8 at input1 and 3x8x6 at input3',
      images,
      ['small', 'SpatialConvolution', { nOutputPlane: 3 }],
      ['join', 'JoinTable', { N: 3 }, 'images', 'images', 'small'],
    ],
    [
      'join (JoinTable): parameter dimension is 1, but that is the batch; expected 2 to 4',
      images,
      ['join', 'JoinTable', { dimension: 1 }, 'images', 'images'],
    ],
    [
      'join (JoinTable): parameter dimension is 4, but the inputs have 2 dimensions; expected 2',
      vector,
      ['join', 'JoinTable', { dimension: 4 }, 'numbers', 'numbers'],
    ],
    [
      'images (Input): parameter size is 3x10, expected channels x height x width or one number',
      ['images', 'Input', { size: [3, 10] }],
    ],
    [
      'images (Input): parameter size has 3 channels, but colour grey has 1',
      ['images', 'Input', { colour: 'grey' }],
    ],
    [
      'images (Input): parameter mean has 2 numbers, expected 1 or 3',
      ['images', 'Input', { mean: [0.3, 0.4] }],
    ],
  ];
  for (const [expected, ...nodes] of cases) {
    test(expected, () => {
      expect(sentence(...nodes)).toBe(expected);
    });
  }

  test('a tensor that no device could hold is refused', () => {
    const nodes: NodeWords[] = [['images', 'Input', { size: [3, 65536, 65536] }]];
    expect(sentence(...nodes)).toBe(
      'images (Input): the output has 3x65536x65536 elements per image, expected at most 2147483647',
    );
  });
});

describe('a Problem offers its mend for its own node', () => {
  test('Linear behind a picture wants a View', () => {
    expect(problemsOf(images, ['fc', 'Linear'])[0].mends).toEqual([
      {
        title: 'Insert View before it',
        change: {
          kind: 'insertNode',
          type: 'View',
          params: { size: [-1] },
          before: { node: 'fc', port: 'input' },
        },
      },
    ]);
  });

  test('a convolution takes the channels that are there', () => {
    const [problem] = problemsOf(images, ['conv', 'SpatialConvolution', { nInputPlane: 16 }]);
    expect([problem.code, problem.port]).toEqual(['shape-mismatch', 'input']);
    expect(problem.mends).toEqual([
      {
        title: 'Set nInputPlane to 3',
        change: { kind: 'setParam', node: 'conv', param: 'nInputPlane', value: 3 },
      },
    ]);
  });
});

test('what lies behind a faulty node is not judged, what lies beside it is', () => {
  const { shaped, problems } = analyse(
    describeNetwork([
      images,
      ['bad', 'Linear', {}, 'images'],
      ['behind', 'ReLU', {}, 'bad'],
      ['beside', 'View', {}, 'images'],
      ['sum', 'CAddTable', {}, 'behind', 'beside'],
    ]),
    modules,
  );
  expect(problems.map(({ node }) => node)).toEqual(['bad']);
  expect([...shaped.keys()]).toEqual(['images', 'beside']);
});
