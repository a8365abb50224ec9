import { writeDocument } from '../../shared/documentFile.ts';
import type { Problem } from '../../shared/problem.ts';
import { say } from '../canvas/canvasStore.ts';
import { timeWords } from '../figures/quantities.ts';
import { host } from '../host/hostClient.ts';
import { firstFault, problemOf } from '../run/startTraining.ts';
import { useDocument } from '../store/documentStore.ts';
import { useTraining } from '../training/trainingStore.ts';
import { shareWords, splitRows } from './nodeMarks.ts';
import { enterStage, showProfile, useProfile } from './profileStore.ts';

let requests = 0;

/**
 * Has the host time steps of the open project on the device that is chosen for training, and shows where their time
 * goes; a fault shows as a sentence in its place. What was shown before goes.
 */
export async function profileNetwork(): Promise<void> {
  if (useProfile.getState().stage.kind === 'measuring') return;
  const { document, name } = useDocument.getState();
  const refuse = (problem: Problem) => enterStage({ kind: 'refused', problem, document });
  const fault = firstFault(document);
  if (fault) return refuse(fault);
  const request = `profile-${++requests}`;
  const isCurrent = () => {
    const { stage } = useProfile.getState();
    return stage.kind === 'measuring' && stage.request === request;
  };
  enterStage({ kind: 'measuring', request, document, done: 0, total: 0 });
  try {
    const { device } = useTraining.getState();
    const profile = await host().call.profileProject({
      request,
      text: writeDocument(document),
      name,
      device,
    });
    if (!isCurrent()) return;
    showProfile(profile, document);
    say(spokenProfile(profile.millisecondsPerStep, splitRows(profile, document).ofNodes));
  } catch (error) {
    if (isCurrent()) refuse(problemOf(error));
  }
}

function spokenProfile(
  step: number,
  rows: readonly { readonly name: string; readonly share: number }[],
): string {
  const [first] = [...rows].sort((a, b) => b.share - a.share);
  const most = first ? `; ${first.name} takes most, ${shareWords(first.share)} of it` : '';
  return `A training step takes ${timeWords(step)}${most}.`;
}
