import { describe, expect, test } from 'vitest';
import { createReferenceDevice } from '../devices/reference/referenceDevice.ts';
import { referenceTarget } from '../devices/reference/referenceTarget.ts';
import { resolveParams } from '../nn/params.ts';
import { elements, type Shape } from '../nn/shape.ts';
import { optimisers } from '../optim/registry.ts';
import { assertClose } from './numbers.ts';
import { type OptimiserSample, optimiserData, runOptimiser, SEGMENTS } from './optimiserProgram.ts';

type Params = Readonly<Record<string, number | boolean | null>>;

/** torch/optim's rule for one number: its way through three gradients. */
type Rule = (params: Params, x: number, gradients: readonly number[]) => number[];

/** A tensor and its gradients. */
interface Given {
  readonly shape: Shape;
  readonly start: Float64Array;
  readonly gradients: readonly Float64Array[];
}

/** A tensor's numbers after each step. */
type TensorRule = (params: Params, given: Given) => number[][];

const sgd: Rule = (params, start, gradients) => {
  const [rate, decay, weightDecay, momentum] = [
    params.learningRate,
    params.learningRateDecay,
    params.weightDecay,
    params.momentum,
  ].map(Number);
  const dampening = Number(params.dampening ?? momentum);
  let x = start;
  let v: number | null = null;
  return gradients.map((gradient, t) => {
    let d = gradient + weightDecay * x;
    if (momentum !== 0) {
      v = v === null ? d : v * momentum + (1 - dampening) * d;
      d = params.nesterov ? d + momentum * v : v;
    }
    x = x - (rate / (1 + t * decay)) * d;
    return x;
  });
};

const adam: Rule = (params, start, gradients) => {
  const [rate, decay, weightDecay, beta1, beta2, epsilon] = [
    params.learningRate,
    params.learningRateDecay,
    params.weightDecay,
    params.beta1,
    params.beta2,
    params.epsilon,
  ].map(Number);
  let [x, m, v] = [start, 0, 0];
  return gradients.map((gradient, t) => {
    const d = gradient + weightDecay * x;
    m = m * beta1 + (1 - beta1) * d;
    v = v * beta2 + (1 - beta2) * d ** 2;
    const correction = Math.sqrt(1 - beta2 ** (t + 1)) / (1 - beta1 ** (t + 1));
    x = x - ((rate / (1 + t * decay)) * correction * m) / (Math.sqrt(v) + epsilon);
    return x;
  });
};

/** Each number of a tensor moves by itself. */
function byNumber(rule: Rule): TensorRule {
  return (params, { start, gradients }) => {
    const ways = Array.from(start, (x, i) =>
      rule(
        params,
        x,
        gradients.map((own) => own[i]),
      ),
    );
    return gradients.map((_, step) => ways.map((way) => way[step]));
  };
}

/** Rows times columns. */
function times(left: readonly number[][], right: readonly number[][]): number[][] {
  return left.map((row) => right[0].map((_, j) => row.reduce((sum, x, k) => sum + x * right[k][j], 0)));
}

/** Jordan's Muon on a matrix as it stands: on the side of its rows, be they more than its columns or not. */
const matrix: TensorRule = (params, { shape: [rows], start, gradients }) => {
  const [learningRate, matrixRate, weightDecay, momentum, steps] = [
    params.learningRate,
    params.matrixRate,
    params.weightDecay,
    params.momentum,
    params.steps,
  ].map(Number);
  const rate = learningRate * (matrixRate / learningRate);
  const columns = start.length / rows;
  const scale = Math.max(1, rows / columns) ** 0.5;
  let x = [...start];
  let v = start.map(() => 0);
  return gradients.map((gradient) => {
    v = v.map((old, i) => momentum * old + gradient[i]);
    const u = params.nesterov ? v.map((value, i) => gradient[i] + momentum * value) : v;
    const norm = Math.hypot(...u);
    let even = Array.from({ length: rows }, (_, r) =>
      Array.from(u.subarray(r * columns, (r + 1) * columns), (value) => value / norm),
    );
    for (let step = 0; step < steps; step++) {
      const gram = times(
        even,
        even[0].map((_, j) => even.map((row) => row[j])),
      );
      const [cubic, quintic] = [times(gram, even), times(gram, times(gram, even))];
      even = even.map((row, i) =>
        row.map((value, j) => 3.4445 * value - 4.775 * cubic[i][j] + 2.0315 * quintic[i][j]),
      );
    }
    const moved = even.flat();
    x = x.map((value, i) => value - rate * weightDecay * value - rate * scale * moved[i]);
    return x;
  });
};

const rules: Readonly<Record<string, TensorRule>> = {
  sgd: byNumber(sgd),
  adam: byNumber(adam),
  muon: (params, given) =>
    given.shape.length === 4 && given.shape[1] > 4
      ? matrix(params, given)
      : byNumber(sgd)({ ...params, learningRateDecay: 0, dampening: 0 }, given),
};

async function followsRule(type: string, sample: OptimiserSample): Promise<void> {
  const definition = optimisers.get(type);
  if (!definition) throw new Error(`no optimiser ${type}`);
  const { params } = resolveParams(definition.params, sample);
  const found = await runOptimiser(createReferenceDevice(), referenceTarget, definition, sample);
  const { start, gradients } = optimiserData();
  let from = 0;
  for (const shape of SEGMENTS.flat()) {
    const part = (numbers: Float64Array) => numbers.subarray(from, from + elements(shape));
    const tensor = { shape, start: part(start), gradients: gradients.map(part) };
    const expected = rules[type](params as Parameters<TensorRule>[0], tensor);
    for (const [step, numbers] of found.entries()) {
      assertClose(`${shape.join('x')} after step ${step + 1}`, part(numbers), expected[step], 1e-14);
    }
    from += elements(shape);
  }
}

describe("the reference moves a vector by torch/optim's rule", () => {
  test('every optimiser has its rule here', () => {
    expect(Object.keys(rules)).toEqual([...optimisers.keys()]);
  });

  for (const { type, samples } of optimisers.values()) {
    for (const sample of samples) {
      test(`${type} ${JSON.stringify(sample)}`, () => followsRule(type, sample));
    }
  }
});
