import { describe, expect, test } from 'vitest';
import { FLOAT, reshape, sum } from '../../engine/devices/tensorflow/emit/arithmetic.ts';
import { feedFloats, fetchedFloats, words } from '../../engine/devices/tensorflow/feed.ts';
import { typeAttribute } from '../../engine/interchange/savedModel/attributes.ts';
import { createGraphBuilder, variableHandle } from '../../engine/interchange/savedModel/graphBuilder.ts';
import { savedModelBytes } from '../../engine/interchange/savedModel/savedModel.ts';
import { findInstallation } from './installation.ts';
import { loadBackend } from './loadBackend.ts';
import { openTensorFlow } from './openTensorFlow.ts';
import { whyNoTensorFlow } from './testing/whyNoTensorFlow.ts';

const reason = whyNoTensorFlow();

/** One variable of four numbers that `add` adds to and `set` sets. */
function countingModel(): Uint8Array {
  const graph = createGraphBuilder();
  const handle = variableHandle(graph, 'total', [4]);
  const given = ['add', 'set'].map((name) => feedFloats(graph, name, [4]));
  const float = { dtype: typeAttribute('float') };
  const copy = graph.add('DeepCopy', [given[1].numbers], FLOAT);
  const set = graph.add('AssignVariableOp', [handle, copy], float);
  const added = graph.add('AssignAddVariableOp', [handle, given[0].numbers], float);
  const total = graph.add('ReadVariableOp', [handle], float, { after: [added] });
  const done = graph.add('Identity', [graph.floats([1], [])], FLOAT, { after: [set] });
  return savedModelBytes(graph.graph(), {
    add: { inputs: { x: given[0].input }, outputs: { total: { tensor: total, type: 'float', shape: [4] } } },
    set: { inputs: { x: given[1].input }, outputs: { done: { tensor: done, type: 'float', shape: [] } } },
  });
}

/** Fills a matrix of the size that it is given with twos, and adds it up. */
function fillingModel(): Uint8Array {
  const graph = createGraphBuilder();
  const sizes = graph.placeholder('sizes', 'int32', [2]);
  const int = typeAttribute('int32');
  graph.within('step/conv1');
  const matrix = graph.add('Fill', [sizes, graph.floats([2], [])], { ...FLOAT, index_type: int });
  const total = reshape(graph, sum(graph, matrix, [0, 1], false), [1]);
  return savedModelBytes(graph.graph(), {
    fill: {
      inputs: { sizes: { tensor: sizes, type: 'int32', shape: [2] } },
      outputs: { total: { tensor: total, type: 'float', shape: [1] } },
    },
  });
}

describe.skipIf(reason !== null)('a SavedModel in TensorFlow', () => {
  const four = (...data: number[]) => ({ x: words(Float32Array.from(data), [4]) });

  test('keeps its variables between runs of its signatures', async () => {
    const model = await (await openTensorFlow(2)).load(countingModel(), ['set', 'add']);
    model.run('set', four(1, 2, 3, 4));
    model.run('add', four(0.5, 0, 0, -9));
    expect(model.run('add', four(1, 0, 0, 0)).total).toEqual(Float32Array.of(2.5, 2, 3, -5));
    model.dispose();
  });

  test('has variables of its own where another has the same names', async () => {
    const runtime = await openTensorFlow(2);
    const [one, other] = await Promise.all([0, 1].map(() => runtime.load(countingModel(), ['set', 'add'])));
    one.run('set', four(1, 1, 1, 1));
    other.run('set', four(5, 5, 5, 5));
    expect(fetchedFloats(one.run('add', four(1, 1, 1, 1)), 'total')[0]).toBe(2);
    expect(fetchedFloats(other.run('add', four(1, 1, 1, 1)), 'total')[0]).toBe(6);
    one.dispose();
    other.dispose();
  });

  test('that needs more memory than there is fails by a sentence that names the node, and runs again', async () => {
    const model = await (await openTensorFlow(2)).load(fillingModel(), ['fill']);
    const sizes = (n: number) => ({ sizes: words(Int32Array.of(n, n), [2]) });
    expect(() => model.run('fill', sizes(2 ** 24))).toThrow(
      'TensorFlow ran out of memory at conv1 for a tensor of 16777216x16777216; take a smaller batch, or another device',
    );
    expect(model.run('fill', sizes(3)).total).toEqual(Float32Array.of(18));
    model.dispose();
    // TensorFlow waits ten seconds for memory before it gives up.
  }, 60_000);

  test('leaves no tensor behind in 200 runs, failed ones included', async () => {
    const found = findInstallation();
    if ('problem' in found) throw new Error(found.problem.message);
    const { memory } = loadBackend(found.installation);
    const model = await (await openTensorFlow(2)).load(countingModel(), ['set', 'add']);
    model.run('set', four(0, 0, 0, 0));
    const before = memory().numTensors;
    for (let i = 0; i < 200; i++) model.run('add', four(1, 1, 1, 1));
    expect(() => model.run('add', { x: words(Float32Array.of(1, 2), [2]) })).toThrow();
    expect(memory().numTensors).toBe(before);
    model.dispose();
  });
});
