import { create } from 'zustand';
import { host } from '../host/hostClient.ts';
import { useRuns } from '../run/runStore.ts';
import { useMistakes } from './mistakesStore.ts';
import { createTrialQueue, type PictureFile, type Trial, type TrialAnswer } from './trialQueue.ts';

/** The pictures that were tried, newest first, and what was not taken. */
export const useTrials = create<{ readonly trials: readonly Trial[]; readonly sentence: string | null }>(
  () => ({ trials: [], sentence: null }),
);

const queue = createTrialQueue(ask, (trials) => useTrials.setState({ trials }));

/** Asks a run's network about pictures, and shows the panel with its answers. */
export function tryPictures(run: string, files: readonly PictureFile[]): void {
  useMistakes.setState({ panel: 'try' });
  useTrials.setState({ sentence: queue.add(run, files) });
}

/** Takes an answer, or a question that waits, away. */
export function closeTrial(id: number): void {
  queue.close(id);
  useTrials.setState({ sentence: null });
}

/** Takes all answers and questions away. */
export function closeTrials(): void {
  queue.closeAll();
  useTrials.setState({ sentence: null });
}

async function ask(run: string, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<TrialAnswer> {
  const { call } = host();
  const classes = useRuns.getState().logs[run]?.classes ?? (await call.runDetails({ id: run })).classes;
  return { ...(await call.tryPicture({ id: run, name, bytes })), classes };
}
