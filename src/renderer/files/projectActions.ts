import type { Template } from '../../shared/api/documents.ts';
import { readDocument, writeDocument } from '../../shared/documentFile.ts';
import { ProblemError } from '../../shared/problem.ts';
import { host } from '../host/hostClient.ts';
import { emptyDocument, noteSaved, useDocument } from '../store/documentStore.ts';
import { chooseFileToOpen, chooseFileToSave } from './choose.ts';
import { fileNameFor, projectName } from './projectName.ts';
import { clearFault, showFault, useProject } from './projectStore.ts';
import { showProject } from './showProject.ts';

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
  const path = await chooseFileToOpen('Open a project', ['json']);
  if (path !== null) await openPath(path);
}

/** Opens a project file; a file that is no project is told of above the view, and what is open stays. */
export async function openPath(path: string): Promise<void> {
  clearFault();
  try {
    const opened = await host().call.openDocument({ path });
    const document = readDocument(opened.text, opened.path);
    showProject({ document, name: projectName(opened.path), path: opened.path, savedHash: opened.hash });
    await readRecent();
  } catch (error) {
    showFault(sentenceOf(error), [{ title: 'Open another file', run: () => void openProject() }]);
  }
}

/** Saves the project where it lies; asks where that shall be if it lies nowhere yet. */
export async function saveProject(): Promise<void> {
  const { path, savedHash } = useDocument.getState();
  if (path === null) return saveProjectAs();
  await write(path, savedHash);
}

/** Asks where to save the project, and saves it there. */
export async function saveProjectAs(): Promise<void> {
  const { name, path } = useDocument.getState();
  const chosen = await chooseFileToSave('Save the project', fileNameFor(name), ['json'], path);
  if (chosen !== null) await write(chosen, 'any');
}

async function write(path: string, expected: string | null): Promise<void> {
  const { document } = useDocument.getState();
  clearFault();
  try {
    const saved = await host().call.saveDocument({ path, text: writeDocument(document), expected });
    noteSaved(document, saved.path, projectName(saved.path), saved.hash);
    await readRecent();
  } catch (error) {
    const changed = error instanceof ProblemError && error.problem.code === 'changed-on-disk';
    const elsewhere = { title: 'Save elsewhere', run: () => void saveProjectAs() };
    showFault(
      sentenceOf(error),
      changed
        ? [elsewhere, { title: 'Write over it', run: () => void write(path, 'any') }]
        : [{ title: 'Try again', run: () => void write(path, expected) }, elsewhere],
    );
  }
}

/** Reads the list of files opened last. */
export async function readRecent(): Promise<void> {
  useProject.setState({ recent: await host().call.recentDocuments({}) });
}

/** Empties the list of files opened last. */
export async function clearRecent(): Promise<void> {
  await host().call.clearRecentDocuments({});
  await readRecent();
}

/** What an error says to a person. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
