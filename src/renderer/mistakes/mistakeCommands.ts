import type { Command } from '../commands/command.ts';
import { useEvaluationStore } from '../run/evaluationStore.ts';
import { useRuns } from '../run/runStore.ts';
import { showView, useView } from '../store/viewStore.ts';
import { openMistakesExport } from './mistakesExport.ts';
import { useMistakes } from './mistakesStore.ts';

function hasMistakes(): boolean {
  const { run, evaluation } = useEvaluationStore.getState();
  return run !== null && run === useView.getState().run && (evaluation?.mistakes.length ?? 0) > 0;
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
    isEnabled: hasMistakes,
    run: () => {
      showView('mistakes');
      openMistakesExport();
    },
  },
];
