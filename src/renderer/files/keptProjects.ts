import type { GraphDocument } from '../../shared/document.ts';
import { isDirty, noteSaved, showDocument, useDocument } from '../store/documentStore.ts';
import { notify, showView } from '../store/viewStore.ts';
import { clearFault, type KeptProject, type ProjectContent, useProject } from './projectStore.ts';

/** Puts the open project aside if it has edits that no file has, its history with it; null where it has none. */
export function keepOpenProject(left: number = Date.now()): KeptProject | null {
  const state = useDocument.getState();
  if (!isDirty(state)) return null;
  const { document, name, path, savedHash, saved, undo, redo } = state;
  const { journal } = useProject.getState();
  const kept: KeptProject = { journal, left, state: { document, name, path, savedHash, saved, undo, redo } };
  useProject.setState(({ kept: others }) => ({ kept: [kept, ...others] }));
  return kept;
}

/** Shows a kept project again, as it was left. */
export function goBackTo(journal: string): void {
  const found = keptProject(journal);
  if (found === undefined) return;
  remove(found);
  keepOpenProject();
  const { undo, redo, ...project } = found.state;
  showDocument(project);
  useDocument.setState({ undo, redo });
  useProject.setState({ journal });
  clearFault();
  showView('build');
}

/** Lets a kept project go; for some seconds it can be had back. */
export function discardKept(journal: string): void {
  const found = keptProject(journal);
  if (found === undefined) return;
  remove(found);
  notify(`The unsaved changes of ${found.state.name} are discarded.`, {
    title: 'Bring them back',
    run: () => {
      useProject.setState(({ kept }) => ({ kept: [found, ...kept] }));
      goBackTo(journal);
    },
  });
}

/** The project of a journal, open or kept; null where it was let go. */
export function projectOf(journal: string): ProjectContent | null {
  if (journal === useProject.getState().journal) return useDocument.getState();
  return keptProject(journal)?.state ?? null;
}

/** What was written where. */
export interface SavedFile {
  readonly document: GraphDocument;
  readonly path: string;
  readonly name: string;
  readonly savedHash: string;
}

/** Notes that a journal's project was saved, though another one may be open by then. */
export function noteProjectSaved(journal: string, { document, path, name, savedHash }: SavedFile): void {
  const found = keptProject(journal);
  if (journal === useProject.getState().journal) {
    noteSaved(document, path, name, savedHash);
  } else if (found?.state.document === document) {
    remove(found);
  } else if (found !== undefined) {
    const state = { ...found.state, saved: document, path, name, savedHash };
    replace(found, { ...found, state });
  }
}

function keptProject(journal: string): KeptProject | undefined {
  return useProject.getState().kept.find((one) => one.journal === journal);
}

function replace(project: KeptProject, by: KeptProject): void {
  useProject.setState(({ kept }) => ({ kept: kept.map((one) => (one === project ? by : one)) }));
}

function remove(project: KeptProject): void {
  useProject.setState(({ kept }) => ({ kept: kept.filter((one) => one !== project) }));
}
