import { findDesktop } from '../host/desktop.ts';
import { setChooser } from './choose.ts';
import { electronChooser } from './electronChooser.ts';
import { startFileDrop } from './fileDrop.ts';
import { pageChooser } from './fileRequest.ts';
import { followDesktop } from './followDesktop.ts';
import { startProject } from './startProject.ts';
import { startTitle } from './windowTitle.ts';

/** Shows what the page opens with and keeps it; then follows the window that it is shown in. */
export async function startFiles(): Promise<void> {
  const desktop = findDesktop();
  setChooser(desktop === null ? pageChooser : electronChooser(desktop));
  startTitle();
  startFileDrop();
  await startProject();
  // Not before: a file that the window was started with is shown in place of what was open last.
  if (desktop !== null) followDesktop(desktop);
}
