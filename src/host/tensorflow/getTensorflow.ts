import type { TensorflowPlan, TensorflowResult, TensorflowState } from '../../shared/api/tensorflow.ts';
import { gettingFailure } from '../gettingFailure.ts';
import { type Clock, systemClock } from '../gtsrb/clock.ts';
import { throttle } from '../gtsrb/throttle.ts';
import { findInstallation } from './installation.ts';
import { planWords, stageNames } from './planWords.ts';
import { type Preparation, prepare, type SetupParts, type SetupRequest } from './prepare.ts';
import { setupTensorflow } from './setupTensorflow.ts';
import type { Stage } from './tool.ts';

/** Milliseconds between two states told. */
const PAUSE = 200;

export interface GetTensorflowOptions {
  readonly parts: SetupParts;
  /** Told each state, at most five a second, the last one always. */
  readonly onState: (state: TensorflowState) => void;
  /** Told when there is a TensorFlow that was not there before. */
  readonly onReady: () => void;
  readonly clock?: Clock;
  readonly setup?: typeof setupTensorflow;
  readonly look?: typeof prepare;
}

/** "Get TensorFlow": one for all pages. */
export interface GetTensorflow {
  state(): TensorflowState;
  /**
   * Looks what setting up would do, starts it, or cancels it; answers once that has taken effect. What makes no sense
   * at the moment does nothing. How it fails is told by its state.
   */
  control(action: 'look' | 'start' | 'cancel'): Promise<TensorflowState>;
  /** Ends what is under way. */
  close(): Promise<void>;
}

interface Job {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

/** A page has no use for a refusal that asks for an option: it says first what will be downloaded. */
const request: SetupRequest = { python: null, makeEnvironment: true, installer: false, again: false };

/** Gets TensorFlow into the app's data folder; what it stands at is found on the disk. */
export function createGetTensorflow(options: GetTensorflowOptions): GetTensorflow {
  const { parts, onState, onReady, clock = systemClock } = options;
  const { setup = setupTensorflow, look = prepare } = options;
  const { places } = parts;
  const tell = throttle(clock, PAUSE, () => onState(state()));
  let job: Job | null = null;
  let looking: Promise<void> | null = null;
  let plan: TensorflowPlan | null = null;
  let missing: string | null = null;
  let failure: string | null = null;
  let stage: Stage | null = null;
  let line = '';
  let tried: Pick<TensorflowResult, 'device' | 'note'> = { device: null, note: null };

  function state(): TensorflowState {
    const result = job === null ? installed() : null;
    const idle =
      result !== null
        ? 'ready'
        : failure !== null
          ? 'failed'
          : looking !== null
            ? 'looking'
            : missing !== null
              ? 'impossible'
              : 'absent';
    return {
      state: job === null ? idle : 'working',
      folder: places.folder,
      plan,
      stage: job === null || stage === null ? null : stageNames[stage],
      line: job === null ? '' : line,
      sentence: job === null && result === null ? (failure ?? missing) : null,
      result,
    };
  }

  function installed(): TensorflowResult | null {
    const found = findInstallation({ places, findPackage: parts.findPackage });
    if ('problem' in found) return null;
    const { libraries, cuda } = found.installation.manifest;
    return { version: found.installation.version, cuda, libraries, ...tried };
  }

  function beginLooking(): Promise<void> {
    [plan, missing, failure] = [null, null, null];
    looking ??= look(request, parts)
      .then(
        (preparation: Preparation) => {
          plan = planWords(preparation, places.folder);
        },
        (error: unknown) => {
          missing = gettingFailure('TensorFlow', error);
        },
      )
      .finally(() => {
        looking = null;
        tell();
      });
    tell();
    return looking;
  }

  function begin(): void {
    const controller = new AbortController();
    const { signal } = controller;
    [failure, missing, stage, line] = [null, null, null, ''];
    const listener = {
      onStage: (next: Stage) => {
        [stage, line] = [next, ''];
        tell();
      },
      onLine: (next: string) => {
        line = next;
        tell();
      },
    };
    const ended = setup(request, parts, listener, signal)
      .then(
        ({ device, note }) => {
          tried = { device, note };
          onReady();
        },
        (error: unknown) => {
          if (!signal.aborted) failure = gettingFailure('TensorFlow', error);
        },
      )
      .finally(() => {
        job = null;
        tell();
      });
    job = { controller, ended };
    tell();
  }

  async function cancel(): Promise<void> {
    job?.controller.abort();
    await job?.ended;
  }

  return {
    state,
    control: async (action) => {
      if (action === 'look' && job === null) await beginLooking();
      if (action === 'start' && job === null) begin();
      if (action === 'cancel') await cancel();
      return state();
    },
    close: cancel,
  };
}
