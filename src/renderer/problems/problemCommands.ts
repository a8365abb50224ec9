import type { Command } from '../commands/command.ts';
import { presentProblems } from './allProblems.ts';
import { stepProblem } from './goToProblem.ts';
import { showProblems, useProblemBar } from './problemStore.ts';

const hasProblems = () => presentProblems().length > 0;

/** Going from fault to fault. */
export const problemCommands: readonly Command[] = [
  {
    id: 'problems.next',
    title: 'Go to next problem',
    group: 'View',
    shortcuts: ['F8'],
    where: 'page',
    isEnabled: hasProblems,
    run: () => stepProblem(1),
  },
  {
    id: 'problems.previous',
    title: 'Go to previous problem',
    group: 'View',
    shortcuts: ['Shift+F8'],
    where: 'page',
    isEnabled: hasProblems,
    run: () => stepProblem(-1),
  },
  {
    id: 'problems.list',
    title: 'Show or hide the list of problems',
    group: 'View',
    where: 'build',
    run: () => showProblems(!useProblemBar.getState().isOpen),
  },
];
