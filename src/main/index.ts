import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';
import { registerPageScheme, servePage } from './pageProtocol.ts';
import { denyNavigation, denyPermissions } from './restrictions.ts';
import { openWindow, showWindow } from './window.ts';

if (app.requestSingleInstanceLock()) {
  registerPageScheme();
  denyNavigation();
  app.on('second-instance', showWindow);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  void app.whenReady().then(() => {
    denyPermissions();
    servePage(join(import.meta.dirname, '..', 'renderer'));
    openWindow();
    app.on('activate', () => {
      if (BrowserWindow.getAllWindows().length === 0) openWindow();
    });
  });
} else {
  app.quit();
}
