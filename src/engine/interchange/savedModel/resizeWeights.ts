import { boolAttribute, typeAttribute } from './attributes.ts';
import { calculate, cast } from './calculate.ts';
import type { GraphBuilder, TensorName } from './graphBuilder.ts';
import type { ResizeAxis } from './resizeWindow.ts';

/**
 * The matrix [count, source] that takes the samples of one axis to its resized positions, as the graph computes it
 * at run time: planAxis and resample of data/resize.ts as weights.
 */
export function resizeWeights(
  graph: GraphBuilder,
  axis: ResizeAxis,
  interpolation: 'bicubic' | 'bilinear',
): TensorName {
  const { source, length } = axis;
  const samples = sampleNumbers(graph, source);
  if (interpolation === 'bicubic') return cubicWeights(graph, axis, samples);
  const areas = areaWeights(graph, axis, samples);
  const smaller = calculate(graph, 'Less', [length, source]);
  return calculate(graph, 'SelectV2', [smaller, areas, linearWeights(graph, axis, samples)]);
}

/** 0, 1, … up to the last sample: float32 [source]. */
function sampleNumbers(graph: GraphBuilder, source: TensorName): TensorName {
  const limit = cast(graph, source, 'float', 'int32');
  const whole = graph.add('Range', [graph.ints([0], []), limit, graph.ints([1], [])], {
    Tidx: typeAttribute('int32'),
  });
  return cast(graph, whole, 'int32', 'float');
}

/** The positions within the resized axis that are kept: a float32 column [count, 1]. */
function keptPositions(graph: GraphBuilder, { start, count }: ResizeAxis): TensorName {
  const numbers = graph.floats(
    Float32Array.from({ length: count }, (_, i) => i),
    [count, 1],
  );
  return calculate(graph, 'AddV2', [numbers, start]);
}

/** Where the kept positions lie among the samples, corners aligned, the last one on the last sample: [count, 1]. */
function alignedPositions(graph: GraphBuilder, axis: ResizeAxis): TensorName {
  const of = (type: string, ...operands: TensorName[]) => calculate(graph, type, operands);
  const one = graph.floats([1], []);
  const [lastSample, lastPosition] = [axis.source, axis.length].map((size) => of('Sub', size, one));
  const scale = of('RealDiv', lastSample, of('Maximum', lastPosition, one));
  const kept = keptPositions(graph, axis);
  return of('SelectV2', of('Equal', kept, lastPosition), lastSample, of('Mul', kept, scale));
}

/**
 * Catmull-Rom by the distance of each sample. A sample before the first is 2 s0 - s1 and one after the last likewise,
 * so the weights that these two would have go to the samples they are made of.
 */
function cubicWeights(graph: GraphBuilder, axis: ResizeAxis, samples: TensorName): TensorName {
  const of = (type: string, ...operands: TensorName[]) => calculate(graph, type, operands);
  const number = (value: number) => graph.floats([value], []);
  const positions = alignedPositions(graph, axis);
  const inside = cubicKernel(graph, of('Abs', of('Sub', samples, positions)));
  const before = cubicKernel(graph, of('AddV2', positions, number(1)));
  const after = cubicKernel(graph, of('Sub', axis.source, positions));
  /** 2 at one sample and -1 at the other, 0 elsewhere: [source]. */
  const line = (near: TensorName, far: TensorName) => {
    const [atNear, atFar] = [near, far].map((at) => cast(graph, of('Equal', samples, at), 'bool', 'float'));
    return of('Sub', of('Mul', atNear, number(2)), atFar);
  };
  const first = line(number(0), number(1));
  const last = line(of('Sub', axis.source, number(1)), of('Sub', axis.source, number(2)));
  return of('AddV2', of('AddV2', inside, of('Mul', before, first)), of('Mul', after, last));
}

/**
 * Catmull-Rom's kernel (a = -0.5) at distances x: 1.5x³ - 2.5x² + 1 below 1, -0.5x³ + 2.5x² - 4x + 2 below 2, else 0.
 * Written by its roots, so that it is exactly 0 at 1 and 2: (1 - x)(1 + x(1 - 1.5x)), and (1 - x)(2 - x)²/2.
 */
function cubicKernel(graph: GraphBuilder, distances: TensorName): TensorName {
  const of = (type: string, ...operands: TensorName[]) => calculate(graph, type, operands);
  const number = (value: number) => graph.floats([value], []);
  const x = of('Minimum', distances, number(2));
  const inner = of('AddV2', of('Mul', of('Sub', number(1), of('Mul', x, number(1.5))), x), number(1));
  const rest = of('Sub', number(2), x);
  const outer = of('Mul', of('Mul', rest, rest), number(0.5));
  return of('Mul', of('Sub', number(1), x), of('SelectV2', of('Less', x, number(1)), inner, outer));
}

/** 1 less the distance, nothing from 1 on. */
function linearWeights(graph: GraphBuilder, axis: ResizeAxis, samples: TensorName): TensorName {
  const of = (type: string, ...operands: TensorName[]) => calculate(graph, type, operands);
  const distances = of('Abs', of('Sub', samples, alignedPositions(graph, axis)));
  return of('Maximum', of('Sub', graph.floats([1], []), distances), graph.floats([0], []));
}

/** How much of each sample lies in the stretch that a position covers, over the whole that lies in it. */
function areaWeights(graph: GraphBuilder, axis: ResizeAxis, samples: TensorName): TensorName {
  const of = (type: string, ...operands: TensorName[]) => calculate(graph, type, operands);
  const one = graph.floats([1], []);
  const scale = of('RealDiv', axis.source, axis.length);
  const kept = keptPositions(graph, axis);
  const from = of('Mul', kept, scale);
  const to = of('Mul', of('AddV2', kept, one), scale);
  const within = of('Sub', of('Minimum', to, of('AddV2', samples, one)), of('Maximum', from, samples));
  const overlap = of('Maximum', within, graph.floats([0], []));
  const whole = graph.add('Sum', [overlap, graph.ints([1])], {
    T: typeAttribute('float'),
    Tidx: typeAttribute('int32'),
    keep_dims: boolAttribute(true),
  });
  return of('RealDiv', overlap, whole);
}
