import type { WindowAttributes } from '../../../compiler/attributes.ts';
import type { ValueId } from '../../../compiler/program.ts';
import type { Shape } from '../../../nn/shape.ts';
import type { Kernel } from '../kernel.ts';
import { aligned } from '../place.ts';
import { productKernel } from '../product/product.ts';
import { partsOf, tileFor } from '../product/tile.ts';
import { insideText } from '../product/window.ts';
import { winogradGradientBytes, winogradGradientKernels } from '../winograd/gradient.ts';
import { cornerOf, patchesOf, winogradPays } from '../winograd/layout.ts';
import { type EmitContext, type Emitter, shapeIn } from './emitter.ts';
import { addParts } from './parts.ts';

/** How the sum over images and positions of a weight's gradient is cut. */
function gradientParts(x: Shape, dy: Shape, { kH, kW }: WindowAttributes, capacity: number) {
  const [rows, height, width] = dy;
  const columns = x[0] * kH * kW;
  const tile = tileFor(rows, columns);
  const tiles = Math.ceil(rows / tile.rows) * Math.ceil(columns / tile.columns);
  const parts = partsOf(tiles, capacity * height * width, 32 * tile.depth);
  return { rows, columns, tile, parts };
}

export const convolutionWeightGradient: Emitter<'convolutionWeightGradient'> = {
  workspace: ({ inputs: [x, dy], attributes }, values, capacity) => {
    const [source, result] = [shapeIn(values, x), shapeIn(values, dy)];
    if (winogradPays(source[0], result, attributes))
      return winogradGradientBytes(patchesOf(source, result, cornerOf(attributes), capacity));
    const { rows, columns, parts } = gradientParts(
      shapeIn(values, x),
      shapeIn(values, dy),
      attributes,
      capacity,
    );
    return parts === 1 ? 0 : aligned(parts * rows * columns * 4);
  },
  kernels: ({ inputs: [x, dy], outputs: [dweight], attributes }, context) => {
    const shapes = [context.shape(x), context.shape(dy)] as const;
    if (winogradPays(shapes[0][0], shapes[1], attributes)) {
      return winogradGradientKernels(patchesOf(...shapes, cornerOf(attributes), context.capacity), {
        x: context.operand(x),
        dy: context.operand(dy),
        dweight: context.operand(dweight),
        workspace: context.workspace,
      });
    }
    const { rows, columns, tile, parts } = gradientParts(...shapes, attributes, context.capacity);
    const target =
      parts === 1 ? context.operand(dweight) : { place: context.workspace, type: 'f32' as const };
    const product = weightGradientProduct(context, [x, dy] as [ValueId, ValueId], attributes, {
      target,
      tile,
      parts,
    });
    if (parts === 1) return [product];
    return [product, addParts('convolution weight gradient', context, dweight, parts, rows * columns)];
  },
};

function weightGradientProduct(
  context: EmitContext,
  [x, dy]: readonly [ValueId, ValueId],
  { kH, kW, dH, dW, padH, padW }: WindowAttributes,
  {
    target,
    tile,
    parts,
  }: Pick<ReturnType<typeof gradientParts>, 'tile' | 'parts'> & {
    readonly target: ReturnType<EmitContext['operand']>;
  },
): Kernel {
  const [planes, height, width] = context.shape(x);
  const [rows, outHeight, outWidth] = context.shape(dy);
  const columns = planes * kH * kW;
  const positions = outHeight * outWidth;
  const taps = kH * kW;
  const slabs = `((run.n * ${positions}u + ${tile.depth - 1}u) / ${tile.depth}u)`;
  const perPart = `((${slabs} + ${parts - 1}u) / ${parts}u)`;
  return productKernel({
    label: 'convolution weight gradient',
    operands: { x: context.operand(x), dy: context.operand(dy), out: target },
    tile,
    rows,
    columns: { text: `${columns}u`, count: () => columns },
    slabs: {
      first: `min(group.z * ${perPart}, ${slabs})`,
      end: `min((group.z + 1u) * ${perPart}, ${slabs})`,
    },
    parts,
    // dy [n, o, p] along its positions.
    left: {
      along: 'depth',
      outer: (name, row) => `let ${name} = i32(${row} * ${positions}u); let ${name}_ok = ${row} < ${rows}u;`,
      depth: (name, depth) => `
      let ${name}_ok = ${depth} < run.n * ${positions}u;
      let ${name}_base = i32(${depth} / ${positions}u * ${rows * positions}u + ${depth} % ${positions}u);`,
      load: (row, depth) => `read_dy(${depth}_base + ${row}, ${depth}_ok & ${row}_ok)`,
    },
    // x [n, c, i*dH + u - padH, j*dW + v - padW], the same positions.
    right: {
      along: 'depth',
      outer: (name, column) => `
  let ${name}_v = i32(${column} % ${kW}u) - ${padW};
  let ${name}_u = i32(${column} / ${kW}u % ${kH}u) - ${padH};
  let ${name}_ok = ${column} < ${columns}u;
  let ${name} = i32(${column} / ${taps}u * ${height * width}u) + ${name}_u * ${width} + ${name}_v;`,
      depth: (name, depth) => `
      let ${name}_in = ${depth} < run.n * ${positions}u;
      let ${name}_p = ${depth} % ${positions}u;
      let ${name}_i = i32(${name}_p / ${outWidth}u) * ${dH};
      let ${name}_j = i32(${name}_p % ${outWidth}u) * ${dW};
      let ${name}_from = i32(${depth} / ${positions}u * ${planes * height * width}u) + ${name}_i * ${width} + ${name}_j;`,
      load: (column, depth) =>
        `read_x(${depth}_from + ${column}, ${depth}_in & ${column}_ok & inside(${depth}_i + ${column}_u, ${depth}_j + ${column}_v))`,
    },
    declarations: `
fn read_dy(i: i32, ok: bool) -> f32 { return select(0.0, dy(u32(select(0, i, ok))), ok); }
fn read_x(i: i32, ok: bool) -> f32 { return select(0.0, x(u32(select(0, i, ok))), ok); }
${insideText([planes, height, width])}`,
    column: (name, column) => `let ${name} = ${column};`,
    store: (row, column, value) =>
      `set_out(group.z * ${rows * columns}u + ${row} * ${columns}u + ${column}, ${value});`,
  });
}
