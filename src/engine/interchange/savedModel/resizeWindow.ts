import { calculate, cast } from './calculate.ts';
import type { GraphBuilder, TensorName } from './graphBuilder.ts';

/** One axis of an image on its way to the network's input; all but `count` are float32 scalars of the graph. */
export interface ResizeAxis {
  /** Samples of the image. */
  readonly source: TensorName;
  /** What they are resized to, and where the part of it that is kept begins. */
  readonly length: TensorName;
  readonly start: TensorName;
  /** Positions kept. */
  readonly count: number;
}

/**
 * What an image of any size is resized to before its centre is cut out, as the graph computes it from the image's
 * height and width (int32 scalars): writeCentre of data/augmentation.ts, in float64 as there, so that the truncation
 * falls the same.
 */
export function resizeWindow(
  graph: GraphBuilder,
  image: { readonly height: TensorName; readonly width: TensorName },
  target: { readonly height: number; readonly width: number },
): { readonly down: ResizeAxis; readonly across: ResizeAxis } {
  const of = (type: string, ...operands: TensorName[]) => calculate(graph, type, operands, 'double');
  const [height, width] = [image.height, image.width].map((size) => cast(graph, size, 'int32', 'double'));
  const [rows, columns] = [target.height, target.width].map((size) => graph.doubles([size], []));
  const narrow = of('Less', of('Mul', width, rows), of('Mul', height, columns));
  const fits = calculate(
    graph,
    'SelectV2',
    [narrow, of('Equal', width, columns), of('Equal', height, rows)],
    'bool',
  );
  /** The other side follows the one that fits, truncated, and is never smaller than what is cut out of it. */
  const follow = (own: TensorName, other: TensorName, fitted: TensorName) =>
    of('Floor', of('Mul', of('RealDiv', own, other), fitted));
  const across = of('SelectV2', narrow, columns, follow(width, height, rows));
  const down = of('SelectV2', narrow, follow(height, width, columns), rows);
  const axis = (size: TensorName, resized: TensorName, wanted: TensorName, count: number): ResizeAxis => {
    const length = of('SelectV2', fits, size, of('Maximum', resized, wanted));
    const start = of('Ceil', of('Mul', of('Sub', length, wanted), graph.doubles([0.5], [])));
    const [sourceFloat, lengthFloat, startFloat] = [size, length, start].map((number) =>
      cast(graph, number, 'double', 'float'),
    );
    return { source: sourceFloat, length: lengthFloat, start: startFloat, count };
  };
  return {
    down: axis(height, down, rows, target.height),
    across: axis(width, across, columns, target.width),
  };
}
