// Times whole training steps of vgg-small in jax-js on WebGPU, on random images: forward, loss, backward, update.
//
//     node bench/webgpu/jax_step.mjs --peers DIR --batch 4 --steps 3
//
// Prints one JSON object. All of a step is one function under `jit`, as jax-js asks for.
import { PARAMETERS } from '../tfjs_networks.mjs';
import { openGpu } from './gpu.mjs';
import { CLASSES, lossOf, parameterShapes, statisticsShapes } from './jax_network.mjs';
import { loadPeer } from './peers.mjs';
import { stepOptions, timeSteps } from './stepTimes.mjs';

/**
 * @typedef {import('./jax_types.d.mts').Jax} Jax
 * @typedef {import('./jax_types.d.mts').JaxArray} JaxArray
 * @typedef {import('./jax_types.d.mts').Arrays} Arrays
 */

const RATE = 0.01;
const MOMENTUM = 0.9;

const options = stepOptions();
const { batch } = options;
const gpu = await openGpu();
const { module, version } = loadPeer('jax-js', options.peers);
const jax = /** @type {Jax} */ (module);
const devices = await jax.init('webgpu');
if (!devices.includes('webgpu')) throw new Error('jax-js opened no WebGPU device');
jax.defaultDevice('webgpu');
const { numpy: np, random } = jax;

const shapes = parameterShapes();
const parameters = Object.values(shapes).reduce((sum, shape) => sum + shape.reduce((a, b) => a * b, 1), 0);
if (parameters !== PARAMETERS['vgg-small']) {
  throw new Error(`vgg-small has ${parameters} parameters, expected ${PARAMETERS['vgg-small']}`);
}
const loss = lossOf(jax, batch);
let seed = 0;
let weights = filled(shapes, (name, shape) => {
  if (shape.length === 1) return /^bn.*weight$/.test(name) ? np.ones(shape) : np.zeros(shape);
  const inputs = shape.length === 4 ? shape[1] * 9 : shape[0];
  return random.normal(random.key(++seed), shape).mul(Math.sqrt(2 / inputs));
});
let velocity = filled(shapes, (_, shape) => np.zeros(shape));
let running = filled(statisticsShapes(), (name, shape) =>
  name.endsWith('variance') ? np.ones(shape) : np.zeros(shape),
);
const images = random.normal(random.key(++seed), [batch, 3, 48, 48]);
const classes = Array.from({ length: batch }, () => Math.floor(CLASSES * Math.random()));
const labels = jax.nn.oneHot(np.array(classes, { dtype: np.int32 }), CLASSES);
await jax.blockUntilReady([weights, velocity, running, images, labels]);

const compiled = jax.jit(step);
const result = await timeSteps(options, async () => {
  const key = random.key(++seed);
  const [newWeights, newVelocity, newRunning, value] = compiled(
    weights,
    velocity,
    running,
    images.ref,
    labels.ref,
    key,
  );
  [weights, velocity, running] = [newWeights, newVelocity, newRunning];
  // The loss of the next step needs this step's update.
  return (await value.data())[0];
});
console.log(JSON.stringify({ ...result, version: `jax-js ${version} on ${gpu}` }));

/**
 * SGD with Nesterov's momentum.
 * @param {Arrays} weights @param {Arrays} velocity @param {Arrays} running
 * @param {JaxArray} images @param {JaxArray} labels @param {JaxArray} key
 * @returns {[Arrays, Arrays, Arrays, JaxArray]}
 */
function step(weights, velocity, running, images, labels, key) {
  const differentiated = jax.valueAndGrad(loss, { hasAux: true });
  const [[value, after], gradients] = differentiated(jax.tree.ref(weights), running, images, labels, key);
  const newVelocity = filled(shapes, (name) => velocity[name].mul(MOMENTUM).add(gradients[name].ref));
  const newWeights = filled(shapes, (name) => {
    const change = gradients[name].add(newVelocity[name].ref.mul(MOMENTUM));
    return weights[name].sub(change.mul(RATE));
  });
  return [newWeights, newVelocity, after, value];
}

/** @param {Record<string, number[]>} shapes @param {(name: string, shape: number[]) => JaxArray} make @returns {Arrays} */
function filled(shapes, make) {
  return Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [name, make(name, shape)]));
}
