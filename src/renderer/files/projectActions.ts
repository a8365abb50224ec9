import type { Template } from '../../shared/api/documents.ts';
import { readDocument, writeDocument } from '../../shared/documentFile.ts';
import { host } from '../host/hostClient.ts';
import { emptyDocument, isDirty, useDocument } from '../store/documentStore.ts';
import { notify, showView } from '../store/viewStore.ts';
import { chooseFileToOpen, chooseFileToSave } from './choose.ts';
import { codeOf, isConnectionLost, sentenceOf } from './faultWords.ts';
import { goBackTo, noteProjectSaved, projectOf } from './keptProjects.ts';
import { fileNameFor, projectName } from './projectName.ts';
import { clearFault, showFault, useProject } from './projectStore.ts';
import { showProject } from './showProject.ts';
import { takeTyped } from './takeTyped.ts';
import { writeProjectFile } from './writeProjectFile.ts';

const ENDINGS = ['json'];

/** Starts an empty project. */
export function newProject(): void {
  showProject({ document: emptyDocument, name: 'Untitled', path: null, savedHash: null });
}

/** Starts a project from a template. */
export function openTemplate({ name, text }: Template): void {
  showProject({ document: readDocument(text, name), name, path: null, savedHash: null });
}

/** Asks for a project file and opens it. */
export async function openProject(): Promise<void> {
  const path = await chooseFileToOpen('Open a project', ENDINGS, useDocument.getState().path);
  if (path !== null) await openPath(path);
}

/**
 * Opens a project file. Where it is open already, or was left with unsaved changes, those are shown: nothing of them
 * is lost by opening the file once more. A file that is no project is told of above the view, and what is open stays.
 */
export async function openPath(path: string): Promise<void> {
  const open = useDocument.getState();
  const left = useProject.getState().kept.find(({ state }) => state.path === path);
  if ((open.path === path && isDirty(open)) || left !== undefined) {
    if (left !== undefined) goBackTo(left.journal);
    showView('build');
    notify(`${projectName(path)} is shown with its unsaved changes.`, {
      title: 'Show it as it was saved',
      run: () => void openSaved(path),
    });
  } else {
    await openSaved(path);
  }
}

/** Opens a project file as it lies on disk; true where that went well. */
export async function openSaved(path: string): Promise<boolean> {
  clearFault();
  try {
    await show(path);
    return true;
  } catch (error) {
    showFault(sentenceOf(error), [
      isConnectionLost(error)
        ? { title: 'Try again', run: () => void openSaved(path) }
        : { title: 'Open another file', run: () => void openProject() },
    ]);
    return false;
  } finally {
    await readRecent();
  }
}

/** Shows a project file. Throws ProblemError where it cannot be read or is none. */
export async function show(path: string): Promise<void> {
  const opened = await host().call.openDocument({ path });
  const document = readDocument(opened.text, opened.path);
  showProject({ document, name: projectName(opened.path), path: opened.path, savedHash: opened.hash });
}

/** Saves the project where it lies; asks where that shall be if it lies nowhere yet. */
export async function saveProject(): Promise<void> {
  takeTyped();
  const { path } = useDocument.getState();
  if (path === null) await saveProjectAs();
  else await save(useProject.getState().journal, path, false);
}

/** Asks where to save the project, and saves it there. */
export async function saveProjectAs(): Promise<void> {
  takeTyped();
  const { journal } = useProject.getState();
  const { name, path } = useDocument.getState();
  const chosen = await chooseFileToSave('Save the project', fileNameFor(name), ENDINGS, path);
  if (chosen !== null) await save(journal, chosen, true);
}

let saving: Promise<void> = Promise.resolve();

/** Saves a journal's project, one after the other: the second save knows what the first has written. */
function save(journal: string, path: string, overwrite: boolean): Promise<void> {
  saving = saving.then(() => write(journal, path, overwrite));
  return saving;
}

async function write(journal: string, path: string, overwrite: boolean): Promise<void> {
  const project = projectOf(journal);
  if (project === null) return;
  const { document, name, savedHash } = project;
  clearFault();
  try {
    const expected = overwrite ? 'any' : savedHash;
    const saved = await writeProjectFile({ path, text: writeDocument(document), expected });
    noteProjectSaved(journal, {
      document,
      path: saved.path,
      name: projectName(saved.path),
      savedHash: saved.hash,
    });
    if (saved.path !== project.path) notify(`Saved as ${saved.path}.`);
  } catch (error) {
    const sentence = isConnectionLost(error)
      ? `${name} was not saved: the connection to Signalbox is lost. Your edits are kept on this page.`
      : sentenceOf(error);
    const isThere = ['changed-on-disk', 'exists'].includes(codeOf(error) ?? '');
    showFault(sentence, [
      isThere
        ? { title: 'Write over it', run: () => void save(journal, path, true) }
        : { title: 'Try again', run: () => void save(journal, path, overwrite) },
      { title: 'Save elsewhere', run: () => void saveProjectAs() },
    ]);
  }
  await readRecent();
}

/** Shows the project as its file has it; what it has unsaved is kept. */
export async function revertProject(): Promise<void> {
  const { path } = useDocument.getState();
  if (path !== null) await openSaved(path);
}

/** Reads the list of files opened last; where it cannot be had, the one before stays. */
export async function readRecent(): Promise<void> {
  try {
    useProject.setState({ recent: await host().call.recentDocuments({}) });
  } catch {
    // A list to choose from is no reason for a fault of its own.
  }
}

/** Empties the list of files opened last. */
export async function clearRecent(): Promise<void> {
  await host().call.clearRecentDocuments({});
  await readRecent();
}
