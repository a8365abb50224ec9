import type { GraphNode } from '../../../shared/document.ts';
import type { StepNetwork } from './step.ts';

/** One of each that a network for pictures is made of; few numbers, and no two sizes alike. */
const nodes: readonly GraphNode[] = [
  { id: 'images', type: 'Input', params: { size: [3, 6, 5] } },
  { id: 'conv1', type: 'SpatialConvolution', params: { nOutputPlane: 4, padW: 1 } },
  { id: 'bn1', type: 'SpatialBatchNormalization', params: { momentum: 0.37 } },
  { id: 'relu1', type: 'ReLU', params: {} },
  { id: 'pool1', type: 'SpatialMaxPooling', params: {} },
  { id: 'drop1', type: 'Dropout', params: { p: 0.3 } },
  { id: 'view1', type: 'View', params: {} },
  { id: 'fc1', type: 'Linear', params: { outputSize: 3 } },
  { id: 'log', type: 'LogSoftMax', params: {} },
];

/** The network whose numbers after a step are stored. */
export const tinyNetwork: StepNetwork = { nodes, width: 5, height: 6, range: rangeOf };

/** So that no class is certain, and gradients are neither lost beside the momentum nor hide it. */
function rangeOf(name: string): readonly [number, number] {
  if (name.startsWith('optimiser.')) return [-0.07, 0.09];
  return /^bn.*(weight|var)$/.test(name) ? [0.4, 1.9] : [-0.3, 0.4];
}
