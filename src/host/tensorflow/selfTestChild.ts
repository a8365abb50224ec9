import { loadBackend } from './loadBackend.ts';

/** What the child says of the TensorFlow that it loaded, as the last line of its output. */
export interface SelfTestAnswer {
  readonly tensorflow: string;
  readonly gpu: boolean;
}

/** Of `[1, 2, 3, 4]` as a matrix with itself. */
const EXPECTED = '7,10,15,22';

const [addon, packageFolder] = process.argv.slice(2);
const tf = loadBackend({ addon, packageFolder });
const { binding, isUsingGpuDevice } = tf.backend();
const matrix = tf.tensor(new Float32Array([1, 2, 3, 4]), [2, 2], 'float32');
const product = [...tf.matMul(matrix, matrix).dataSync()].join();
if (product !== EXPECTED) throw new Error(`a product came out as ${product}, expected ${EXPECTED}`);
const answer: SelfTestAnswer = { tensorflow: binding.TF_Version, gpu: isUsingGpuDevice };
process.stdout.write(`\n${JSON.stringify(answer)}\n`);
