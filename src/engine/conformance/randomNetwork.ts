import type { GraphDocument } from '../../shared/document.ts';
import { analyse } from '../graph/analyse.ts';
import { criterions } from '../nn/criterions/registry.ts';
import { modules } from '../nn/registry.ts';
import type { Shape } from '../nn/shape.ts';
import { optimisers } from '../optim/registry.ts';
import { createRandom } from '../random/streams.ts';
import { describeNetwork, type NodeWords } from './network.ts';

const CLASSES = 5;

/** Modules that take one wire, with parameters that fit most shapes. */
const steps: readonly (readonly [string, Record<string, unknown>])[] = [
  ['SpatialConvolution', { nOutputPlane: 3, padW: 1 }],
  ['SpatialConvolution', { nOutputPlane: 4, kW: 2, kH: 3, dW: 2, bias: false }],
  ['SpatialMaxPooling', {}],
  ['SpatialMaxPooling', { kW: 3, kH: 3, dW: 1, dH: 1, padW: 1, padH: 1 }],
  ['SpatialAveragePooling', { kW: 2, kH: 2, padW: 1, padH: 1 }],
  ['SpatialBatchNormalization', {}],
  ['BatchNormalization', { affine: false }],
  ['Linear', { outputSize: 6 }],
  ['ReLU', {}],
  ['ReLU', {}],
  ['Tanh', {}],
  ['Sigmoid', {}],
  ['SoftMax', {}],
  ['LogSoftMax', {}],
  ['Dropout', { p: 0.31 }],
  ['Dropout', { p: 0.31, v1: true, stochasticInference: true }],
  ['View', {}],
  ['View', { size: [2, -1, 1] }],
  ['Identity', {}],
];

/**
 * A network drawn from a seed: some modules on wires from anywhere before them, sums and joins of what fits, all ends
 * joined at last into scores of 5 classes; criterion and optimiser are drawn from the samples.
 */
export function randomNetwork(seed: number): GraphDocument {
  const random = createRandom(seed, 'weights');
  const pick = <T>(list: readonly T[]): T => list[random.nextInteger(list.length)];
  const nodes: NodeWords[] = [['in', 'Input', { size: random.nextInteger(4) === 0 ? [18] : [3, 6, 5] }]];
  const shapes = new Map<string, Shape>();
  const fed = new Set<string>();
  /** Adds a node where its module takes the wires. */
  const grow = (words: NodeWords): boolean => {
    const shaped = analyse(describeNetwork([...nodes, words]), modules).shaped.get(words[0]);
    if (!shaped) return false;
    nodes.push(words);
    shapes.set(words[0], shaped.outputShapes[0]);
    for (const source of words.slice(3) as string[]) fed.add(source);
    return true;
  };
  shapes.set('in', (nodes[0][2] as { size: Shape }).size);
  for (let i = 0; i < 5 + random.nextInteger(9); i++) {
    const known = [...shapes.keys()];
    // Mostly deeper, so that chains form; at times from anywhere, so that wires part.
    const from = random.nextInteger(3) > 0 ? known[known.length - 1] : pick(known);
    const alike = known.filter((id) => shapes.get(id)?.join() === shapes.get(from)?.join());
    if (random.nextInteger(4) === 0) grow([`n${i}`, pick(['CAddTable', 'JoinTable']), {}, from, pick(alike)]);
    else grow([`n${i}`, ...pick(steps), from]);
  }
  const ends = [...shapes.keys()].filter((id) => !fed.has(id));
  for (const id of ends) grow([`${id}Flat`, 'View', {}, id]);
  if (ends.length > 1) grow(['all', 'JoinTable', { N: ends.length }, ...ends.map((id) => `${id}Flat`)]);
  grow(['scores', 'Linear', { outputSize: CLASSES }, nodes[nodes.length - 1][0]]);
  if (random.nextInteger(3) > 0) grow(['log', 'LogSoftMax', {}, 'scores']);
  const criterion = pick([...criterions.values()]);
  const optimiser = pick([...optimisers.values()]);
  return describeNetwork(nodes, {
    criterion: { type: criterion.type, params: {} },
    optimiser: { type: optimiser.type, params: { ...pick(optimiser.samples) } },
  });
}
