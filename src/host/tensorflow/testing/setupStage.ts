import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ProblemError } from '../../../shared/problem.ts';
import { type FoundInstallation, findInstallation } from '../installation.ts';
import type { SetupRequest } from '../prepare.ts';
import { setupTensorflow } from '../setupTensorflow.ts';
import type { Stage } from '../tool.ts';
import { type FakeMachine, fakeMachine } from './fakeMachine.ts';

/** A request that asks for nothing special. */
export const plain: SetupRequest = { python: null, makeEnvironment: false, installer: false, again: false };

/** What a Python without TensorFlow says of itself. */
export const noWheel = JSON.stringify({
  executable: '/usr/bin/python3',
  version: '3.12.4',
  tensorflow: null,
});

/** Setting TensorFlow up on a made machine. */
export interface SetupStage {
  /** Makes the machine anew; asked before each test. */
  open(): void;
  /** Removes it; asked after each test. */
  close(): void;
  readonly machine: FakeMachine;
  setup(
    request?: Partial<SetupRequest>,
    options?: { readonly signal?: AbortSignal; readonly onStage?: (stage: Stage) => void },
  ): Promise<Awaited<ReturnType<typeof setupTensorflow>> & { readonly stages: Stage[] }>;
  /** The sentence that setting up ends with; that it is a Problem's is held too. */
  sentence(request?: Partial<SetupRequest>): Promise<string>;
  /** What is found of it afterwards. */
  installed(): FoundInstallation;
  wheelFolder(): string;
  /** Has the machine's Python say of its TensorFlow that it is this one. */
  sayWheel(tensorflow: { readonly version: string; readonly folder: string }): void;
}

/** A stage that stays closed until it is opened. */
export function setupStage(): SetupStage {
  let machine: FakeMachine;

  const setup: SetupStage['setup'] = async (
    request = {},
    { signal = new AbortController().signal, onStage = () => {} } = {},
  ) => {
    const stages: Stage[] = [];
    const listener = {
      onStage: (stage: Stage) => {
        stages.push(stage);
        onStage(stage);
      },
      onLine: () => {},
    };
    const result = await setupTensorflow({ ...plain, ...request }, machine.parts, listener, signal);
    return { ...result, stages };
  };

  return {
    open() {
      machine = fakeMachine();
    },
    close: () => machine.remove(),
    get machine() {
      return machine;
    },
    setup,
    async sentence(request) {
      try {
        await setup(request);
      } catch (error) {
        assert.ok(error instanceof ProblemError);
        assert.doesNotMatch(error.message, /\n/);
        return error.message;
      }
      return 'set up';
    },
    installed() {
      const { places, findPackage } = machine.parts;
      return findInstallation({ places, findPackage, machine: 'linux-x64' });
    },
    wheelFolder: () => join(machine.root, 'site', 'tensorflow'),
    sayWheel(tensorflow) {
      const found = { name: 'tensorflow', evidence: null, ...tensorflow };
      const output = JSON.stringify({ executable: '/usr/bin/python3', version: '3.12.4', tensorflow: found });
      machine.answers.set('find_spec', { output });
    },
  };
}
