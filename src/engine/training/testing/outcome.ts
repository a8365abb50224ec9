import type { TinyRun } from './tinyRun.ts';

/** Where a run ends, to the bit: its last tensors, and what it said of each epoch from `sinceEpoch` on. */
export function outcome({ checkpoints }: TinyRun, sinceEpoch = 1): unknown {
  const last = checkpoints[checkpoints.length - 1];
  const results = checkpoints.flatMap(({ result }) => (result && result.epoch >= sinceEpoch ? [result] : []));
  return {
    position: last.position,
    tensors: last.tensors.map(({ name, shape, data }) => [name, [...shape], bits(data)]),
    epochs: results.map(({ epoch, train, validation, test: tested }) => [
      epoch,
      train,
      validation && bits(validation.scores),
      tested && [tested.loss, tested.accuracy],
    ]),
  };
}

function bits(data: Float32Array): string {
  return Array.from(new Uint32Array(data.slice().buffer), (word) => word.toString(16)).join(' ');
}
