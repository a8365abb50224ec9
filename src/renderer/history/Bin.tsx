import { ArchiveRestore } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { RunSummary } from '../../shared/api/runs.ts';
import { countedEpochs, epochWords } from '../../shared/epochs.ts';
import { Button, IconButton } from '../controls/Button.tsx';
import { Notice } from '../controls/Notice.tsx';
import { host } from '../host/hostClient.ts';
import { refreshRuns, useRuns } from '../run/runStore.ts';
import { plural, whenWords } from '../run/runWords.ts';
import { problemOf } from '../run/startTraining.ts';
import { notify } from '../store/viewStore.ts';
import styles from './Bin.module.css';

/** Deleted runs: each can be taken back until the bin is emptied. */
export function Bin() {
  const [binned, setBinned] = useState<readonly RunSummary[] | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [isSure, setSure] = useState(false);
  const runs = useRuns((state) => state.runs);
  const attempt = useCallback(async (question: () => Promise<unknown>) => {
    setFault(null);
    try {
      await question();
      setBinned(await host().call.binnedRuns({}));
    } catch (error) {
      setFault(problemOf(error).message);
    }
  }, []);
  // What was deleted or taken back elsewhere shows in the list of runs.
  // Another list of runs may mean another bin.
  useEffect(() => void attempt(async () => {}), [attempt, runs]);
  const restore = (run: RunSummary) =>
    attempt(async () => {
      await host().call.restoreRun({ id: run.id });
      await refreshRuns();
      notify(`“${run.name}” is among the runs again.`);
    });
  const empty = () => {
    setSure(false);
    void attempt(() => host().call.emptyBin({}));
  };
  return (
    <div className={styles.bin}>
      {fault === null ? null : <Notice kind="fault">{fault}</Notice>}
      {binned === null ? null : binned.length === 0 ? (
        <p className={styles.none}>The bin is empty. Deleted runs come here first.</p>
      ) : (
        <>
          <ul className={styles.list} aria-label="Deleted runs">
            {binned.map((run) => (
              <li key={run.id} className={styles.row}>
                <div className={styles.text}>
                  <span className={styles.name}>{run.name}</span>
                  <span className={styles.more}>
                    {`${epochWords(run.epochsDone)} of ${countedEpochs(run.training.epochs)}, ` +
                      `${whenWords(run.created, new Date())}`}
                  </span>
                </div>
                <IconButton
                  label={`Take back ${run.name}`}
                  icon={<ArchiveRestore aria-hidden />}
                  onPress={() => void restore(run)}
                />
              </li>
            ))}
          </ul>
          {isSure ? (
            <Notice
              kind="warning"
              actions={
                <>
                  <Button look="danger" onPress={empty}>
                    Delete for good
                  </Button>
                  <Button onPress={() => setSure(false)}>Keep</Button>
                </>
              }
            >
              {`${plural(binned.length, 'run')} with curves and weights will be gone. This cannot be undone.`}
            </Notice>
          ) : (
            <Button look="danger" onPress={() => setSure(true)}>
              Empty the bin…
            </Button>
          )}
        </>
      )}
    </div>
  );
}
