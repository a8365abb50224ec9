import type { GraphDocument } from '../../shared/document.ts';
import { isDirty, showDocument, useDocument } from '../store/documentStore.ts';
import { notify, showView } from '../store/viewStore.ts';
import { clearFault, type KeptProject, newJournalId, useProject } from './projectStore.ts';

/** A project to show, with the journal it has already, where it comes from one. */
export interface ShownProject {
  readonly document: GraphDocument;
  readonly name: string;
  readonly path: string | null;
  readonly savedHash: string | null;
  /** What the file holds, where the document differs from it. */
  readonly saved?: GraphDocument;
  readonly journal?: string;
}

/**
 * Shows a project in place of the open one. Edits of that one which no file has are kept, history and all, and can
 * be gone back to.
 */
export function showProject({ journal = newJournalId(), ...project }: ShownProject): void {
  const left = keepOpenProject();
  showDocument(project);
  useProject.setState({ journal });
  clearFault();
  showView('build');
  if (left === null) return;
  notify(`The unsaved changes of ${left.state.name} are kept.`, {
    title: `Back to ${left.state.name}`,
    run: () => goBackTo(left.journal),
  });
}

/** Puts the open project aside if it has unsaved edits. */
function keepOpenProject(): KeptProject | null {
  const state = useDocument.getState();
  if (!isDirty(state)) return null;
  const { document, name, path, savedHash, saved, undo, redo } = state;
  const { journal } = useProject.getState();
  const kept: KeptProject = { journal, state: { document, name, path, savedHash, saved, undo, redo } };
  useProject.setState(({ kept: others }) => ({ kept: [kept, ...others] }));
  return kept;
}

/** Shows a kept project again, as it was left. */
export function goBackTo(journal: string): void {
  const found = useProject.getState().kept.find((one) => one.journal === journal);
  if (found === undefined) return;
  useProject.setState(({ kept }) => ({ kept: kept.filter((one) => one !== found) }));
  keepOpenProject();
  const { undo, redo, ...project } = found.state;
  showDocument(project);
  useDocument.setState({ undo, redo });
  useProject.setState({ journal });
  clearFault();
  showView('build');
}

/** Lets a kept project go. */
export function forgetKept(journal: string): void {
  useProject.setState(({ kept }) => ({ kept: kept.filter((one) => one.journal !== journal) }));
}
