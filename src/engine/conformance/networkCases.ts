import { createReferenceDevice } from '../devices/reference/referenceDevice.ts';
import { referenceTarget } from '../devices/reference/referenceTarget.ts';
import { type Network, networkData, resolveNetwork } from './network.ts';
import { trainNetwork } from './networkRun.ts';
import { networks, wideNetwork } from './networks.ts';
import { assertClose, assertSame } from './numbers.ts';
import type { ConformanceCase, Subject } from './subject.ts';

/** Batches of three steps: full, partial, and full again; then one of a single image. */
export const SIZES = [6, 4, 6, 1];
const WIDE_SIZES = [5, 2];

/** What accumulates over steps and layers is held less tightly than one operation. */
const SLACK = 10;

/** Whole networks trained for some steps against the reference. */
export function networkCases(): ConformanceCase[] {
  const small = Object.entries(networks).flatMap(([name, document]): ConformanceCase[] => {
    const network = resolveNetwork(document);
    const group = `a network: ${name}`;
    return [
      {
        group,
        name: 'trains as the reference does',
        run: (subject) => asReference(subject, network, SIZES, SLACK),
      },
      {
        group,
        name: 'gives the same with its parameters in several segments',
        run: (subject) => asReference(inSegments(subject), network, SIZES, SLACK),
      },
      { group, name: 'gives the same bits again', run: (subject) => sameBits(subject, network, SIZES) },
    ];
  });
  const wide = resolveNetwork(wideNetwork);
  const group = 'a network: wider than any tile';
  return [
    ...small,
    {
      group,
      name: 'trains as the reference does',
      run: (subject) => asReference(subject, wide, WIDE_SIZES, SLACK),
    },
    { group, name: 'gives the same bits again', run: (subject) => sameBits(subject, wide, WIDE_SIZES) },
  ];
}

/** Trains a network on a device and on the reference, and holds everything they give against each other. */
export async function asReference(
  subject: Subject,
  network: Network,
  sizes: readonly number[],
  slack: number,
  tied = false,
): Promise<void> {
  const data = networkData(network, sizes, 47, tied);
  const expected = await trainNetwork(createReferenceDevice(), referenceTarget, network, data);
  const found = await trainNetwork(subject.device, subject.target, network, data);
  for (const [name, numbers] of expected) {
    // metrics[1] is what a device's own rounding left over.
    const [a, b] = [found.get(name) as Float64Array, numbers].map((own) =>
      name.endsWith('metrics') ? own.with(1, 0) : own,
    );
    assertClose(name, a, b, subject.tolerance * slack);
  }
}

async function sameBits(
  { device, target }: Subject,
  network: Network,
  sizes: readonly number[],
): Promise<void> {
  const data = networkData(network, sizes, 53);
  const first = await trainNetwork(device, target, network, data);
  const second = await trainNetwork(device, target, network, data);
  for (const [name, numbers] of first) assertSame(name, second.get(name) as Float64Array, numbers);
}

function inSegments(subject: Subject): Subject {
  return { ...subject, target: { ...subject.target, largestBinding: 192 } };
}
