import { useEffect } from 'react';
import { create } from 'zustand';
import type { RunEvaluation } from '../../shared/api/runs.ts';
import { host } from '../host/hostClient.ts';
import { useRuns } from './runStore.ts';

/** How a run did on held-out images, last time it looked. */
export interface EvaluationState {
  readonly run: string | null;
  /** The last one read stays while a newer one is read; null where the run has none. */
  readonly evaluation: RunEvaluation | null;
  readonly isReading: boolean;
  /** Why it could not be read. */
  readonly fault: string | null;
}

const NOTHING = { run: null, evaluation: null, isReading: false, fault: null };

/** The evaluation of the run that is looked at; one at a time, since it holds every mistake. */
export const useEvaluationStore = create<EvaluationState>(() => NOTHING);

const { getState, setState } = useEvaluationStore;
/** What is read or was read last: the run, and the epoch it had come to. */
let wanted = '';

async function readEvaluation(run: string, evaluated: number): Promise<void> {
  const key = `${run} ${evaluated}`;
  if (key === wanted) return;
  wanted = key;
  setState(getState().run === run ? { isReading: true } : { ...NOTHING, run, isReading: true });
  try {
    const evaluation = await host().call.runEvaluation({ id: run });
    if (wanted === key) setState({ evaluation, isReading: false, fault: null });
  } catch (error) {
    if (wanted !== key) return;
    // Asked for again by the next component that shows it.
    wanted = '';
    setState({ isReading: false, fault: error instanceof Error ? error.message : String(error) });
  }
}

/** The evaluation of a run while a component shows it, read anew after each epoch. */
export function useEvaluation(run: string | null): EvaluationState {
  const evaluated = useRuns(({ logs }) => (run === null ? undefined : logs[run]?.evaluated));
  useEffect(() => {
    if (run !== null && evaluated !== undefined) void readEvaluation(run, evaluated);
  }, [run, evaluated]);
  const state = useEvaluationStore();
  return state.run === run ? state : { ...NOTHING, run, isReading: run !== null };
}
