import { create } from 'zustand';
import { resolveTraining } from '../../engine/training/settings.ts';
import type { GraphDocument } from '../../shared/document.ts';
import { writeDocument } from '../../shared/documentFile.ts';
import { type Problem, ProblemError } from '../../shared/problem.ts';
import { host } from '../host/hostClient.ts';
import { jumpTo } from '../problems/jump.ts';
import { analysisOf } from '../store/analysisStore.ts';
import { useDocument } from '../store/documentStore.ts';
import { showRun, showView } from '../store/viewStore.ts';
import { type TrainingChoice, useTraining } from '../training/trainingStore.ts';
import { refreshRuns } from './runStore.ts';

/** Why training did not start, and of what: it no longer holds once one of the two is another. */
interface Refusal {
  readonly problem: Problem;
  readonly document: GraphDocument;
  readonly choice: TrainingChoice;
}

/** The start of training, while it is under way or where it was refused. */
export const useStart = create<{ readonly isStarting: boolean; readonly refusal: Refusal | null }>(() => ({
  isStarting: false,
  refusal: null,
}));

/** Why the project, as it is now, does not train; null where nobody tried or something was changed since. */
export function useRefusal(): Problem | null {
  const refusal = useStart((state) => state.refusal);
  const document = useDocument((state) => state.document);
  const choice = useTraining();
  return refusal?.document === document && refusal.choice === choice ? refusal.problem : null;
}

/** Takes the sentence away. */
export function dismissRefusal(): void {
  useStart.setState({ refusal: null });
}

/**
 * Trains the open project with the chosen data and device, and shows the run. A fault shows as a sentence
 * where the person is looking, and its node is shown.
 */
export async function startTraining(): Promise<void> {
  if (useStart.getState().isStarting) return;
  const { document, name } = useDocument.getState();
  const choice = useTraining.getState();
  const refuse = (problem: Problem) => {
    useStart.setState({ refusal: { problem, document, choice } });
    if (problem.node !== undefined) jumpTo(problem.node);
  };
  const fault = firstFault(document);
  if (fault) return refuse(fault);
  useStart.setState({ isStarting: true, refusal: null });
  try {
    const { data, device, seed } = choice;
    const text = writeDocument(document);
    const { id } = await host().call.startRun({ text, name, data, device, seed, threads: null });
    await refreshRuns();
    showRun(id);
    showView('train');
  } catch (error) {
    refuse(problemOf(error));
  } finally {
    useStart.setState({ isStarting: false });
  }
}

/** The first thing wrong with a project that is known without asking the host. */
export function firstFault(document: GraphDocument): Problem | undefined {
  const { graph, problems } = analysisOf(document);
  return problems[0] ?? resolveTraining(document.training, graph).problems[0];
}

/** What was thrown, as a fault with its sentence. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return { code: 'failed', message: error instanceof Error ? error.message : String(error) };
}
