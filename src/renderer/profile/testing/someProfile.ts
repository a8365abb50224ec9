import type { NetworkProfile } from '../../../shared/api/profile.ts';
import type { GraphDocument } from '../../../shared/document.ts';
import type { ProfileRow } from '../../../shared/profile.ts';
import { emptyDocument } from '../../store/documentStore.ts';

const nodes: GraphDocument['nodes'] = [
  { id: 'images', type: 'Input', params: { size: [3, 10, 8] } },
  { id: 'conv', type: 'SpatialConvolution', params: { nOutputPlane: 5 } },
  { id: 'act', type: 'ReLU', params: {} },
  { id: 'view', type: 'View', params: {} },
  { id: 'fc', type: 'Linear', params: { outputSize: 4 } },
  { id: 'log', type: 'LogSoftMax', params: {} },
];

/** A chain without a fault. */
export const smallNetwork: GraphDocument = {
  ...emptyDocument,
  nodes,
  wires: nodes.slice(1).map(({ id }, i) => ({
    from: { node: nodes[i].id, port: 'output' },
    to: { node: id, port: 'input' },
  })),
};

function row(
  name: string,
  forward: number,
  backward: number,
  share: number,
  gigaflops: number | null = null,
) {
  return { name, forward, backward, update: 0, milliseconds: forward + backward, share, gigaflops };
}

/** What a step of it might take; its View has no operation of its own. */
export const someProfile: NetworkProfile = {
  rows: [
    row('conv', 2, 4, 0.6, 21),
    row('act', 0.5, 0.5, 0.1),
    row('fc', 1, 1.5, 0.25, 8),
    row('log', 0.002, 0.001, 0.0003),
    row('criterion', 0.1, 0, 0.01),
    { ...row('optimiser', 0, 0, 0.0397), update: 0.397, milliseconds: 0.397 } satisfies ProfileRow,
  ],
  millisecondsPerStep: 10.1,
  imagesPerSecond: 3168,
  steps: 60,
  batchSize: 32,
  device: 'cpu, 2 threads',
};
