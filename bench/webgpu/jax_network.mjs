// vgg-small of resources/graphs in jax-js, layer for layer; images are channels x height x width.
// jax-js counts references: a call takes its arguments away, and `.ref` keeps one for another.

/**
 * @typedef {import('./jax_types.d.mts').Jax} Jax
 * @typedef {import('./jax_types.d.mts').JaxArray} JaxArray
 * @typedef {import('./jax_types.d.mts').Arrays} Arrays
 */

/** Convolutions in order, inputs and outputs; every second one ends a block with pooling and dropout. */
const CONVOLUTIONS = [
  [3, 32],
  [32, 32],
  [32, 64],
  [64, 64],
  [64, 128],
  [128, 128],
];
const FEATURES = 512;
export const CLASSES = 43;
const FLATTENED = 128 * 6 * 6;
const SIZE = 48;
/** Of the three blocks and of what they come to. */
const DROPOUTS = [0.2, 0.2, 0.2, 0.5];
const PADDING = /** @type {const} */ ([
  [1, 1],
  [1, 1],
]);
/** What is new in a running statistic, as in Torch. */
const SHARE = 0.1;

/** Shapes of the weights and biases, by name. */
export function parameterShapes() {
  /** @type {Record<string, number[]>} */
  const shapes = {};
  for (const [i, [inputs, outputs]] of CONVOLUTIONS.entries()) {
    shapes[`conv${i + 1}.weight`] = [outputs, inputs, 3, 3];
    shapes[`conv${i + 1}.bias`] = [outputs];
    shapes[`bn${i + 1}.weight`] = [outputs];
    shapes[`bn${i + 1}.bias`] = [outputs];
  }
  shapes['fc1.weight'] = [FLATTENED, FEATURES];
  shapes['fc1.bias'] = [FEATURES];
  shapes['bn7.weight'] = [FEATURES];
  shapes['bn7.bias'] = [FEATURES];
  shapes['fc2.weight'] = [FEATURES, CLASSES];
  shapes['fc2.bias'] = [CLASSES];
  return shapes;
}

/** Shapes of the running statistics, by name. */
export function statisticsShapes() {
  const widths = [...CONVOLUTIONS.map(([, outputs]) => outputs), FEATURES];
  const both = widths.flatMap((width, i) =>
    [`bn${i + 1}.mean`, `bn${i + 1}.variance`].map((name) => ({ name, width })),
  );
  return Object.fromEntries(both.map(({ name, width }) => [name, [width]]));
}

/**
 * The mean loss of a batch in training mode, beside it the running statistics after it.
 * @param {Jax} jax
 * @param {number} batch
 * @returns {import('./jax_types.d.mts').Loss}
 */
export function lossOf({ lax, nn, numpy: np, random }, batch) {
  return (weights, running, images, labels, key) => {
    /** @type {Arrays} */
    const after = {};
    const keys = np.unstack(random.split(key, DROPOUTS.length));
    let x = images;
    let size = SIZE;
    for (const [i, [, outputs]] of CONVOLUTIONS.entries()) {
      const shape = [1, outputs, 1, 1];
      x = lax.convGeneralDilated(x, weights[`conv${i + 1}.weight`], [1, 1], PADDING);
      x = x.add(weights[`conv${i + 1}.bias`].reshape(shape));
      x = nn.relu(normalised(x, i + 1, [0, 2, 3], shape, 1e-3));
      if (i % 2 === 0) continue;
      size /= 2;
      x = np.max(x.reshape([batch, outputs, size, 2, size, 2]), [3, 5]);
      x = dropped(x, (i - 1) / 2);
    }
    x = dropped(x.reshape([batch, FLATTENED]), 3);
    x = np.matmul(x, weights['fc1.weight']).add(weights['fc1.bias']);
    x = nn.relu(normalised(x, 7, [0], [1, FEATURES], 1e-5));
    x = np.matmul(x, weights['fc2.weight']).add(weights['fc2.bias']);
    return [np.mean(np.sum(nn.logSoftmax(x).mul(labels), 1)).mul(-1), after];

    /** @param {JaxArray} x @param {number} number @param {number[]} axes @param {number[]} shape @param {number} epsilon */
    function normalised(x, number, axes, shape, epsilon) {
      const name = `bn${number}`;
      const count = axes.reduce((product, axis) => product * x.shape[axis], 1);
      const mean = np.mean(x.ref, axes);
      const centred = x.sub(mean.ref.reshape(shape));
      const variance = np.mean(np.square(centred.ref), axes);
      after[`${name}.mean`] = blended(running[`${name}.mean`], mean);
      after[`${name}.variance`] = blended(running[`${name}.variance`], variance.ref.mul(count / (count - 1)));
      const scale = weights[`${name}.weight`].div(np.sqrt(variance.add(epsilon)));
      return centred.mul(scale.reshape(shape)).add(weights[`${name}.bias`].reshape(shape));
    }

    /** @param {JaxArray} old @param {JaxArray} found */
    function blended(old, found) {
      return old.mul(1 - SHARE).add(lax.stopGradient(found).mul(SHARE));
    }

    /** @param {JaxArray} x @param {number} number */
    function dropped(x, number) {
      const kept = 1 - DROPOUTS[number];
      const mask = random.bernoulli(keys[number], kept, x.shape).astype(np.float32);
      return x.mul(mask).mul(1 / kept);
    }
  };
}
