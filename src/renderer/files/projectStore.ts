import { create } from 'zustand';
import type { RecentDocument, Template } from '../../shared/api/documents.ts';
import type { DocumentState } from '../store/documentStore.ts';

/** What makes a project what it is, beside what is shown of it. */
export type ProjectContent = Pick<
  DocumentState,
  'document' | 'name' | 'path' | 'savedHash' | 'saved' | 'undo' | 'redo'
>;

/** A project that another one took the place of while it had edits that no file has. */
export interface KeptProject {
  /** The journal it is kept in as well, should the page go away. */
  readonly journal: string;
  /** When it was left, in milliseconds since 1970. */
  readonly left: number;
  readonly state: ProjectContent;
}

/** What went wrong with a file, and what a person can do about it. */
export interface FileFault {
  readonly sentence: string;
  readonly actions: readonly { readonly title: string; readonly run: () => void }[];
}

export interface ProjectState {
  /** The journal of the project that is open. */
  readonly journal: string;
  readonly kept: readonly KeptProject[];
  readonly fault: FileFault | null;
  /** Why edits would be lost should the page close now; null while they are kept. */
  readonly journalFault: string | null;
  readonly templates: readonly Template[];
  readonly recent: readonly RecentDocument[];
  /** The page shows what it opens with. */
  readonly isStarted: boolean;
}

/** The open project's file business: its journal, what else is kept, what went wrong. */
export const useProject = create<ProjectState>(() => ({
  journal: newJournalId(),
  kept: [],
  fault: null,
  journalFault: null,
  templates: [],
  recent: [],
  isStarted: false,
}));

/** A name for a journal that no other has. */
export function newJournalId(): string {
  return crypto.randomUUID();
}

/** Says what went wrong, above the view, until it is dismissed or the next attempt. */
export function showFault(sentence: string, actions: FileFault['actions'] = []): void {
  useProject.setState({ fault: { sentence, actions } });
}

/** Takes what went wrong away. */
export function clearFault(): void {
  if (useProject.getState().fault !== null) useProject.setState({ fault: null });
}
