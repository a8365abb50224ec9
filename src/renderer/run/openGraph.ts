import type { RunSummary } from '../../shared/api/runs.ts';
import { readDocument } from '../../shared/documentFile.ts';
import { showProject } from '../files/showProject.ts';
import { host } from '../host/hostClient.ts';
import { useRunFault } from './controlRun.ts';
import { useRuns } from './runStore.ts';
import { problemOf } from './startTraining.ts';

/**
 * Shows a run's frozen graph on the canvas as a new project. What is open and not saved is kept and can be
 * gone back to.
 */
export async function openGraph({ id, name }: RunSummary): Promise<void> {
  useRunFault.setState({ fault: null });
  try {
    const known = useRuns.getState().logs[id]?.document;
    const text = known ?? (await host().call.runDetails({ id })).document;
    showProject({ document: readDocument(text, name), name, path: null, savedHash: null });
  } catch (error) {
    useRunFault.setState({ fault: { run: id, sentence: problemOf(error).message } });
  }
}
