import { elements } from '../../nn/shape.ts';
import { philox } from '../../random/philox.ts';
import { keyWords, streamWord, uniform23 } from '../../random/streams.ts';
import type { ReferenceKernel } from './kernel.ts';

export const dropout: ReferenceKernel<'dropout'> = ({ inputs, outputs, attributes, n, position }) => {
  const [x] = inputs;
  const [y] = outputs;
  const { probability, scale, node } = attributes;
  const threshold = Math.round(probability * 2 ** 23);
  const [key0, key1] = keyWords(position.seed);
  const word1 = streamWord('dropout', node);
  const words = new Uint32Array(4);
  for (let e = 0; e < n * elements(y.shape); e++) {
    if (e % 4 === 0) philox(key0, key1, e / 4, word1, position.step, position.epoch, words, 0);
    y.data[e] = uniform23(words[e % 4]) >= threshold ? x.data[e] * scale : 0;
  }
};
