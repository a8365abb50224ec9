import { isHalving } from './halving.ts';
import type { Operation, Value, ValueId } from './program.ts';
import type { Fusion, Target } from './target.ts';

type Pass = (list: readonly Operation[], kept: ReadonlySet<ValueId>, values: readonly Value[]) => Operation[];

/** Replaces pairs of operations by one where the device has it. `kept` values are read from outside and stay. */
export function fuse(
  operations: readonly Operation[],
  values: readonly Value[],
  target: Target,
  kept: ReadonlySet<ValueId>,
): Operation[] {
  // In this order: each takes what those before it left.
  const passes: Record<Fusion, Pass> = {
    activation: fuseActivation,
    activationGradient: fuseActivationGradient,
    crossEntropy: fuseCrossEntropy,
    pooling: fusePooling,
    channelSum: fuseChannelSum,
  };
  return (Object.keys(passes) as Fusion[])
    .filter((name) => target.fusions.has(name))
    .reduce<Operation[]>((list, name) => passes[name](list, kept, values), [...operations]);
}

const ACTIVATED: ReadonlySet<string> = new Set([
  'convolution',
  'linear',
  'batchNormalization',
  'batchNormalizationEvaluate',
]);

/** y = f(x); z = relu(y), y read by nothing else: z = f(x) with activation relu. */
function fuseActivation(list: readonly Operation[], kept: ReadonlySet<ValueId>): Operation[] {
  const uses = countUses(list);
  const makers = producers(list);
  const replaced = new Map<Operation, Operation>();
  const removed = new Set<Operation>();
  for (const operation of list) {
    if (operation.name !== 'relu') continue;
    const y = operation.inputs[0] as ValueId;
    const maker = makers.get(y);
    if (!maker || !ACTIVATED.has(maker.name) || uses.get(y) !== 1 || kept.has(y)) continue;
    const attributes = { ...maker.attributes, activation: 'relu' } as Operation['attributes'];
    replaced.set(maker, { ...maker, attributes, outputs: [operation.outputs[0], ...maker.outputs.slice(1)] });
    removed.add(operation);
  }
  return list.flatMap((operation) => (removed.has(operation) ? [] : [replaced.get(operation) ?? operation]));
}

/** g = reluGradient(dy, y); dx = batchNormalizationGradient(g, x, …), y from the batch normalisation of x with activation relu. */
function fuseActivationGradient(list: readonly Operation[], kept: ReadonlySet<ValueId>): Operation[] {
  const uses = countUses(list);
  const makers = producers(list);
  const removed = new Set<Operation>();
  const fused = list.map((operation) => {
    if (operation.name !== 'batchNormalizationGradient') return operation;
    const g = operation.inputs[0] as ValueId;
    const gate = makers.get(g);
    if (gate?.name !== 'reluGradient' || uses.get(g) !== 1 || kept.has(g)) return operation;
    const normalisation = makers.get(gate.inputs[1] as ValueId);
    const own =
      normalisation?.name === 'batchNormalization' && normalisation.inputs[0] === operation.inputs[1];
    if (!own || (normalisation as Operation<'batchNormalization'>).attributes.activation !== 'relu')
      return operation;
    removed.add(gate);
    return {
      ...operation,
      inputs: [gate.inputs[0], ...operation.inputs.slice(1)],
      attributes: { activation: 'relu' },
    } as Operation;
  });
  return fused.filter((operation) => !removed.has(operation));
}

/** d = classNllGradient(y, …); dx = logSoftMaxGradient(d, y): dx = crossEntropyGradient(y, …). */
function fuseCrossEntropy(list: readonly Operation[], kept: ReadonlySet<ValueId>): Operation[] {
  const uses = countUses(list);
  const makers = producers(list);
  const removed = new Set<Operation>();
  const fused = list.map((operation) => {
    if (operation.name !== 'logSoftMaxGradient') return operation;
    const [d, y] = operation.inputs as [ValueId, ValueId];
    const gradient = makers.get(d);
    if (gradient?.name !== 'classNllGradient' || gradient.inputs[0] !== y || uses.get(d) !== 1 || kept.has(d))
      return operation;
    removed.add(gradient);
    return {
      ...operation,
      name: 'crossEntropyGradient',
      inputs: gradient.inputs,
      attributes: gradient.attributes,
    } as Operation;
  });
  return fused.filter((operation) => !removed.has(operation));
}

/** y = batchNormalization(x, …); z, indices = maxPooling(y), y read by nothing else: the first gives z and indices. */
function fusePooling(
  list: readonly Operation[],
  kept: ReadonlySet<ValueId>,
  values: readonly Value[],
): Operation[] {
  const uses = countUses(list);
  const makers = producers(list);
  const replaced = new Map<Operation, Operation>();
  const removed = new Set<Operation>();
  for (const operation of list) {
    if (operation.name !== 'maxPooling') continue;
    const y = operation.inputs[0] as ValueId;
    const [z, indices] = operation.outputs as [ValueId, ValueId];
    const maker = makers.get(y);
    const isTraining = maker?.name === 'batchNormalization';
    if (!maker || (!isTraining && maker.name !== 'batchNormalizationEvaluate')) continue;
    if (uses.get(y) !== 1 || kept.has(y)) continue;
    const window = (operation as Operation<'maxPooling'>).attributes;
    if (!isHalving(window, values[y].shape, values[z].shape)) continue;
    const attributes = { ...maker.attributes, pooling: 'halves' } as Operation['attributes'];
    const outputs = isTraining ? [z, ...maker.outputs.slice(1, 3), indices] : [z];
    replaced.set(maker, { ...maker, attributes, outputs });
    removed.add(operation);
  }
  return list.flatMap((operation) => (removed.has(operation) ? [] : [replaced.get(operation) ?? operation]));
}

/** dx = batchNormalizationGradient(…); dbias = channelSum(dx): the first gives both. */
function fuseChannelSum(list: readonly Operation[]): Operation[] {
  const makers = producers(list);
  const sums = new Map<Operation, Operation>();
  for (const operation of list) {
    if (operation.name !== 'channelSum') continue;
    const maker = makers.get(operation.inputs[0] as ValueId);
    if (maker?.name === 'batchNormalizationGradient' && !sums.has(maker)) sums.set(maker, operation);
  }
  const removed = new Set(sums.values());
  return list.flatMap((operation) => {
    if (removed.has(operation)) return [];
    const sum = sums.get(operation);
    if (!sum) return [operation];
    return [{ ...operation, outputs: [...operation.outputs.slice(0, 3), sum.outputs[0]] }];
  });
}

function countUses(list: readonly Operation[]): Map<ValueId, number> {
  const uses = new Map<ValueId, number>();
  for (const { inputs } of list) {
    for (const input of inputs) if (input !== null) uses.set(input, (uses.get(input) ?? 0) + 1);
  }
  return uses;
}

function producers(list: readonly Operation[]): Map<ValueId, Operation> {
  const makers = new Map<ValueId, Operation>();
  for (const operation of list) {
    for (const output of operation.outputs) if (output !== null) makers.set(output, operation);
  }
  return makers;
}
