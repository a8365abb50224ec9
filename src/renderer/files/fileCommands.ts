import type { Command } from '../commands/command.ts';
import { isDirty, useDocument } from '../store/documentStore.ts';
import { openOverlay } from '../store/viewStore.ts';
import {
  clearRecent,
  newProject,
  openProject,
  revertProject,
  saveProject,
  saveProjectAs,
} from './projectActions.ts';
import { useProject } from './projectStore.ts';

/** A browser keeps Ctrl+N to itself and opens a window; the app's own window has it to give. */
const isOwnWindow = typeof window !== 'undefined' && 'signalbox' in window;
const newKeys = ['Mod+Alt+N', 'Mod+N'];

/** What is done with project files. */
export const fileCommands: readonly Command[] = [
  {
    id: 'file.new',
    title: 'New project',
    group: 'File',
    shortcuts: isOwnWindow ? newKeys.toReversed() : newKeys,
    run: newProject,
  },
  {
    id: 'file.templates',
    title: 'New from template…',
    group: 'File',
    run: () => openOverlay({ kind: 'templates' }),
  },
  { id: 'file.open', title: 'Open…', group: 'File', shortcuts: ['Mod+O'], run: openProject },
  {
    id: 'file.clearRecent',
    title: 'Clear the list of recent projects',
    group: 'File',
    isEnabled: () => useProject.getState().recent.length > 0,
    run: clearRecent,
  },
  { id: 'file.save', title: 'Save', group: 'File', shortcuts: ['Mod+S'], run: saveProject },
  { id: 'file.saveAs', title: 'Save as…', group: 'File', shortcuts: ['Mod+Shift+S'], run: saveProjectAs },
  {
    id: 'file.revert',
    title: 'Go back to the saved file',
    group: 'File',
    isEnabled: () => useDocument.getState().path !== null && isDirty(useDocument.getState()),
    run: revertProject,
  },
];
