import { showView } from '../store/viewStore.ts';
import { type PlacedProblem, presentProblems } from './allProblems.ts';
import { jumpTo } from './jump.ts';
import { useProblemBar } from './problemStore.ts';

/** Shows where a fault is: its node in the canvas, or the training settings. One without a place shows in the list. */
export function goToProblem({ key, place, problem }: PlacedProblem): void {
  useProblemBar.setState({ current: key });
  if (problem.node !== undefined) jumpTo(problem.node);
  else if (place === 'training') showView('train');
  else {
    showView('build');
    useProblemBar.setState({ isOpen: true });
  }
}

/** Goes from fault to fault, around the list; nothing where there is none. */
export function stepProblem(direction: 1 | -1): void {
  const problems = presentProblems();
  const next = nextProblem(problems, useProblemBar.getState().current, direction);
  if (next) goToProblem(next);
}

/** The fault after (1) or before (-1) the one of that key; from the start or the end where there is none of it. */
export function nextProblem(
  problems: readonly PlacedProblem[],
  current: string | null,
  direction: 1 | -1,
): PlacedProblem | undefined {
  const at = problems.findIndex(({ key }) => key === current);
  if (at === -1) return problems.at(direction === 1 ? 0 : -1);
  return problems[(at + direction + problems.length) % problems.length];
}
