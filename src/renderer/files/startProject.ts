import type { Journal } from '../../shared/api/documents.ts';
import type { GraphDocument } from '../../shared/document.ts';
import { readDocument } from '../../shared/documentFile.ts';
import { host } from '../host/hostClient.ts';
import { whenWords } from '../run/runWords.ts';
import { notify } from '../store/viewStore.ts';
import { isConnectionLost, sentenceOf } from './faultWords.ts';
import { startJournal } from './journalKeeper.ts';
import { discardKept } from './keptProjects.ts';
import { openTemplate, readRecent, show } from './projectActions.ts';
import { type KeptProject, newJournalId, showFault, useProject } from './projectStore.ts';
import { showProject } from './showProject.ts';

/**
 * What the page opens with: edits that were left unsaved, else the project that was open last, else the first
 * template. Waits for a host that cannot be heard yet.
 */
export async function startProject(): Promise<void> {
  const { call } = host();
  let takenOver: readonly string[] = [];
  try {
    const [templates, journals] = await Promise.all([call.templates({}), call.journals({})]);
    await readRecent();
    useProject.setState({ templates });
    takenOver = restore(journals);
    if (takenOver.length === 0) await showFirst(null);
    useProject.setState({ isStarted: true });
  } catch (error) {
    if (isConnectionLost(error)) afterConnection(() => void startProject());
    else showFault(sentenceOf(error), [{ title: 'Try again', run: () => void startProject() }]);
  }
  startJournal(takenOver);
}

/** Runs once the host can be heard. */
function afterConnection(run: () => void): void {
  const { connection } = host();
  if (connection.getState().state === 'connected') {
    run();
    return;
  }
  const stop = connection.subscribe(({ state }) => {
    if (state !== 'connected') return;
    stop();
    run();
  });
}

/**
 * Shows the newest journal and keeps the others at hand, each under a name that only this page has: the page that
 * wrote them may still be there and come back. Returns the names they had.
 */
function restore(journals: readonly Journal[]): readonly string[] {
  const readable = journals.flatMap((journal) => {
    const document = documentOf(journal);
    return document === null ? [] : [{ ...journal, document, own: newJournalId() }];
  });
  const [newest, ...others] = readable;
  if (newest === undefined) return [];
  const kept = others.map(({ own, written, name, path, savedHash, document }): KeptProject => {
    const state = { name, path, savedHash, document, saved: null, undo: [], redo: [] };
    return { journal: own, left: written, state };
  });
  useProject.setState(({ kept: before }) => ({ kept: [...before, ...kept] }));
  const { name, path, savedHash, document, own } = newest;
  showProject({ name, path, savedHash, document, saved: null, journal: own });
  const when = whenWords(new Date(newest.written).toISOString(), new Date());
  const more = others.length === 0 ? '' : ' Others are in the project menu.';
  notify(`The unsaved changes of ${name} from ${when} are back.${more}`, {
    title: 'Discard them',
    run: () => void discard(own, path),
  });
  return readable.map(({ id }) => id);
}

/** What a journal holds; null where it is damaged: it stays on disk and must not keep the app from starting. */
function documentOf({ text, name }: Journal): GraphDocument | null {
  try {
    return readDocument(text, name);
  } catch {
    return null;
  }
}

/** Shows the file as it was saved last, or what a page without unsaved edits opens with, and lets the edits go. */
async function discard(journal: string, path: string | null): Promise<void> {
  try {
    if (useProject.getState().journal === journal) await showFirst(path);
    discardKept(journal);
  } catch (error) {
    showFault(sentenceOf(error), [{ title: 'Try again', run: () => void discard(journal, path) }]);
  }
}

/** Opens `path`, else the project that was open last, else the first template. */
async function showFirst(path: string | null): Promise<void> {
  const { recent, templates } = useProject.getState();
  const last = recent.find(({ missing }) => !missing)?.path ?? null;
  for (const candidate of new Set([path, last])) {
    if (candidate !== null && (await isShown(candidate))) return;
  }
  const [first] = templates;
  if (first) openTemplate(first);
}

async function isShown(path: string): Promise<boolean> {
  try {
    await show(path);
    return true;
  } catch (error) {
    if (isConnectionLost(error)) throw error;
    return false;
  }
}
