import { statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { createAppWindow } from './appWindow.ts';
import { closeHostBeforeQuit, createWakefulness } from './closing.ts';
import { enforceContentPolicy } from './contentPolicy.ts';
import { createDialogs } from './dialogs.ts';
import { appFolders } from './folders.ts';
import { gpuSwitches } from './gpuSwitches.ts';
import { createGrants } from './grants.ts';
import { startHost } from './hostProcess.ts';
import { answerPages } from './ipc.ts';
import { showMenu } from './menu.ts';
import { projectArgument } from './openFiles.ts';
import { registerPageScheme, servePage } from './pageProtocol.ts';
import { denyNavigation, denyPermissions } from './restrictions.ts';

/** Files asked for before there is a window: macOS tells of them before the program is ready. */
const asked: string[] = [];
let openProject = (path: string): void => void asked.push(path);

if (app.requestSingleInstanceLock()) {
  registerPageScheme();
  setGpuSwitches();
  denyNavigation();
  app.on('open-file', (event, path) => {
    event.preventDefault();
    openArgument([path], homedir());
  });
  // The windows of engines are no reason to stay, and their end is none to leave: the app's own window decides.
  app.on('window-all-closed', () => {});
  void app.whenReady().then(start);
} else {
  app.quit();
}

function start(): void {
  denyPermissions();
  enforceContentPolicy();
  const built = join(import.meta.dirname, '..');
  servePage(join(built, 'renderer'), join(built, 'kernels'));
  const folders = appFolders();
  const host = startHost(folders, createWakefulness());
  const { grant, isGranted } = createGrants(folders.roots, host.grant);
  const menu = showMenu({
    command: (id) => window.tell({ kind: 'command', id }),
    open: (path) => openProject(path),
  });
  const window = createAppWindow(host, {
    opened: menu.opened,
    closed: () => {
      if (process.platform !== 'darwin') app.quit();
    },
  });
  openProject = (path) => {
    grant(path);
    window.show();
    window.tell({ kind: 'open', path });
  };
  const { describeWindow, ready } = window;
  answerPages({ ...createDialogs({ grant, isGranted }), describeWindow }, ready);
  closeHostBeforeQuit(host);
  window.show();
  app.on('activate', () => window.show());
  app.on('second-instance', (_event, args, folder) => {
    window.show();
    openArgument(args.slice(1), folder);
  });
  for (const path of asked) openProject(path);
  openArgument(process.argv.slice(1), process.cwd());
}

/** Chromium reads its command line once, before the program is ready. */
function setGpuSwitches(): void {
  const { commandLine } = app;
  for (const [name, value] of gpuSwitches(process.platform, commandLine.getSwitchValue('enable-features'))) {
    commandLine.appendSwitch(name, value);
  }
}

/** Opens the project that arguments from outside name, if they do. */
function openArgument(args: readonly string[], folder: string): void {
  const isFile = (path: string) => statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  const path = projectArgument(args, folder, isFile);
  if (path !== null) openProject(path);
}
