import { compile } from '../compiler/compile.ts';
import type { Target } from '../compiler/target.ts';
import type { Device } from '../devices/device.ts';
import { createReferenceDevice } from '../devices/reference/referenceDevice.ts';
import { referenceTarget } from '../devices/reference/referenceTarget.ts';
import { criterions } from '../nn/criterions/registry.ts';
import { describeNetwork, type Network, networkData, resolveNetwork } from './network.ts';
import { asReference, SIZES } from './networkCases.ts';
import { assertClose, POSITION, readValue } from './numbers.ts';
import type { ConformanceCase, Subject } from './subject.ts';

/** A sum whose float32 neighbours are 0.125 apart: plain addition would drop most of what a small batch adds. */
const LARGE_SUM = 2 ** 20;
const PASSES = 9;

/** Every sample of every criterion against the reference, straight on the scores. */
export function criterionCases(): ConformanceCase[] {
  return [...criterions.values()].flatMap(({ type, samples }) =>
    samples.flatMap(({ params, classes }): ConformanceCase[] => {
      const network = resolveNetwork(
        describeNetwork([['scores', 'Input', { size: [classes] }]], {
          criterion: { type, params: { ...params } },
        }),
      );
      const group = `${type} ${JSON.stringify(params)} of ${classes} classes`;
      return [
        {
          group,
          name: 'gives what the reference gives',
          run: (subject) => asReference(subject, network, SIZES, 1),
        },
        {
          group,
          name: 'counts the first of equal scores',
          run: (subject) => asReference(subject, network, SIZES, 1, true),
        },
        {
          group,
          name: 'adds small losses to a large sum and loses none',
          run: (subject) => keepsSmallLosses(subject, network),
        },
      ];
    }),
  );
}

async function keepsSmallLosses({ device, target, tolerance }: Subject, network: Network): Promise<void> {
  const expected = await addedLosses(createReferenceDevice(), referenceTarget, network);
  const found = await addedLosses(device, target, network);
  assertClose('what was added to the sum', found, expected, tolerance);
}

/** What evaluating one image over and over adds to a large sum of losses. */
async function addedLosses(device: Device, target: Target, network: Network): Promise<Float64Array> {
  const { program } = compile(network.graph, network.training, { capacity: 1, target });
  const [{ images, labels }] = networkData(network, [1], 59).batches;
  const executable = await device.compile(program);
  try {
    await executable.write(
      program.input,
      images.map((score) => Math.fround(score / 3)),
    );
    await executable.write(program.labels, labels);
    await executable.write(program.metrics, Float64Array.of(LARGE_SUM, 0, 0, 0));
    for (let pass = 0; pass < PASSES; pass++) await executable.run('evaluate', 1, POSITION);
    const [sum, compensation] = await readValue(executable, program.metrics, 1, 4);
    return Float64Array.of(sum - LARGE_SUM - compensation);
  } finally {
    executable.dispose();
  }
}
