import type { HostApi } from '../../shared/api/contract.ts';
import type { RunDetails, RunEvent } from '../../shared/api/runs.ts';

/** Where what is heard of watched runs goes. */
export interface RunSink {
  /** The run from anew. */
  opened(details: RunDetails): void;
  /** What happened since, in order, each once. */
  happened(id: string, events: readonly RunEvent[]): void;
  /** The run cannot be read, in one sentence. */
  failed(id: string, sentence: string): void;
  closed(id: string): void;
}

/** Keeps the page up to date about some runs. */
export interface RunWatcher {
  /** From now on these and no others; one that could not be read is tried again. */
  watch(ids: ReadonlySet<string>): void;
  /** Reads every watched run anew: after a reconnection nobody knows what was missed. */
  reopen(): void;
  /** Takes a `run` event of the host. */
  receive(id: string, events: readonly RunEvent[]): void;
}

interface Watch {
  /** Of the last event that was passed on; null until the run was read. */
  seq: number | null;
  /** Told before the run was read. */
  early: RunEvent[];
}

/** Starts with no run watched. Events older than what was read, or told twice, are dropped. */
export function createRunWatcher(
  call: Pick<HostApi, 'runDetails' | 'watchRun' | 'unwatchRun'>,
  sink: RunSink,
): RunWatcher {
  const watches = new Map<string, Watch>();

  const pass = (id: string, watch: Watch, events: readonly RunEvent[]) => {
    let { seq } = watch;
    const fresh = events.filter((event) => {
      const isNew = seq !== null && event.seq > seq;
      if (isNew) seq = event.seq;
      return isNew;
    });
    watch.seq = seq;
    if (fresh.length > 0) sink.happened(id, fresh);
  };

  const open = async (id: string) => {
    const watch: Watch = { seq: null, early: [] };
    watches.set(id, watch);
    const isCurrent = () => watches.get(id) === watch;
    try {
      const details = await call.runDetails({ id });
      if (!isCurrent()) return;
      sink.opened(details);
      const { events } = await call.watchRun({ id, fromSeq: details.seq });
      if (!isCurrent()) return;
      watch.seq = details.seq;
      pass(id, watch, events);
      pass(id, watch, watch.early.splice(0));
    } catch (error) {
      if (!isCurrent()) return;
      watches.delete(id);
      sink.failed(id, error instanceof Error ? error.message : String(error));
    }
  };

  const close = (id: string) => {
    watches.delete(id);
    sink.closed(id);
    // A host that is gone watches nothing.
    call.unwatchRun({ id }).catch(() => {});
  };

  return {
    watch: (ids) => {
      for (const id of [...watches.keys()]) if (!ids.has(id)) close(id);
      for (const id of ids) if (!watches.has(id)) void open(id);
    },
    reopen: () => {
      for (const id of [...watches.keys()]) void open(id);
    },
    receive: (id, events) => {
      const watch = watches.get(id);
      if (watch === undefined) return;
      if (watch.seq === null) watch.early.push(...events);
      else pass(id, watch, events);
    },
  };
}
