import { app, type BrowserWindow, dialog, powerSaveBlocker } from 'electron';
import type { HostProcess } from './hostProcess.ts';

/** Keeps the computer awake while something trains; the screen may sleep. */
export function createWakefulness(): (runs: number) => void {
  let blocker: number | null = null;
  return (runs) => {
    if (runs > 0 && blocker === null) blocker = powerSaveBlocker.start('prevent-app-suspension');
    if (runs === 0 && blocker !== null) {
      powerSaveBlocker.stop(blocker);
      blocker = null;
    }
  };
}

/**
 * Asks before a run under way is stopped by leaving. Edits that were not saved are kept without asking: they are
 * there again at the next start.
 */
export function askBeforeClosing(window: BrowserWindow, host: HostProcess): void {
  window.on('close', (event) => {
    const runs = host.runs();
    if (runs === 0 || process.platform === 'darwin') return;
    const choice = dialog.showMessageBoxSync(window, {
      type: 'question',
      message: runs === 1 ? 'A run is training.' : `${runs} runs are training.`,
      detail: 'Leaving stops it at its last step; it can be resumed from there.',
      buttons: ['Stop and leave', 'Keep training'],
      defaultId: 1,
      cancelId: 1,
    });
    if (choice === 1) event.preventDefault();
  });
}

/** Before the program ends, the host stops what runs, checkpoints written. */
export function closeHostBeforeQuit(host: HostProcess): void {
  let closed = false;
  app.on('before-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    void host.close().then(() => {
      closed = true;
      app.quit();
    });
  });
}
