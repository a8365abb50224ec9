import type { PageConnection } from '../../../shared/api/contract.ts';
import type { RunEvent, RunProgress } from '../../../shared/api/runs.ts';
import { createThrottle } from './throttle.ts';

type WithoutSeq<E> = E extends RunEvent ? Omit<E, 'seq'> : never;

/** A run event before it has its number. */
export type RunNews = WithoutSeq<RunEvent>;

/** What happened to one run since the host started, and who follows it. */
export interface RunLog {
  /** Number of the last event; 0 before the first. */
  readonly seq: number;
  /** Where training stood last. */
  readonly progress: RunProgress | null;
  emit(news: RunNews): void;
  /**
   * Tells a page of all that follows, and answers what there was after `fromSeq`. A number that is yet to come is of
   * a host that is gone: then it answers all that is known.
   */
  watch(page: PageConnection, fromSeq: number): RunEvent[];
  unwatch(page: PageConnection): void;
}

/** Milliseconds between two messages to a page about one run: each wakes all of its browser. A new state is told at once. */
const PUSH_MILLISECONDS = 400;
/** Events kept for who comes later: those that say what happened, and those that the next one replaces. */
const MOST_LASTING = 5000;
const MOST_PASSING = 64;

/** An empty log. */
export function createRunLog(id: string): RunLog {
  const pages = new Set<PageConnection>();
  const heard = new WeakSet<PageConnection>();
  const lasting: RunEvent[] = [];
  const passing: RunEvent[] = [];
  let waiting: RunEvent[] = [];
  let seq = 0;
  let progress: RunProgress | null = null;

  const push = createThrottle(() => {
    const events = waiting;
    waiting = [];
    for (const page of pages) page.send({ kind: 'run', id, events });
  }, PUSH_MILLISECONDS);

  const keep = (event: RunEvent) => {
    if (event.kind === 'progress' || event.kind === 'preparing') {
      passing.push(event);
      if (passing.length > MOST_PASSING) passing.shift();
      return;
    }
    lasting.push(event);
    // Many at once, so that no event moves all others.
    if (lasting.length > MOST_LASTING + 500) lasting.splice(0, lasting.length - MOST_LASTING);
  };

  return {
    get seq() {
      return seq;
    },
    get progress() {
      return progress;
    },
    emit(news) {
      seq++;
      const event = { seq, ...news } as RunEvent;
      if (event.kind === 'progress') progress = event.progress;
      if (event.kind === 'state' && event.state === 'preparing') progress = null;
      keep(event);
      if (pages.size === 0) return;
      waiting.push(event);
      push.ask();
      if (event.kind === 'state') push.flush();
    },
    watch(page, fromSeq) {
      // The others get theirs first: what waits is part of what this page is answered.
      push.flush();
      if (!heard.has(page)) page.onClose(() => pages.delete(page));
      heard.add(page);
      pages.add(page);
      const after = fromSeq > seq ? 0 : fromSeq;
      return [...lasting, ...passing]
        .filter((event) => event.seq > after)
        .sort((one, other) => one.seq - other.seq);
    },
    unwatch: (page) => void pages.delete(page),
  };
}
