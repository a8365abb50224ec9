import { operationFlops } from '../../src/engine/compiler/cost.ts';
import { matrixOf } from '../../src/engine/compiler/muon.ts';
import { operations } from '../../src/engine/compiler/operations.ts';
import {
  type Operation,
  type Program,
  type ValueId,
  valueElements,
} from '../../src/engine/compiler/program.ts';
import type { Shape } from '../../src/engine/nn/shape.ts';

/** The least that an operation can do. */
export interface Least {
  /** Numbers: every input once. */
  readonly loads: number;
  /** Numbers: every output once, and every input that is written as well as read. */
  readonly stores: number;
  /** Multiply-adds of its products; 0 where it has none. */
  readonly products: number;
}

/** The patches of Winograd's F(4x4, 3x3), and the products that each takes for a pair of planes. */
const PATCH = 4;
const PATCH_PRODUCTS = 36;

/** The least of an operation at a batch of n: products as they are defined, or those that Winograd leaves. */
export function leastOf(program: Program, operation: Operation, n: number, isWinograd: boolean): Least {
  const { inputs, outputs, name } = operation;
  const written = (operations[name].effects ?? []).map((at) => inputs[at]);
  return {
    loads: numbersOf(program, inputs, n),
    stores: numbersOf(program, [...outputs, ...written], n),
    products: isWinograd ? winogradProducts(program, operation, n) : definedProducts(program, operation, n),
  };
}

/** Numbers of some values, each counted once however often it is named. */
function numbersOf({ values }: Program, ids: readonly (ValueId | null)[], n: number): number {
  const named = new Set(ids.filter((id) => id !== null));
  return [...named].reduce((sum, id) => sum + valueElements(values[id], n), 0);
}

function definedProducts(program: Program, operation: Operation, n: number): number {
  if (operation.name === 'muon') return muonProducts(program, operation as Operation<'muon'>);
  return operationFlops(program, operation, n) / 2;
}

/** Of an iteration X*Xᵀ, A*A and B*X, X being lower than wide. */
function muonProducts({ values }: Program, { inputs, attributes }: Operation<'muon'>): number {
  const { rows, columns } = matrixOf(values[inputs[0] as ValueId].shape);
  const [low, wide] = [Math.min(rows, columns), Math.max(rows, columns)];
  return attributes.steps * (2 * low * low * wide + low ** 3);
}

/** Of patches that cover the result of a convolution, or of its input's gradient; a weight's gradient has those of the forward pass. */
function winogradProducts({ values }: Program, operation: Operation, n: number): number {
  const { inputs, outputs, name } = operation;
  const shapeOf = (id: ValueId | null) => values[id as ValueId].shape;
  const isWeight = name === 'convolutionWeightGradient';
  const [planes, made] = shapeOf(isWeight ? outputs[0] : inputs[1]);
  const [, height, width]: Shape = shapeOf(isWeight ? inputs[1] : outputs[0]);
  const patches = Math.ceil(height / PATCH) * Math.ceil(width / PATCH);
  return n * patches * PATCH_PRODUCTS * planes * made;
}
