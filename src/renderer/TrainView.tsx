import { History } from './history/History.tsx';
import { RunView } from './run/RunView.tsx';
import styles from './TrainView.module.css';
import { TrainingPanel } from './training/TrainingPanel.tsx';

/** How the next run is started at the left, the run that is shown in the middle, those before it at the right. */
export function TrainView() {
  return (
    <div className={styles.view}>
      <aside className={styles.settings} aria-label="Training settings">
        <TrainingPanel />
      </aside>
      <main className={styles.run} aria-label="Run">
        <RunView />
      </main>
      <aside className={styles.history} aria-label="Runs">
        <History />
      </aside>
    </div>
  );
}
