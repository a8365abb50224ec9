import type { Journal } from '../../shared/api/documents.ts';
import { readDocument } from '../../shared/documentFile.ts';
import { host } from '../host/hostClient.ts';
import { emptyDocument, useDocument } from '../store/documentStore.ts';
import { notify } from '../store/viewStore.ts';
import { startJournal } from './journalKeeper.ts';
import { openTemplate, readRecent, sentenceOf } from './projectActions.ts';
import { type KeptProject, newJournalId, showFault, useProject } from './projectStore.ts';
import { showProject } from './showProject.ts';

/**
 * What the page opens with: edits that were left unsaved, else the project that was open last, else the first
 * template.
 */
export async function startProject(): Promise<void> {
  const { call } = host();
  try {
    const [templates, journals] = await Promise.all([call.templates({}), call.journals({})]);
    await readRecent();
    useProject.setState({ templates });
    if (!restore(journals) && !(await openLast())) {
      const [first] = templates;
      if (first) openTemplate(first);
    }
  } catch (error) {
    showFault(sentenceOf(error), [{ title: 'Try again', run: () => void startProject() }]);
  }
  // Again from the next start of a host on: this one has been asked.
  if (!started) startJournal();
  started = true;
}

let started = false;

/** Shows the newest journal and keeps the others at hand; false where there is none. */
function restore(journals: readonly Journal[]): boolean {
  const readable = journals.flatMap((journal) => {
    try {
      const document = readDocument(journal.text, journal.name);
      return [{ journal, document }];
    } catch {
      // A damaged journal stays on disk; it must not keep the app from starting.
      return [];
    }
  });
  const [newest, ...others] = readable;
  if (newest === undefined) return false;
  const kept: KeptProject[] = others.map(({ journal, document }) => ({
    journal: journal.id,
    state: { ...fileOf(journal), document, saved: emptyDocument, undo: [], redo: [] },
  }));
  useProject.setState({ kept });
  const { journal, document } = newest;
  showProject({ ...fileOf(journal), document, saved: emptyDocument, journal: journal.id });
  const time = new Date(journal.written).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  notify(`The unsaved changes of ${journal.name} from ${time} are back.`, {
    title: 'Discard them',
    run: () => discard(journal),
  });
  return true;
}

function fileOf({ name, path, savedHash }: Journal) {
  return { name, path, savedHash };
}

/** Shows the file as it was saved last, or the first template where there is none. */
async function discard(journal: Journal): Promise<void> {
  const { document } = useDocument.getState();
  // What is shown has nothing to save any more, so that nothing of it is kept.
  useDocument.setState({ saved: document });
  await host().call.dropJournal({ id: journal.id });
  useProject.setState({ journal: newJournalId() });
  const [first] = useProject.getState().templates;
  if (!(await openLast(journal.path)) && first) openTemplate(first);
}

/** Opens the project that was open last, or `path`; false where it is not there any more. */
async function openLast(path: string | null = null): Promise<boolean> {
  const { recent } = useProject.getState();
  const last = path ?? recent.find(({ missing }) => !missing)?.path;
  if (last === undefined || last === null) return false;
  try {
    const opened = await host().call.openDocument({ path: last });
    const document = readDocument(opened.text, opened.path);
    const name = recent.find((one) => one.path === last)?.name ?? opened.path;
    showProject({ document, name, path: opened.path, savedHash: opened.hash });
    return true;
  } catch {
    return false;
  }
}
