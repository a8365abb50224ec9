import { startCanvas } from './canvas/camera.ts';
import { startShortcuts } from './commands/startShortcuts.ts';
import { startGtsrb } from './data/gtsrbStore.ts';
import { startFiles } from './files/startFiles.ts';
import { type HostClient, provideHost } from './host/hostClient.ts';
import { startMistakes } from './mistakes/mistakesStore.ts';
import { startProfile } from './profile/profileStore.ts';
import { startRuns } from './run/runStore.ts';
import { startPreferences } from './store/preferencesStore.ts';
import { startTensorflow } from './training/tensorflowStore.ts';

/** What goes on behind the page from its start: each feature's own part, one line each. */
export function startPage(host: HostClient): void {
  provideHost(host);
  startPreferences();
  startShortcuts();
  startCanvas();
  startGtsrb();
  startTensorflow();
  startRuns(host);
  startMistakes();
  startProfile();
  void startFiles();
}
