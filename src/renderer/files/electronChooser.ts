import type { Desktop } from '../host/desktop.ts';
import type { Chooser } from './choose.ts';

const PICTURES = new Set(['png', 'jpg', 'jpeg', 'webp', 'ppm']);

/** The system's own file dialogs, where the page lives in Electron's window. */
export function electronChooser({ call }: Pick<Desktop, 'call'>): Chooser {
  return {
    folder: ({ title }) => call.chooseFolder({ title }),
    fileToOpen: ({ title, endings }) => call.chooseFile({ title, kind: kindOf(endings) }),
    fileToSave: ({ title, name, endings }) =>
      call.chooseSave({ title, name: name.slice(0, 255), extension: endings[0] ?? '' }),
  };
}

function kindOf(endings: readonly string[]): 'project' | 'image' | 'any' {
  if (endings.length === 0) return 'any';
  if (endings.every((ending) => ending === 'json')) return 'project';
  return endings.every((ending) => PICTURES.has(ending)) ? 'image' : 'any';
}
