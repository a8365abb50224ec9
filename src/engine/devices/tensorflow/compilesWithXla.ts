import { createGraphBuilder } from '../../interchange/savedModel/graphBuilder.ts';
import { savedModelBytes } from '../../interchange/savedModel/savedModel.ts';
import { binary, FLOAT } from './emit/arithmetic.ts';
import { feedFloats, fetchedFloats, words } from './feed.ts';
import type { TensorFlowRuntime } from './runtime.ts';

/**
 * Whether XLA can compile here, found by trying: on a GPU it needs NVIDIA's assembler and its library of functions,
 * which come with `tensorflow[and-cuda]` and may be missing elsewhere.
 */
export async function compilesWithXla(runtime: TensorFlowRuntime): Promise<boolean> {
  const graph = createGraphBuilder({ xla: true });
  const { input, numbers } = feedFloats(graph, 'x', [3]);
  const tensor = graph.add(
    'Tanh',
    [binary(graph, 'AddV2', binary(graph, 'Mul', numbers, numbers), numbers)],
    FLOAT,
  );
  const outputs = { y: { tensor, type: 'float' as const, shape: [3] } };
  const bytes = savedModelBytes(graph.graph(), { try: { inputs: { x: input }, outputs } });
  try {
    const model = await runtime.load(bytes, ['try']);
    const y = fetchedFloats(model.run('try', { x: words(Float32Array.of(0.25, -1, 0.5), [3]) }), 'y');
    model.dispose();
    const expected = [0.25, -1, 0.5].map((x) => Math.tanh(x * x + x));
    return expected.every((value, i) => Math.abs(value - y[i]) < 1e-5);
  } catch {
    return false;
  }
}
