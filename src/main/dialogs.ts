import { type BrowserWindow, dialog, type FileFilter, shell } from 'electron';
import { fail } from '../shared/problem.ts';
import type { DesktopHandlers } from './ipc.ts';

const filters: Readonly<Record<'project' | 'image' | 'any', FileFilter[]>> = {
  project: [{ name: 'Signalbox project', extensions: ['json'] }],
  image: [{ name: 'Picture', extensions: ['png', 'jpg', 'jpeg', 'webp', 'ppm'] }],
  any: [{ name: 'All files', extensions: ['*'] }],
};

/** Paths that a person chose or that the host reported: what may be read, written or shown. */
export interface Grants {
  /** The person chose this file or folder: the host may use it. */
  grant(path: string): void;
  /** Whether the path lies in what was granted. */
  isGranted(path: string): boolean;
}

type DialogHandlers = Pick<DesktopHandlers, 'chooseFile' | 'chooseFolder' | 'chooseSave' | 'showFile'>;

/** The system's file dialogs; what is chosen there is granted to the host. */
export function createDialogs({ grant, isGranted }: Grants): DialogHandlers {
  const open = async (
    window: BrowserWindow,
    title: string,
    properties: ('openFile' | 'openDirectory' | 'createDirectory')[],
    kind: keyof typeof filters | null,
  ) => {
    const options = { title, properties, ...(kind && { filters: filters[kind] }) };
    const { canceled, filePaths } = await dialog.showOpenDialog(window, options);
    const [path] = filePaths;
    if (canceled || path === undefined) return null;
    grant(path);
    return path;
  };
  return {
    chooseFile: ({ title, kind }, window) => open(window, title, ['openFile'], kind),
    chooseFolder: ({ title }, window) => open(window, title, ['openDirectory', 'createDirectory'], null),
    chooseSave: async ({ title, name, extension }, window) => {
      const named = extension === '' ? [] : [{ name: extension, extensions: [extension] }];
      const options = { title, defaultPath: name, filters: named };
      const { canceled, filePath } = await dialog.showSaveDialog(window, options);
      if (canceled || filePath === '') return null;
      grant(filePath);
      return filePath;
    },
    showFile: ({ path }) => {
      if (!isGranted(path)) fail('outside-roots', `${path} lies outside the folders that Signalbox works in`);
      shell.showItemInFolder(path);
      return null;
    },
  };
}
