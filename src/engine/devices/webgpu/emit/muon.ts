import { LEAST_NORM, matrixOf, matrixScale, NEWTON_SCHULZ } from '../../../compiler/muon.ts';
import type { Operation } from '../../../compiler/program.ts';
import type { Shape } from '../../../nn/shape.ts';
import { float, type Kernel, type Operand, writeKernel } from '../kernel.ts';
import { bytesOfParts, cutIntoParts } from '../place.ts';
import { workgroupSum } from '../wgsl/reduce.ts';
import { type EmitContext, type Emitter, shapeIn } from './emitter.ts';
import { fixedGroups, LINE, THREADS } from './grid.ts';
import { matrixProduct, PADDING } from './matrixProduct.ts';

/** A weight's matrix, and what is iterated: its transpose where it has more rows than columns, padded. */
interface Layout {
  readonly rows: number;
  readonly columns: number;
  readonly turned: boolean;
  readonly height: number;
  readonly depth: number;
  /** Workgroups that take the momentum, each of which gives a part of the squared norm. */
  readonly parts: number;
}

function layoutOf(shape: Shape): Layout {
  const { rows, columns } = matrixOf(shape);
  const padded = (size: number) => Math.ceil(size / PADDING) * PADDING;
  return {
    rows,
    columns,
    turned: rows > columns,
    height: padded(Math.min(rows, columns)),
    depth: padded(Math.max(rows, columns)),
    parts: Math.min(THREADS, Math.ceil((rows * columns) / THREADS)),
  };
}

/** Sizes of the parts of the workspace in bytes, in order. */
function partSizes({ rows, columns, height, depth, parts }: Layout): readonly number[] {
  return [parts, rows * columns, height * depth, height * depth, height * height, height * height].map(
    (numbers) => 4 * numbers,
  );
}

interface Parts {
  readonly norms: Operand;
  readonly update: Operand;
  /** X, and where the next X goes. */
  readonly matrices: readonly [Operand, Operand];
  readonly gram: Operand;
  readonly polynomial: Operand;
}

function partsOf(layout: Layout, context: EmitContext): Parts {
  const places = cutIntoParts(context.workspace, partSizes(layout));
  const [norms, update, matrix, next, gram, polynomial] = places.map(
    (place): Operand => ({ place, type: 'f32' }),
  );
  return { norms, update, matrices: [matrix, next], gram, polynomial };
}

export const muon: Emitter<'muon'> = {
  workspace: ({ inputs: [parameters] }, values) =>
    bytesOfParts(partSizes(layoutOf(shapeIn(values, parameters)))),
  kernels: (operation, context) => {
    const layout = layoutOf(context.shape(operation.inputs[0]));
    const parts = partsOf(layout, context);
    const { steps } = operation.attributes;
    return [
      momentum(operation, context, layout, parts),
      normalise(context, layout, parts),
      ...Array.from({ length: steps }, (_, step) => iterate(layout, parts, step)).flat(),
      move(operation, context, layout, parts.matrices[steps % 2]),
    ];
  },
};

/** v = momentum*v + g, u from both, and parts of u's squared norm. */
function momentum(
  { inputs: [, gradients, velocity], attributes }: Operation<'muon'>,
  context: EmitContext,
  { rows, columns, parts }: Layout,
  { norms, update }: Parts,
): Kernel {
  const m = float(attributes.momentum);
  const withMomentum = `let v = ${m} * velocity(i) + g;
    set_velocity(i, v);
    let u = ${attributes.nesterov ? `g + ${m} * v` : 'v'};`;
  return writeKernel({
    label: 'muon, momentum',
    operands: {
      gradient: context.operand(gradients),
      velocity: attributes.momentum > 0 ? context.operand(velocity) : null,
      update,
      norms,
    },
    workgroupSize: [THREADS],
    workgroups: fixedGroups(parts),
    declarations: workgroupSum(context, THREADS),
    body: `
  var own = 0.0;
  for (var i = group.x * ${THREADS}u + lane; i < ${rows * columns}u; i += ${parts * THREADS}u) {
    let g = gradient(i);
    ${attributes.momentum > 0 ? withMomentum : 'let u = g;'}
    set_update(i, u);
    own += u * u;
  }
  let sum = total(lane, own);
  if (lane == 0u) { set_norms(group.x, sum); }`,
  });
}

/** X = u / max(norm of u, least), the padding zeros. Every workgroup adds the norm's parts up anew. */
function normalise(
  context: EmitContext,
  layout: Layout,
  { norms, update, matrices: [matrix] }: Parts,
): Kernel {
  const { rows, columns, turned, height, depth, parts } = layout;
  return writeKernel({
    label: 'muon, normalise',
    operands: { norms, update, matrix },
    workgroupSize: [THREADS],
    workgroups: fixedGroups(Math.ceil((height * depth) / THREADS)),
    declarations: workgroupSum(context, THREADS),
    body: `
  var own = 0.0;
  if (lane < ${parts}u) { own = norms(lane); }
  let norm = sqrt(total(lane, own));
  let i = ${LINE} * ${THREADS}u + lane;
  if (i >= ${height * depth}u) { return; }
  let row = i ${turned ? '%' : '/'} ${depth}u;
  let column = i ${turned ? '/' : '%'} ${depth}u;
  var value = 0.0;
  if (row < ${rows}u && column < ${columns}u) { value = update(row * ${columns}u + column); }
  set_matrix(i, value / max(norm, ${float(LEAST_NORM)}));`,
  });
}

/** One step of Newton and Schulz: A = X*Xᵀ, B = b*A + c*A*A, X = a*X + B*X. */
function iterate({ height, depth }: Layout, { matrices, gram, polynomial }: Parts, step: number): Kernel[] {
  const { a, b, c } = NEWTON_SCHULZ;
  const [x, next] = step % 2 === 0 ? matrices : [matrices[1], matrices[0]];
  const square = { turned: true, rows: height, columns: height };
  return [
    matrixProduct({ label: 'muon, gram', left: x, right: x, out: gram, ...square, depth, result: 'sum' }),
    // A is its own transpose.
    matrixProduct({
      label: 'muon, polynomial',
      left: gram,
      right: gram,
      out: polynomial,
      ...square,
      depth: height,
      result: `${float(b)} * left(at) + ${float(c)} * sum`,
    }),
    matrixProduct({
      label: 'muon, apply',
      left: polynomial,
      right: x,
      turned: false,
      out: next,
      rows: height,
      columns: depth,
      depth: height,
      result: `${float(a)} * right(at) + sum`,
    }),
  ];
}

/** x = x*(1 - r*weightDecay) - r*scale*X, r = ratio*rate. */
function move(
  { inputs: [parameters, , , hyper], attributes }: Operation<'muon'>,
  context: EmitContext,
  layout: Layout,
  matrix: Operand,
): Kernel {
  const { rows, columns, turned, depth } = layout;
  const { ratio, weightDecay } = attributes;
  return writeKernel({
    label: 'muon, update',
    operands: { x: context.operand(parameters), hyper: context.operand(hyper), matrix },
    workgroupSize: [THREADS],
    workgroups: fixedGroups(Math.ceil((rows * columns) / THREADS)),
    body: `
  let i = ${LINE} * ${THREADS}u + lane;
  if (i >= ${rows * columns}u) { return; }
  let row = i / ${columns}u;
  let column = i % ${columns}u;
  let even = matrix(${turned ? `column * ${depth}u + row` : `row * ${depth}u + column`});
  let rate = ${float(ratio)} * hyper(0u);
  set_x(i, x(i) * (1.0 - rate * ${float(weightDecay)}) - rate * ${float(matrixScale(layout))} * even);`,
  });
}
