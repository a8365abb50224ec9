import type { Command } from '../commands/command.ts';
import { runById, useRuns } from '../run/runStore.ts';
import { showView, useView } from '../store/viewStore.ts';
import { openMistakesExport } from './mistakesExport.ts';
import { useMistakes } from './mistakesStore.ts';

/** Whether the run that is looked at has been judged on held-out images. */
function isJudged(): boolean {
  const run = runById(useRuns.getState(), useView.getState().run);
  return run !== null && run.best !== null;
}

/** What can be done with a trained network and its mistakes, by name. */
export const mistakeCommands: readonly Command[] = [
  {
    id: 'mistakes.try',
    title: 'Try a picture on the trained network…',
    group: 'Run',
    isEnabled: () => (useRuns.getState().runs?.length ?? 0) > 0,
    run: () => {
      showView('mistakes');
      useMistakes.setState({ panel: 'try' });
    },
  },
  {
    id: 'mistakes.export',
    title: 'Export the list of mistakes…',
    group: 'Run',
    isEnabled: isJudged,
    run: () => {
      showView('mistakes');
      openMistakesExport();
    },
  },
];
