// Times whole training steps in the layers API of tfjs-node on random images: forward, loss, backward, update.
//
//     node bench/tfjs_layers.mjs --graph vgg-small --batch 32 --threads 2
//
// Prints one JSON object. The images lie ready in TensorFlow's memory: no step waits for an input pipeline.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { stop, whole } from './arguments.mjs';
import { median } from './figures.mjs';
import { findTensorFlow, loadTensorFlow } from './tfjs.mjs';
import { build, PARAMETERS } from './tfjs_networks.mjs';

const text = /** @type {const} */ ({ type: 'string' });
const { values } = parseArgs({
  options: {
    graph: { ...text, default: 'vgg-small' },
    batch: { ...text, default: '32' },
    threads: { ...text, default: String(availableParallelism()) },
    steps: { ...text, default: '30' },
    warmup: { ...text, default: '5' },
  },
});
const { graph } = values;
if (!(graph in PARAMETERS))
  stop(`--graph is ${graph}, expected one of ${Object.keys(PARAMETERS).join(', ')}`);
const batch = whole('batch', values.batch);
const threads = whole('threads', values.threads);
const steps = whole('steps', values.steps);
const warmup = whole('warmup', values.warmup, 0);

const found = findTensorFlow();
if ('missing' in found) stop(found.missing);
const tf = loadTensorFlow(found.installation, threads);
const importedBytes = peakBytes();
const model = build(tf, graph);
model.compile({ optimizer: tf.train.momentum(0.01, 0.9, true), loss: 'categoricalCrossentropy' });
const images = tf.randomNormal([batch, 48, 48, 3]);
const labels = tf.oneHot(tf.randomUniform([batch], 0, 43, 'int32'), 43, 1, 0, 'float32');

const milliseconds = [];
for (let step = 0; step < warmup + steps; step++) {
  const started = performance.now();
  await model.trainOnBatch(images, labels);
  milliseconds.push(performance.now() - started);
}
const millisecondsPerStep = median(milliseconds.slice(warmup));
const { binding, isUsingGpuDevice } = tf.backend();
const result = {
  imagesPerSecond: (1000 * batch) / millisecondsPerStep,
  millisecondsPerStep,
  peakBytes: peakBytes(),
  importedBytes,
  batch,
  threads,
  graph,
  layout: 'channels last',
  version: `${found.installation.package}, TensorFlow ${binding.TF_Version}${isUsingGpuDevice ? ' on a GPU' : ''}, Node ${process.versions.node}`,
};
console.log(JSON.stringify(result));

/** The most memory that this process ever had resident; Node counts kibibytes everywhere. */
function peakBytes() {
  return process.resourceUsage().maxRSS * 1024;
}
