import { create } from 'zustand';
import type { HostApi } from '../../shared/api/contract.ts';
import { usePicks } from '../history/pickStore.ts';
import { host } from '../host/hostClient.ts';
import { notify, showRun, useView } from '../store/viewStore.ts';
import { useTraining } from '../training/trainingStore.ts';
import { refreshRuns, runById, useRuns } from './runStore.ts';
import { problemOf } from './startTraining.ts';

/** The last thing asked of a run that was refused: shown at that run until something is asked again. */
export const useRunFault = create<{
  readonly fault: { readonly run: string; readonly sentence: string } | null;
}>(() => ({ fault: null }));

/** Asks something of the host about a run; says at the run why not where it is refused. */
async function ask<T>(run: string, question: (call: HostApi) => Promise<T>): Promise<T | null> {
  useRunFault.setState({ fault: null });
  try {
    return await question(host().call);
  } catch (error) {
    useRunFault.setState({ fault: { run, sentence: problemOf(error).message } });
    return null;
  }
}

/** Halts a run at the next step; it can go on in the same process. */
export function pauseRun(id: string): Promise<unknown> {
  return ask(id, (call) => call.controlRun({ id, action: 'pause' }));
}

/** Goes on with a paused run. */
export function unpauseRun(id: string): Promise<unknown> {
  return ask(id, (call) => call.controlRun({ id, action: 'resume' }));
}

/** Ends a run at the next step, its checkpoint written. */
export function stopRun(id: string): Promise<unknown> {
  return ask(id, (call) => call.controlRun({ id, action: 'stop' }));
}

/**
 * Goes on with a run at rest from its last checkpoint, on the device chosen for the next run unless another
 * is given. `epochs` is the new number of all epochs; null leaves it as it is.
 */
export async function resumeRun(id: string, epochs: number | null, device?: string): Promise<void> {
  const chosen = device ?? useTraining.getState().device;
  const answer = await ask(id, (call) => call.resumeRun({ id, epochs, device: chosen }));
  if (answer === null) return;
  await refreshRuns();
  showRun(answer.id);
}

/** Gives a run another name. */
export async function renameRun(id: string, name: string): Promise<void> {
  await ask(id, (call) => call.renameRun({ id, name }));
  await refreshRuns();
}

/** Moves a run to the bin; the one after it is shown in its place, and a notice offers to take it back. */
export async function binRun(id: string): Promise<void> {
  const { runs } = useRuns.getState();
  const run = runById(useRuns.getState(), id);
  if (runs === null || run === null) return;
  if ((await ask(id, (call) => call.deleteRun({ id }).then(() => true))) === null) return;
  const place = runs.indexOf(run);
  const wasShown = useView.getState().run === id;
  usePicks.setState(({ picked }) => ({ picked: picked.filter((one) => one !== id) }));
  if (wasShown) showRun((runs[place + 1] ?? runs[place - 1])?.id ?? null);
  await refreshRuns();
  notify(`“${run.name}” is in the bin.`, {
    title: 'Undo',
    run: () =>
      void restoreRun(id).then(() => {
        if (wasShown) showRun(id);
      }),
  });
}

/** Takes a run out of the bin. */
export async function restoreRun(id: string): Promise<void> {
  await ask(id, (call) => call.restoreRun({ id }));
  await refreshRuns();
}
