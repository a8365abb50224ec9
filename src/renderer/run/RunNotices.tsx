import type { RunSummary } from '../../shared/api/runs.ts';
import { isDeviceFault, plainDevice } from '../../shared/devices.ts';
import { Button } from '../controls/Button.tsx';
import { Notice } from '../controls/Notice.tsx';
import { otherDevices, useDevices } from '../training/deviceStore.ts';
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
  const { devices } = useDevices();
  const elsewhere = mayBeItsDevice(run) ? otherDevices(devices, deviceOf(run)) : [];
  return (
    <Notice
      kind="fault"
      actions={
        <>
          <Button onPress={() => void resumeRun(run.id, null)}>Resume from the last checkpoint</Button>
          {elsewhere.map((name) => (
            <Button key={name} onPress={() => void resumeRun(run.id, null, name)}>
              {`Resume on ${name}`}
            </Button>
          ))}
          <Button onPress={() => void openGraph(run)}>Open its graph to change it</Button>
        </>
      }
    >
      {run.sentence ?? 'The run failed, and nothing was left that says why.'}
    </Notice>
  );
}

/** Whether another device may help: its device failed, or nobody knows what did. */
function mayBeItsDevice({ cause }: RunSummary): boolean {
  return !cause?.code || isDeviceFault(cause.code);
}

/** The device that a run failed on; runs of an older Signalbox tell it by their description alone. */
function deviceOf({ cause, device }: RunSummary): string {
  return cause?.device ?? device?.split(/[ ,]/)[0] ?? plainDevice;
}
