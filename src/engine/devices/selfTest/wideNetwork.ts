import type { GraphNode } from '../../../shared/document.ts';
import { elements, type Shape } from '../../nn/shape.ts';
import type { StepNetwork } from './step.ts';

/** Wide enough for all that a GPU's kernels do otherwise than on a tiny network: large tiles, Winograd, sums in parts. */
const nodes: readonly GraphNode[] = [
  { id: 'images', type: 'Input', params: { size: [3, 20, 24] } },
  { id: 'conv1', type: 'SpatialConvolution', params: { nOutputPlane: 48, padW: 1 } },
  { id: 'bn1', type: 'SpatialBatchNormalization', params: {} },
  { id: 'relu1', type: 'ReLU', params: {} },
  { id: 'conv2', type: 'SpatialConvolution', params: { nOutputPlane: 72, padW: 1 } },
  { id: 'bn2', type: 'SpatialBatchNormalization', params: {} },
  { id: 'relu2', type: 'ReLU', params: {} },
  { id: 'pool1', type: 'SpatialMaxPooling', params: {} },
  { id: 'conv3', type: 'SpatialConvolution', params: { nOutputPlane: 21, kW: 1, kH: 1 } },
  { id: 'view1', type: 'View', params: {} },
  { id: 'fc1', type: 'Linear', params: { outputSize: 130 } },
  { id: 'relu3', type: 'ReLU', params: {} },
  { id: 'fc2', type: 'Linear', params: { outputSize: 3 } },
  { id: 'log', type: 'LogSoftMax', params: {} },
];

/** A network to hold a device on a GPU against the processor by. */
export const wideNetwork: StepNetwork = { nodes, width: 24, height: 20, range: rangeOf };

/** So that sums over many numbers stay about as large as these are. */
function rangeOf(name: string, [, ...inputs]: Shape): readonly [number, number] {
  if (name.startsWith('optimiser.')) return [-0.001, 0.002];
  if (/^bn.*(weight|var)$/.test(name)) return [0.4, 1.9];
  const reach = 1.5 / Math.sqrt(elements(inputs));
  return [-reach, 1.1 * reach];
}
