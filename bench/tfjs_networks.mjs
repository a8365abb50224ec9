// The networks of resources/graphs in the layers API of tfjs, layer for layer; images are height x width x channels.

/**
 * @typedef {import('./tfjs_types.d.mts').SymbolicTensor} Flow
 * @typedef {import('./tfjs_types.d.mts').TfjsLayers} TfjsLayers
 */

/** Learnable numbers, as `signalbox check` counts them. @type {Readonly<Record<string, number>>} */
export const PARAMETERS = { 'vgg-small': 2_670_795, 'resnet-tiny': 80_187, 'inception-tiny': 186_955 };

/**
 * A network by the name of its graph.
 * @param {TfjsLayers} tf
 * @param {string} name
 */
export function build(tf, name) {
  const inputs = tf.input({ shape: [48, 48, 3] });
  const write = { 'vgg-small': vggSmall, 'resnet-tiny': resnetTiny, 'inception-tiny': inceptionTiny }[name];
  if (write === undefined) throw new Error(`there is no network ${name}`);
  const model = tf.model({ inputs, outputs: write(shorthands(tf), inputs) });
  const found = model.trainableWeights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  if (found !== PARAMETERS[name]) {
    throw new Error(`${name} has ${found} parameters, expected ${PARAMETERS[name]}`);
  }
  return model;
}

/** @param {TfjsLayers} tf */
function shorthands({ layers }) {
  return {
    conv: (/** @type {Flow} */ x, filters = 0, kernelSize = 3, strides = 1, useBias = true) =>
      layers.conv2d({ filters, kernelSize, strides, useBias, padding: 'same' }).apply(x),
    norm: (/** @type {Flow} */ x, epsilon = 1e-5) => layers.batchNormalization({ epsilon }).apply(x),
    relu: (/** @type {Flow} */ x) => layers.reLU({}).apply(x),
    pool: (/** @type {Flow} */ x, poolSize = 2, strides = poolSize) =>
      layers.maxPooling2d({ poolSize, strides, padding: 'same' }).apply(x),
    average: (/** @type {Flow} */ x, poolSize = 1) => layers.averagePooling2d({ poolSize }).apply(x),
    dropout: (/** @type {Flow} */ x, rate = 0) => layers.dropout({ rate }).apply(x),
    flatten: (/** @type {Flow} */ x) => layers.flatten({}).apply(x),
    dense: (/** @type {Flow} */ x, units = 0) => layers.dense({ units }).apply(x),
    classes: (/** @type {Flow} */ x) => layers.dense({ units: 43, activation: 'softmax' }).apply(x),
    add: (/** @type {Flow[]} */ ...all) => layers.add({}).apply(all),
    join: (/** @type {Flow[]} */ ...all) => layers.concatenate({}).apply(all),
  };
}

/** @typedef {ReturnType<typeof shorthands>} Layers */

/** @param {Layers} layers @param {Flow} input */
function vggSmall({ conv, norm, relu, pool, dropout, flatten, dense, classes }, input) {
  let x = input;
  for (const features of [32, 64, 128]) {
    for (let i = 0; i < 2; i++) x = relu(norm(conv(x, features), 1e-3));
    x = dropout(pool(x), 0.2);
  }
  x = dense(dropout(flatten(x), 0.5), 512);
  return classes(relu(norm(x, 1e-5)));
}

/** @param {Layers} layers @param {Flow} input */
function resnetTiny({ conv, norm, relu, add, average, flatten, classes }, input) {
  let x = relu(norm(conv(input, 16, 3, 1, false)));
  let channels = 16;
  for (const features of [16, 32, 64]) {
    const stride = features === channels ? 1 : 2;
    const branch = relu(norm(conv(x, features, 3, stride, false)));
    const shortcut = stride === 1 ? x : norm(conv(x, features, 1, stride, false));
    x = relu(add(norm(conv(branch, features, 3, 1, false)), shortcut));
    channels = features;
  }
  return classes(flatten(average(x, 12)));
}

/** @param {Layers} layers @param {Flow} input */
function inceptionTiny({ conv, norm, relu, pool, dropout, join, flatten, classes }, input) {
  const inception = (/** @type {Flow} */ x, one = 0, three = 0, five = 0, pooled = 0) =>
    join(
      relu(conv(x, one, 1)),
      relu(conv(x, three, 3)),
      relu(conv(x, five, 5)),
      relu(conv(pool(x, 3, 1), pooled, 1)),
    );
  let x = pool(relu(norm(conv(input, 24))));
  x = pool(norm(inception(x, 16, 24, 8, 8)));
  x = pool(norm(inception(x, 24, 40, 12, 12)));
  return classes(dropout(flatten(x), 0.4));
}
