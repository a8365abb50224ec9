import { redoEdit, undoEdit, useDocument } from '../store/documentStore.ts';
import type { Command } from './command.ts';

/** What works on the project in every view. */
export const editCommands: readonly Command[] = [
  {
    id: 'edit.undo',
    title: 'Undo',
    group: 'Edit',
    shortcuts: ['Mod+Z'],
    inField: () => void document.execCommand('undo'),
    isEnabled: () => useDocument.getState().undo.length > 0,
    run: undoEdit,
  },
  {
    id: 'edit.redo',
    title: 'Redo',
    group: 'Edit',
    shortcuts: ['Mod+Y', 'Mod+Shift+Z'],
    inField: () => void document.execCommand('redo'),
    isEnabled: () => useDocument.getState().redo.length > 0,
    run: redoEdit,
  },
];
