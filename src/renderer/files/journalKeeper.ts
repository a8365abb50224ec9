import { writeDocument } from '../../shared/documentFile.ts';
import { host } from '../host/hostClient.ts';
import { isDirty, useDocument } from '../store/documentStore.ts';
import { useProject } from './projectStore.ts';

/** An edit is on disk this long after it was made, and at most so long when edits follow one another. */
const QUIET_MILLISECONDS = 250;
const LONGEST_MILLISECONDS = 900;

/**
 * Keeps the edits of the open project in its journal, so that they are there again after a crash of the page, the
 * host or the machine. A project whose edits are all in its file has none.
 */
export function startJournal(): void {
  const keeper = createKeeper(writeOpenProject, { now: () => performance.now(), set: setTimeout, clear: clearTimeout });
  useDocument.subscribe((state, before) => {
    if (state.document !== before.document || state.saved !== before.saved) keeper.touch();
  });
  // A host that was started again has not heard of the edits made meanwhile.
  host().connection.subscribe(({ state }, before) => {
    if (state === 'connected' && before.state !== 'connected') keeper.touch();
  });
  // The last moment at which a page is sure to run.
  addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') keeper.flush();
  });
}

async function writeOpenProject(): Promise<void> {
  const state = useDocument.getState();
  const { journal, kept } = useProject.getState();
  const { document, name, path, savedHash } = state;
  for (const { journal: id, state: left } of kept) {
    const text = writeDocument(left.document);
    await host().call.writeJournal({ id, name: left.name, path: left.path, text, savedHash: left.savedHash });
  }
  if (isDirty(state)) {
    await host().call.writeJournal({ id: journal, name, path, text: writeDocument(document), savedHash });
  } else {
    await host().call.dropJournal({ id: journal });
  }
}

interface Timers {
  readonly now: () => number;
  readonly set: (run: () => void, milliseconds: number) => unknown;
  readonly clear: (timer: never) => void;
}

/** Calls `write` soon after the last touch, and never later than the longest wait after the first. */
export function createKeeper(write: () => Promise<void>, timers: Timers) {
  let timer: unknown = null;
  let first: number | null = null;
  const run = () => {
    timers.clear(timer as never);
    timer = null;
    first = null;
    // Without the host nothing can be kept; the banner says so, and the next connection writes it.
    write().catch(() => {});
  };
  return {
    touch: () => {
      first ??= timers.now();
      const wait = Math.min(QUIET_MILLISECONDS, first + LONGEST_MILLISECONDS - timers.now());
      timers.clear(timer as never);
      timer = timers.set(run, Math.max(0, wait));
    },
    flush: () => {
      if (timer !== null) run();
    },
  };
}
