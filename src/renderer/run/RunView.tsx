import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { EpochLine, RunSummary } from '../../shared/api/runs.ts';
import { Notice } from '../controls/Notice.tsx';
import { Curves } from '../curves/Curves.tsx';
import { CompareTable } from '../history/CompareTable.tsx';
import { comparedRuns, usePicks } from '../history/pickStore.ts';
import { useView } from '../store/viewStore.ts';
import { GoOn } from './GoOn.tsx';
import { NoRun } from './NoRun.tsx';
import { RunBars } from './RunBars.tsx';
import { RunConfusion } from './RunConfusion.tsx';
import { RunHeader } from './RunHeader.tsx';
import { RunNotices } from './RunNotices.tsx';
import styles from './RunView.module.css';
import { curveOf, runById, useRuns } from './runStore.ts';
import { isActive, isAtRest } from './runWords.ts';
import { StartRefusal } from './StartRefusal.tsx';

const NO_LINES: readonly EpochLine[] = [];

/** The shown run: how far it is, its curves beside those it is compared with, what it takes for what. */
export function RunView() {
  const shown = useView((state) => state.run);
  const run = useRuns((state) => runById(state, shown));
  const count = useRuns((state) => state.runs?.length ?? null);
  const fault = useRuns((state) => state.fault);
  return (
    <div className={styles.view}>
      <StartRefusal />
      {fault === null ? null : <Notice kind="fault">{fault}</Notice>}
      {run !== null ? (
        <ShownRun key={run.id} run={run} />
      ) : count === null ? null : (
        <>
          {shown === null ? null : <GoneRun id={shown} />}
          <NoRun hasRuns={count > 0} />
        </>
      )}
    </div>
  );
}

/** What is said of a run that is no more; why it ended, where that was heard. */
function GoneRun({ id }: { readonly id: string }) {
  const why = useRuns(({ logs }) => logs[id]?.sentence ?? null);
  return (
    <Notice kind="fault">
      {why === null
        ? 'The run that was shown here is gone: its folder was deleted, or moved to the bin from another page.'
        : `The run that was shown here is gone: ${why}.`}
    </Notice>
  );
}

function ShownRun({ run }: { readonly run: RunSummary }) {
  const picked = usePicks((state) => state.picked);
  const summaries = useRuns(
    useShallow(({ runs }) =>
      comparedRuns(run.id, picked).flatMap((id) => runs?.find((other) => other.id === id) ?? []),
    ),
  );
  const epochs = useRuns(useShallow(({ logs }) => summaries.map(({ id }) => logs[id]?.lines ?? NO_LINES)));
  const names = summaries.map(({ name }) => name).join('\n');
  const ids = summaries.map(({ id }) => id).join('\n');
  // Of the summaries only ids and names are drawn.
  const curves = useMemo(
    () => summaries.map(({ id, name }, i) => ({ id, name, curve: curveOf(id), epochs: epochs[i] })),
    [ids, names, epochs],
  );
  return (
    <>
      <RunHeader run={run} />
      <RunNotices run={run} />
      {isActive(run.state) ? <RunBars run={run} /> : null}
      {isAtRest(run.state) && run.state !== 'failed' ? <GoOn run={run} /> : null}
      <Curves runs={curves} />
      {summaries.length > 1 ? <CompareTable runs={summaries} /> : null}
      <RunConfusion run={run.id} />
    </>
  );
}
