import { runCommand } from '../commands/runCommand.ts';
import type { Desktop } from '../host/desktop.ts';
import { runShare } from '../run/RunBars.tsx';
import { useRuns } from '../run/runStore.ts';
import { activeRun } from '../run/runWords.ts';
import { isDirty, useDocument } from '../store/documentStore.ts';
import { openPath } from './projectActions.ts';
import { titleNow } from './windowTitle.ts';

/** Does what the window's menu and the system ask for, and keeps the window's frame at what is open and running. */
export function followDesktop({ call, onEvent }: Desktop): void {
  onEvent((event) => {
    if (event.kind === 'command') runCommand(event.id);
    else void openPath(event.path);
  });
  let told = '';
  const tell = () => {
    const description = describe();
    const key = JSON.stringify(description);
    if (key === told) return;
    told = key;
    // A frame that says less than it could is no fault to tell of.
    call.describeWindow(description).catch(() => {});
  };
  tell();
  useDocument.subscribe(tell);
  useRuns.subscribe(tell);
}

function describe() {
  const open = useDocument.getState();
  return { title: titleNow(true), edited: isDirty(open), path: open.path, progress: progressNow() };
}

/** How much of the active run is done, in whole hundredths; null where none is under way or nobody knows yet. */
function progressNow(): number | null {
  const { runs, logs } = useRuns.getState();
  const run = activeRun(runs ?? []);
  const progress = run && logs[run.id]?.progress;
  return progress ? Math.min(1, Math.max(0, Math.round(100 * runShare(progress)) / 100)) : null;
}
