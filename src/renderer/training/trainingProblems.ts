import type { Graph } from '../../engine/graph/analyse.ts';
import { resolveTraining } from '../../engine/training/settings.ts';
import type { TrainingSettings } from '../../shared/document.ts';
import type { Problem } from '../../shared/problem.ts';

/** Where in the settings a fault of them belongs. */
export type TrainingPlace = 'criterion' | 'optimiser' | 'schedule' | 'augmentation';

/** A fault of the training settings: at one parameter, or at the choice itself (`param` is null). */
export interface TrainingProblem {
  readonly place: TrainingPlace;
  readonly param: string | null;
  readonly problem: Problem;
}

/** The sentences of resolveTraining begin with what they are about. */
const PLACE = /^(?:training\.)?(criterion|optimiser|schedule|augmentation)\b/;

/** What is wrong with the training settings, each with its place; `graph` is null where the graph has faults. */
export function trainingProblems(
  settings: TrainingSettings,
  graph: Graph | null,
): readonly TrainingProblem[] {
  return resolveTraining(settings, graph).problems.map((problem) => ({
    place: (PLACE.exec(problem.message)?.[1] ?? 'criterion') as TrainingPlace,
    param: problem.param ?? null,
    problem,
  }));
}

/** The sentences at one place, by parameter; those of the choice itself under ''. */
export function faultsAt(problems: readonly TrainingProblem[], place: TrainingPlace): Map<string, string> {
  const faults = new Map<string, string>();
  for (const { place: at, param, problem } of problems) {
    const key = param ?? '';
    if (at === place && !faults.has(key)) faults.set(key, sentence(problem.message));
  }
  return faults;
}

/** `optimiser (sgd): parameter momentum is 2` -> `Parameter momentum is 2`: its place is where it is read. */
function sentence(message: string): string {
  const own = message.replace(/^(?:training\.)?\w+(?: \(\w+\))?: /, '');
  return own.charAt(0).toUpperCase() + own.slice(1);
}
