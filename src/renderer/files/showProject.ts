import type { GraphDocument } from '../../shared/document.ts';
import { showDocument } from '../store/documentStore.ts';
import { notify, showView } from '../store/viewStore.ts';
import { goBackTo, keepOpenProject } from './keptProjects.ts';
import { clearFault, newJournalId, useProject } from './projectStore.ts';

/** A project to show, with the journal it has already, where it comes from one. */
export interface ShownProject {
  readonly document: GraphDocument;
  readonly name: string;
  readonly path: string | null;
  readonly savedHash: string | null;
  /** What the file holds, where the document differs from it; null where the document stands in no file. */
  readonly saved?: GraphDocument | null;
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
