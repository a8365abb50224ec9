// Times whole training steps of vgg-small in the layers API of tfjs on WebGPU, on random images: forward, loss, backward, update.
//
//     node bench/webgpu/tfjs_step.mjs --peers DIR --batch 4 --steps 3
//
// Prints one JSON object.
import { build } from '../tfjs_networks.mjs';
import { openGpu } from './gpu.mjs';
import { loadPeer } from './peers.mjs';
import { stepOptions, timeSteps } from './stepTimes.mjs';

const options = stepOptions();
const { batch } = options;
const gpu = await openGpu();
const { module, version } = loadPeer('tfjs-webgpu', options.peers);
const tf = /** @type {import('../tfjs_types.d.mts').TfjsWebgpu} */ (module);
if (!(await tf.setBackend('webgpu'))) throw new Error('tfjs opened no WebGPU device');

const model = build(tf, 'vgg-small');
model.compile({ optimizer: tf.train.momentum(0.01, 0.9, true), loss: 'categoricalCrossentropy' });
const images = tf.randomNormal([batch, 48, 48, 3]);
const labels = tf.oneHot(tf.randomUniform([batch], 0, 43, 'int32'), 43, 1, 0, 'float32');
const result = await timeSteps(options, () => model.trainOnBatch(images, labels));
console.log(JSON.stringify({ ...result, version: `tfjs ${version} on ${gpu}` }));
