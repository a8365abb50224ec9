import { element, sum } from '../../devices/tensorflow/emit/arithmetic.ts';
import type { Preprocessing } from '../preprocessing.ts';
import { calculate, cast, matrixProducts, sizesOf, vectorOf, withSizes } from './calculate.ts';
import type { GraphBuilder, TensorName } from './graphBuilder.ts';
import { resizeWeights } from './resizeWeights.ts';
import { resizeWindow } from './resizeWindow.ts';

/** What images of a network whose input is no plain vector go through. */
export type ImagePreprocessing = Required<Omit<Preprocessing, 'grey'>> & Pick<Preprocessing, 'grey'>;

/** Whether a network takes images, and with it all that describes how they are prepared. */
export function takesImages(preprocessing: Preprocessing): preprocessing is ImagePreprocessing {
  return preprocessing.resize !== undefined;
}

/**
 * Prepares images in the graph as the engine does for an evaluation (data/prepare.ts): from uint8 [batch, height,
 * width, 3] of any size to float32 [batch, rows, columns, channels]. One channel instead of three counts for all
 * three. TensorFlow's own bicubic resize has other borders, corners and coefficients, so that lines are resized by
 * products with matrices made here.
 */
export function prepareImages(
  graph: GraphBuilder,
  images: TensorName,
  preprocessing: ImagePreprocessing,
): TensorName {
  const { size, resize, scale, grey, mean, deviation } = preprocessing;
  const [, rows, columns] = size;
  const resized = resizeImages(graph, images, { height: rows, width: columns }, resize.interpolation);
  // 255 once for each of three channels: a single one is stretched to them.
  const divisors = graph.floats([1, 1, 1].map((one) => one / scale));
  const rgb = calculate(graph, 'RealDiv', [resized, divisors]);
  const coloured = grey ? sum(graph, calculate(graph, 'Mul', [rgb, graph.floats(grey)]), [-1], true) : rgb;
  const centred = calculate(graph, 'Sub', [coloured, graph.floats(mean)]);
  return calculate(graph, 'RealDiv', [centred, graph.floats(deviation)]);
}

/** Resized to fit and cut to the centre, still in bytes' range: float32 [batch, rows, columns, channels]. */
function resizeImages(
  graph: GraphBuilder,
  images: TensorName,
  target: { readonly height: number; readonly width: number },
  interpolation: 'bicubic' | 'bilinear',
): TensorName {
  const sizes = sizesOf(graph, images, 'uint8');
  const [batch, height, width, channels] = [0, 1, 2, 3].map((axis) => element(graph, sizes, axis, 'int32'));
  const window = resizeWindow(graph, { height, width }, target);
  const down = resizeWeights(graph, window.down, interpolation);
  const across = resizeWeights(graph, window.across, interpolation);
  const rest = graph.ints([-1], []);
  const rows = graph.ints([target.height], []);
  const columns = graph.ints([target.width], []);
  const lines = withSizes(
    graph,
    cast(graph, images, 'uint8', 'float'),
    vectorOf(graph, [batch, height, rest]),
  );
  const fewer = matrixProducts(graph, down, lines);
  const points = withSizes(graph, fewer, vectorOf(graph, [rest, width, channels]));
  const resized = matrixProducts(graph, across, points);
  return withSizes(graph, resized, vectorOf(graph, [batch, rows, columns, channels]));
}
