import type { Command } from '../commands/command.ts';
import { openOverlay, showView, useView } from '../store/viewStore.ts';
import { pauseRun, stopRun, unpauseRun } from './controlRun.ts';
import { runById, useRuns } from './runStore.ts';
import { activeRun } from './runWords.ts';
import { startTraining } from './startTraining.ts';

const active = () => activeRun(useRuns.getState().runs ?? []);
const shown = () => runById(useRuns.getState(), useView.getState().run);

/** Training, by key and by name. */
export const runCommands: readonly Command[] = [
  {
    id: 'run.start',
    title: 'Train',
    group: 'Run',
    shortcuts: ['Mod+Enter'],
    where: 'page',
    isEnabled: () => active() === null,
    run: startTraining,
  },
  {
    id: 'run.pause',
    title: 'Pause or go on training',
    group: 'Run',
    isEnabled: () => ['training', 'paused'].includes(active()?.state ?? ''),
    run: async () => {
      const run = active();
      if (run) await (run.state === 'paused' ? unpauseRun(run.id) : pauseRun(run.id));
    },
  },
  {
    id: 'run.stop',
    title: 'Stop training',
    group: 'Run',
    shortcuts: ['Mod+Alt+Enter'],
    where: 'page',
    isEnabled: () => active() !== null && active()?.state !== 'stopping',
    run: async () => {
      const run = active();
      if (run) await stopRun(run.id);
    },
  },
  {
    id: 'run.export',
    title: 'Export the trained model…',
    group: 'Run',
    shortcuts: ['Mod+E'],
    isEnabled: () => shown() !== null,
    run: () => {
      const run = shown();
      if (run) openOverlay({ kind: 'export', run: run.id });
    },
  },
  {
    id: 'run.mistakes',
    title: 'Show the mistakes',
    group: 'Run',
    isEnabled: () => shown() !== null,
    run: () => showView('mistakes'),
  },
];
