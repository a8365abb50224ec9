import { describe, expect, test } from 'vitest';
import { createReferenceDevice } from '../devices/reference/referenceDevice.ts';
import { referenceTarget } from '../devices/reference/referenceTarget.ts';
import { resolveParams } from '../nn/params.ts';
import { optimisers } from '../optim/registry.ts';
import { assertClose } from './numbers.ts';
import { type OptimiserSample, optimiserData, runOptimiser } from './optimiserProgram.ts';

/** torch/optim's rule for one number: its way through three gradients. */
type Rule = (
  params: Readonly<Record<string, number | boolean | null>>,
  x: number,
  gradients: readonly number[],
) => number[];

const rules: Readonly<Record<string, Rule>> = {
  sgd: (params, start, gradients) => {
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
  },
  adam: (params, start, gradients) => {
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
  },
};

async function followsRule(type: string, sample: OptimiserSample): Promise<void> {
  const definition = optimisers.get(type);
  if (!definition) throw new Error(`no optimiser ${type}`);
  const { params } = resolveParams(definition.params, sample);
  const found = await runOptimiser(createReferenceDevice(), referenceTarget, definition, sample);
  const { start, gradients } = optimiserData();
  const ways = Array.from(start, (x, i) =>
    rules[type](
      params as Parameters<Rule>[0],
      x,
      gradients.map((own) => own[i]),
    ),
  );
  for (const [step, numbers] of found.entries()) {
    assertClose(
      `vector after step ${step + 1}`,
      numbers,
      ways.map((way) => way[step]),
      1e-14,
    );
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
