import type { Builder } from './builder.ts';
import { gradientRule } from './gradients.ts';
import type { Operation, ValueId } from './program.ts';

interface Differentiation {
  readonly builder: Builder;
  /** Forward operations, in order. */
  readonly forward: readonly Operation[];
  /** Gradient of the network's output, and that output. */
  readonly output: ValueId;
  readonly outputGradient: ValueId;
  /** For each learnable value its place in the flat gradient vector. */
  readonly places: ReadonlyMap<ValueId, ValueId>;
  /** Further values whose gradient is wanted (the input, in tests). */
  readonly targets?: readonly ValueId[];
}

/**
 * Appends the backward operations: reverse mode, gradients of a value with several consumers added up in the
 * consumers' order. Only what leads from a learnable value or a target to the output is visited.
 * Returns the gradient of each target reached.
 */
export function differentiate({
  builder,
  forward,
  output,
  outputGradient,
  places,
  targets = [],
}: Differentiation): Map<ValueId, ValueId> {
  const learnable = reaching(forward, new Set([...places.keys(), ...targets]));
  const contributions = new Map<ValueId, ValueId[]>([[output, [outputGradient]]]);
  const total = (value: ValueId): ValueId | null => {
    const parts = contributions.get(value);
    if (!parts) return null;
    // Backward visits the last consumer first; Torch adds in forward order.
    if (parts.length > 1)
      contributions.set(value, builder.operation('add', parts.toReversed(), {}, [builder.shape(value)]));
    return (contributions.get(value) as ValueId[])[0];
  };
  for (const operation of forward.toReversed()) {
    const leads = operation.inputs.some((input) => input !== null && learnable.has(input));
    if (!leads || !operation.outputs.some((y) => y !== null && contributions.has(y))) continue;
    builder.at(operation.node);
    const inputGradients = gradientRule(operation.name)({
      builder,
      operation,
      outputGradients: operation.outputs.map((y) => (y === null ? null : total(y))),
      wanted: (i) => learnable.has(operation.inputs[i] as ValueId),
      place: (i) => places.get(operation.inputs[i] as ValueId) as ValueId,
    });
    operation.inputs.forEach((input, i) => {
      const gradient = inputGradients[i] ?? null;
      if (input === null || gradient === null || !learnable.has(input) || places.has(input)) return;
      contributions.set(input, [...(contributions.get(input) ?? []), gradient]);
    });
  }
  return new Map(
    targets.flatMap((target) => {
      const gradient = total(target);
      return gradient === null ? [] : [[target, gradient] as const];
    }),
  );
}

/** All values that depend on one of `sources`, these included. */
function reaching(forward: readonly Operation[], sources: ReadonlySet<ValueId>): ReadonlySet<ValueId> {
  const reached = new Set(sources);
  for (const { inputs, outputs } of forward) {
    if (!inputs.some((input) => input !== null && reached.has(input))) continue;
    for (const output of outputs) if (output !== null) reached.add(output);
  }
  return reached;
}
