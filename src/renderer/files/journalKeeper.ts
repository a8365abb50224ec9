import { writeDocument } from '../../shared/documentFile.ts';
import { host } from '../host/hostClient.ts';
import { isDirty, useDocument } from '../store/documentStore.ts';
import { isConnectionLost, sentenceOf } from './faultWords.ts';
import { type JournalContent, journalSteps } from './journalSteps.ts';
import { createKeeper, type Keeper } from './keeper.ts';
import { useProject } from './projectStore.ts';

/** What the host was given last. */
const written = new Map<string, JournalContent | null>();
let keeper: Keeper | null = null;

/**
 * Keeps what is unsaved in journals, the open project's and those of the projects put aside, so that it is there again
 * after a crash of the page, the host or the machine. A project whose edits are all in its file has none. Called
 * again, it takes over more journals.
 *
 * @param takenOver journals whose edits this page shows now under names of its own
 */
export function startJournal(takenOver: readonly string[]): void {
  for (const id of takenOver) written.set(id, null);
  keeper ??= createJournalKeeper();
  keeper.touch();
}

/** Tries to keep the edits now. */
export function keepEdits(): void {
  keeper?.touch();
  keeper?.flush();
}

function createJournalKeeper(): Keeper {
  const { touch, flush } = createKeeper(writeJournals, {
    now: () => performance.now(),
    // Called as they are: a browser's timers refuse to be another object's methods.
    set: (run, milliseconds) => setTimeout(run, milliseconds),
    clear: (timer) => clearTimeout(timer),
  });
  useDocument.subscribe((state, before) => {
    if (state.document !== before.document || state.saved !== before.saved) touch();
  });
  useProject.subscribe((state, before) => {
    if (state.kept !== before.kept || state.journal !== before.journal) touch();
  });
  // A host that was started again has not heard of the edits made meanwhile.
  host().connection.subscribe(({ state }, before) => {
    if (state !== 'connected' || before.state === 'connected') return;
    for (const id of written.keys()) written.set(id, null);
    touch();
  });
  // The last moments at which a page is sure to run.
  addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') flush();
  });
  addEventListener('pagehide', flush);
  return { touch, flush };
}

async function writeJournals(): Promise<void> {
  const { call } = host();
  const unsaved = unsavedProjects();
  const { write, drop } = journalSteps(written, unsaved);
  try {
    for (const id of write) {
      const content = unsaved.get(id) as JournalContent;
      const { document, name, path, savedHash } = content;
      await call.writeJournal({ id, name, path, savedHash, text: writeDocument(document) });
      written.set(id, content);
    }
    for (const id of drop) {
      await call.dropJournal({ id });
      written.delete(id);
    }
    setFault(null);
  } catch (error) {
    // That the host cannot be heard the banner says by itself.
    setFault(isConnectionLost(error) ? null : sentenceOf(error));
    throw error;
  }
}

/** What is in no file, by journal. */
function unsavedProjects(): Map<string, JournalContent> {
  const open = useDocument.getState();
  const { journal, kept } = useProject.getState();
  const projects = new Map<string, JournalContent>(kept.map((one) => [one.journal, one.state]));
  if (isDirty(open)) projects.set(journal, open);
  return projects;
}

function setFault(journalFault: string | null): void {
  if (useProject.getState().journalFault !== journalFault) useProject.setState({ journalFault });
}
