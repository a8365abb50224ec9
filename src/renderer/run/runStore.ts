import { create } from 'zustand';
import type { RunDetails, RunEvent, RunSummary } from '../../shared/api/runs.ts';
import { comparedRuns, usePicks } from '../history/pickStore.ts';
import type { HostClient } from '../host/hostClient.ts';
import { showRun, useView } from '../store/viewStore.ts';
import { type CurveBuffer, createCurveBuffer } from './curveBuffer.ts';
import { createLivePace, type PaceLimits, pageSurroundings } from './livePace.ts';
import { logOf, type RunLog, withEvent } from './runLog.ts';
import { activeRun } from './runWords.ts';
import { createRunWatcher, type RunSink } from './watchRuns.ts';

export interface RunsState {
  /** Newest first; null before the host has answered. */
  readonly runs: readonly RunSummary[] | null;
  /** Why the list could not be had. */
  readonly fault: string | null;
  /** Of the runs that are followed: the shown one, the active one, the compared ones. */
  readonly logs: Readonly<Record<string, RunLog>>;
  /** Why a run could not be read, by its id. */
  readonly faults: Readonly<Record<string, string>>;
}

/**
 * The runs as the host tells of them. Curves are kept beside it (`curveOf`): they grow too fast for React.
 */
export const useRuns = create<RunsState>(() => ({ runs: null, fault: null, logs: {}, faults: {} }));

const { getState, setState } = useRuns;
const curves = new Map<string, CurveBuffer>();

/**
 * Figures are small and cheap, and what a person sees move; charts are large, and all processes of a browser work on
 * each of their pictures.
 */
const FIGURES: PaceLimits = { share: 1 / 200, shortest: 350, longest: 1000 };
const CURVES: PaceLimits = { share: 1 / 300, shortest: 1000, longest: 4000 };

const curvePace = createLivePace<() => void>(
  (draws) =>
    requestAnimationFrame(() => {
      for (const draw of draws) draw();
    }),
  pageSurroundings,
  CURVES,
);

/** The training curve of a run that is followed; empty until it was read. */
export function curveOf(id: string): CurveBuffer {
  const known = curves.get(id);
  if (known) return known;
  const curve = createCurveBuffer((draw) => curvePace.add(draw, false));
  curves.set(id, curve);
  return curve;
}

/** A run's line in the history. */
export function runById(state: RunsState, id: string | null): RunSummary | null {
  return state.runs?.find((run) => run.id === id) ?? null;
}

let refresh: () => Promise<void> = async () => {};

/** Reads the list of runs anew; returns once it is there. */
export function refreshRuns(): Promise<void> {
  return refresh();
}

/** Follows the host's runs from now on; returns how to stop. */
export function startRuns(host: HostClient): () => void {
  const watcher = createRunWatcher(host.call, sink);
  const wanted = () => {
    const { run } = useView.getState();
    const active = activeRun(getState().runs ?? [])?.id;
    return new Set([...comparedRuns(run, usePicks.getState().picked), ...(active ? [active] : [])]);
  };
  const follow = () => watcher.watch(wanted());
  const reader = createListReader(host, follow);
  refresh = reader;
  const connected = () => {
    watcher.reopen();
    void reader();
  };
  const stops = [
    host.onEvent((event) => {
      if (event.kind === 'runs') void reader();
      if (event.kind === 'run') watcher.receive(event.id, event.events);
    }),
    useView.subscribe((state, before) => {
      if (state.run !== before.run) follow();
    }),
    usePicks.subscribe(follow),
    host.connection.subscribe(({ state }, before) => {
      if (state === 'connected' && before.state !== 'connected') connected();
    }),
  ];
  if (host.connection.getState().state === 'connected') connected();
  return () => {
    for (const stop of stops) stop();
    watcher.watch(new Set());
  };
}

/** Reads the list, once at a time: asked for while it is read, it is read once more. */
function createListReader(host: HostClient, then: () => void): () => Promise<void> {
  let reading: Promise<void> | null = null;
  let isStale = false;
  const read = async () => {
    do {
      isStale = false;
      try {
        const runs = await host.call.listRuns({});
        const isFirst = getState().runs === null;
        setState({ runs, fault: null });
        // At the page's start: what goes on, else what went on last.
        if (isFirst && useView.getState().run === null && runs.length > 0) {
          showRun((activeRun(runs) ?? runs[0]).id);
        }
        then();
      } catch (error) {
        setState({ fault: error instanceof Error ? error.message : String(error) });
      }
    } while (isStale);
    reading = null;
  };
  return () => {
    isStale = reading !== null;
    reading ??= read();
    return reading;
  };
}

/** What happened in which run. */
interface Happening {
  readonly id: string;
  readonly event: RunEvent;
}

/** Steps follow one another so fast that they are shown in lots; all else is shown at once. */
const pace = createLivePace<Happening>(take, pageSurroundings, FIGURES);

const sink: RunSink = {
  opened: (details) => {
    pace.flush();
    const { id } = details.summary;
    curveOf(id).replace(details.curve);
    setState(({ logs, faults }) => ({
      logs: { ...logs, [id]: { ...logOf(details), notes: logs[id]?.notes ?? [] } },
      faults: without(faults, id),
      runs: withSummary(getState().runs, details),
    }));
  },
  happened: (id, events) => {
    for (const event of events) pace.add({ id, event }, event.kind !== 'progress');
  },
  failed: (id, sentence) => setState(({ faults }) => ({ faults: { ...faults, [id]: sentence } })),
  closed: (id) => {
    pace.flush();
    curves.delete(id);
    setState(({ logs, faults }) => ({ logs: without(logs, id), faults: without(faults, id) }));
  },
};

/** Brings the logs and curves up to date, in one change. */
function take(happenings: readonly Happening[]): void {
  for (const { id, event } of happenings) {
    if (event.kind === 'progress') curveOf(id).append(event.progress.point);
  }
  setState(({ logs, runs }) => ({
    logs: happenings.reduce(withHappening, logs),
    runs: happenings.reduce((list, { id, event }) => withState(list, id, event), runs),
  }));
}

function withHappening(logs: RunsState['logs'], { id, event }: Happening): RunsState['logs'] {
  const log = logs[id];
  return log ? { ...logs, [id]: withEvent(log, event) } : logs;
}

/** The list with what was just read of a run. */
function withSummary(
  runs: readonly RunSummary[] | null,
  { summary }: RunDetails,
): readonly RunSummary[] | null {
  return runs?.map((run) => (run.id === summary.id ? summary : run)) ?? null;
}

/** A change of state shows at once, before the list is read anew. */
function withState(
  runs: readonly RunSummary[] | null,
  id: string,
  event: RunEvent,
): readonly RunSummary[] | null {
  if (event.kind !== 'state' || runs === null) return runs;
  const { state, sentence, cause } = event;
  return runs.map((run) => (run.id === id ? { ...run, state, sentence, cause } : run));
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  const { [key]: _, ...rest } = record;
  return rest;
}
