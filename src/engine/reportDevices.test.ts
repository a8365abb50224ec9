import { expect, test } from 'vitest';
import { createBuiltPlatform } from '../host/engine/nodePlatform.ts';
import { fail } from '../shared/problem.ts';
import type { Program } from './compiler/program.ts';
import type { Executable } from './devices/device.ts';
import { createReferenceDevice } from './devices/reference/referenceDevice.ts';
import { referenceTarget } from './devices/reference/referenceTarget.ts';
import type { DeviceKind } from './devices/registry.ts';
import { reportDevices } from './reportDevices.ts';

const platform = createBuiltPlatform();
let open = 0;

/** A kind of device that is right but for what is done to its executables. */
function kindOf(
  change: (executable: Executable, program: Program) => Executable,
  hardware: 'gpu' | 'software',
): DeviceKind {
  return {
    target: referenceTarget,
    isCompiledByDriver: true,
    open: async (_, { threads }) => {
      const device = createReferenceDevice();
      open++;
      return {
        ...device,
        hardware,
        description: `reference, ${threads} threads`,
        compile: async (program) => change(await device.compile(program), program),
        dispose: () => void open--,
      };
    },
  };
}

/** The program of the test that every device has to pass. */
function isTiny({ parameters }: Program): boolean {
  return parameters.every(({ shape }) => Math.max(...shape) < 50);
}

test('each kind is opened, tried and closed; what is missing, wrong or broken is not available, with the reason', async () => {
  const kinds = new Map<string, DeviceKind>([
    ['right', kindOf((executable) => executable, 'gpu')],
    ['absent', { target: referenceTarget, open: async () => fail('no-device', 'there is no adapter') }],
    ['wrong', kindOf((executable) => ({ ...executable, run: () => {} }), 'gpu')],
    [
      'broken',
      kindOf(
        (executable) => ({ ...executable, load: () => fail('device-lost', 'the graphics card was lost') }),
        'gpu',
      ),
    ],
    [
      'small',
      kindOf(
        (executable, program) => (isTiny(program) ? executable : { ...executable, run: () => {} }),
        'gpu',
      ),
    ],
    ['slow', kindOf((executable) => executable, 'software')],
  ]);
  const reports = await reportDevices(platform, 3, kinds);
  const [, , wrong, , small] = reports;
  expect(reports).toEqual([
    { name: 'right', available: true, kind: 'gpu', description: 'reference, 3 threads' },
    { name: 'absent', available: false, kind: null, description: 'there is no adapter' },
    { name: 'wrong', available: false, kind: null, description: wrong.description },
    {
      name: 'broken',
      available: false,
      kind: null,
      description: 'reference, 3 threads: its self-test failed: the graphics card was lost',
    },
    { name: 'small', available: false, kind: null, description: small.description },
    { name: 'slow', available: true, kind: 'software', description: 'reference, 3 threads' },
  ]);
  expect(wrong.description).toMatch(
    /^reference, 3 threads: its results are wrong: after one tiny training step the scores /,
  );
  expect(small.description).toMatch(/^reference, 3 threads: its results are wrong: after one training step /);
  expect(open).toBe(0);
});

test('an error of our own is no word about a device', async () => {
  const open = async () => {
    throw new TypeError('undefined is not a function');
  };
  const reports = reportDevices(platform, null, new Map([['odd', { target: referenceTarget, open }]]));
  await expect(reports).rejects.toThrow(TypeError);
});
