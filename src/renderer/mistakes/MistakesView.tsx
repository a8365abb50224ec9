import { useEffect, useState } from 'react';
import { Button } from '../controls/Button.tsx';
import { Notice } from '../controls/Notice.tsx';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { refreshRuns, useRuns } from '../run/runStore.ts';
import { showRun, showView, useView } from '../store/viewStore.ts';
import { EmptyPlace } from './EmptyPlace.tsx';
import styles from './MistakesView.module.css';
import { RunMistakes } from './RunMistakes.tsx';
import { shownRun } from './runChoice.ts';

/** What a trained network gets wrong: the matrix of confusions, the pictures, each one explained, new ones tried. */
export function MistakesView() {
  const runs = useRuns((state) => state.runs);
  const fault = useRuns((state) => state.fault);
  const looked = useView((state) => state.run);
  const [attempt, setAttempt] = useState(0);
  const run = runs && shownRun(runs, looked);
  const id = run?.id ?? null;
  useEffect(() => {
    // Only the run that is looked at is followed.
    if (id !== null && id !== looked) showRun(id);
  }, [id, looked]);

  if (run) {
    const again = () => setAttempt((before) => before + 1);
    return <RunMistakes key={`${run.id} ${attempt}`} run={run} onRetry={again} />;
  }
  return (
    <main className={styles.view} aria-label="Mistakes">
      {runs !== null ? (
        <EmptyPlace
          title="Nothing was trained yet"
          actions={
            <Button look="primary" onPress={() => showView('train')}>
              Go to Train
            </Button>
          }
        >
          Once a network has come through its first epoch, the images it gets wrong show here.
        </EmptyPlace>
      ) : fault === null ? (
        <div className={styles.waiting}>
          <ProgressBar label="Looking for runs…" share={null} />
        </div>
      ) : (
        <div className={styles.notices}>
          <Notice kind="fault" actions={<Button onPress={() => void refreshRuns()}>Try again</Button>}>
            {fault}
          </Notice>
        </div>
      )}
    </main>
  );
}
