import type { MenuItemConstructorOptions } from 'electron';

/** A menu entry that runs one of the page's commands, by its id. */
export interface MenuCommand {
  readonly id: string;
  readonly label: string;
  /** As Electron writes it: `CmdOrCtrl+S`. */
  readonly accelerator?: string;
}

type Entry = MenuCommand | 'separator' | { readonly role: NonNullable<MenuItemConstructorOptions['role']> };

const file: readonly Entry[] = [
  { id: 'file.new', label: 'New', accelerator: 'CmdOrCtrl+N' },
  { id: 'file.templates', label: 'New from Template…' },
  { id: 'file.open', label: 'Open…', accelerator: 'CmdOrCtrl+O' },
  'separator',
  { id: 'file.save', label: 'Save', accelerator: 'CmdOrCtrl+S' },
  { id: 'file.saveAs', label: 'Save As…', accelerator: 'CmdOrCtrl+Shift+S' },
  'separator',
  { id: 'run.export', label: 'Export Model…', accelerator: 'CmdOrCtrl+E' },
];

const edit: readonly Entry[] = [
  { id: 'edit.undo', label: 'Undo', accelerator: 'CmdOrCtrl+Z' },
  { id: 'edit.redo', label: 'Redo', accelerator: 'CmdOrCtrl+Shift+Z' },
  'separator',
  { role: 'cut' },
  { role: 'copy' },
  { role: 'paste' },
  { role: 'selectAll' },
];

const view: readonly Entry[] = [
  { id: 'view.build', label: 'Build', accelerator: 'CmdOrCtrl+1' },
  { id: 'view.train', label: 'Train', accelerator: 'CmdOrCtrl+2' },
  { id: 'view.mistakes', label: 'Mistakes', accelerator: 'CmdOrCtrl+3' },
  'separator',
  { id: 'view.commands', label: 'Commands…', accelerator: 'CmdOrCtrl+K' },
  { role: 'togglefullscreen' },
];

const run: readonly Entry[] = [
  { id: 'run.start', label: 'Train', accelerator: 'CmdOrCtrl+Enter' },
  { id: 'run.pause', label: 'Pause or Go On' },
  { id: 'run.stop', label: 'Stop', accelerator: 'CmdOrCtrl+Alt+Enter' },
];

const help: readonly Entry[] = [
  { id: 'view.shortcuts', label: 'Keyboard Shortcuts' },
  { id: 'view.tour', label: 'Tour' },
  { id: 'view.about', label: 'About Signalbox' },
];

/** The ids that the menu sends to the page. */
export const menuCommands: readonly MenuCommand[] = [file, edit, view, run, help]
  .flat()
  .filter((entry): entry is MenuCommand => typeof entry === 'object' && 'id' in entry);

/**
 * The app's menu. The page has the same shortcuts and knows whether a field has the focus, so that on Windows and
 * Linux the menu only shows them.
 */
export function menuTemplate(
  platform: string,
  recent: readonly string[],
  act: { readonly command: (id: string) => void; readonly open: (path: string) => void },
): MenuItemConstructorOptions[] {
  const item = (entry: Entry): MenuItemConstructorOptions => {
    if (entry === 'separator') return { type: 'separator' };
    if ('role' in entry) return { role: entry.role };
    const { id, label, accelerator } = entry;
    const keys = accelerator && { accelerator, registerAccelerator: platform === 'darwin' };
    return { id, label, ...keys, click: () => act.command(id) };
  };
  const mac = platform === 'darwin';
  const recentMenu: MenuItemConstructorOptions = {
    label: 'Open Recent',
    enabled: recent.length > 0,
    submenu: recent.slice(0, 9).map((path) => ({ label: path, click: () => act.open(path) })),
  };
  const fileItems = file.map(item);
  fileItems.splice(3, 0, recentMenu);
  return [
    ...(mac ? [{ role: 'appMenu' as const }] : []),
    {
      label: 'File',
      submenu: [...fileItems, { type: 'separator' }, mac ? { role: 'close' } : { role: 'quit' }],
    },
    { label: 'Edit', submenu: edit.map(item) },
    { label: 'View', submenu: view.map(item) },
    { label: 'Run', submenu: run.map(item) },
    ...(mac ? [{ role: 'windowMenu' as const }] : []),
    { role: 'help', label: 'Help', submenu: help.map(item) },
  ];
}
