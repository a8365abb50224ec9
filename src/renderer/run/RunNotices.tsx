import type { RunSummary } from '../../shared/api/runs.ts';
import { Button } from '../controls/Button.tsx';
import { Notice } from '../controls/Notice.tsx';
import { resumeRun, useRunFault } from './controlRun.ts';
import { openGraph } from './openGraph.ts';
import styles from './RunNotices.module.css';
import { useRuns } from './runStore.ts';

/**
 * What a person should know of the shown run: why it failed and what can be done, what was refused, its
 * notes.
 */
export function RunNotices({ run }: { readonly run: RunSummary }) {
  const unread = useRuns(({ faults }) => faults[run.id]);
  const notes = useRuns(({ logs }) => logs[run.id]?.notes);
  const refused = useRunFault(({ fault }) => (fault?.run === run.id ? fault.sentence : null));
  const hasFailed = run.state === 'failed';
  const isElsewhere = run.state === 'elsewhere' && run.sentence === null;
  const isSilent = !unread && !notes?.length && refused === null && run.sentence === null;
  if (!hasFailed && !isElsewhere && isSilent) return null;
  return (
    <div className={styles.notices}>
      {hasFailed ? <Failure run={run} /> : null}
      {isElsewhere ? (
        <Notice kind="hint">Another process has this run: what it has written so far is shown.</Notice>
      ) : null}
      {!hasFailed && run.sentence !== null ? <Notice kind="hint">{run.sentence}</Notice> : null}
      {unread ? <Notice kind="fault">{unread}</Notice> : null}
      {refused === null ? null : <Notice kind="fault">{refused}</Notice>}
      {notes?.map((sentence) => (
        <Notice key={sentence} kind="hint">
          {sentence}
        </Notice>
      ))}
    </div>
  );
}

function Failure({ run }: { readonly run: RunSummary }) {
  const isOnCpu = (run.device ?? 'cpu').startsWith('cpu');
  return (
    <Notice
      kind="fault"
      actions={
        <>
          <Button onPress={() => void resumeRun(run.id, null)}>Resume from the last checkpoint</Button>
          {isOnCpu ? null : (
            <Button onPress={() => void resumeRun(run.id, null, 'cpu')}>Resume on the processor</Button>
          )}
          <Button onPress={() => void openGraph(run)}>Open its graph to change it</Button>
        </>
      }
    >
      {run.sentence ?? 'The run failed, and nothing was left that says why.'}
    </Notice>
  );
}
