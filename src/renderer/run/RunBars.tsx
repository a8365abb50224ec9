import type { RunProgress, RunSummary } from '../../shared/api/runs.ts';
import { epochPlaceWords, epochsAt } from '../../shared/epochs.ts';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import styles from './RunBars.module.css';
import { useRuns } from './runStore.ts';
import { countWords, durationWords, percentWords, rateWords } from './runWords.ts';

/**
 * How far an active run is: within the epoch, in all, the time left, the speed. Renders some times a second.
 */
export function RunBars({ run }: { readonly run: RunSummary }) {
  const progress = useRuns(({ logs }) => logs[run.id]?.progress ?? null);
  const preparing = useRuns(({ logs }) => logs[run.id]?.preparing ?? null);
  if (progress === null) {
    if (preparing === null) return <ProgressBar label="The engine starts" share={null} />;
    const { what, done, total } = preparing;
    const of = total > 0 ? `: ${countWords(done)} of ${countWords(total)}` : '';
    return <ProgressBar label={`${what}${of}`} share={total > 0 ? done / total : null} />;
  }
  const { epochs, step, end } = progress;
  const isPaused = run.state === 'paused';
  return (
    <div className={styles.bars}>
      <ProgressBar
        label={`Epoch ${epochPlaceWords(progress, epochs)}, step ${countWords(step)}/${countWords(end)}`}
        share={epochShare(progress)}
      />
      <ProgressBar label={`Run: ${percentWords(runShare(progress))}`} share={runShare(progress)} />
      <dl className={styles.figures}>
        <Figure name="Epoch ends in" value={isPaused ? 'paused' : durationWords(progress.epochSecondsLeft)} />
        <Figure name="Run ends in" value={isPaused ? 'paused' : durationWords(progress.runSecondsLeft)} />
        <Figure name="Speed" value={isPaused ? 'paused' : rateWords(progress.imagesPerSecond)} />
      </dl>
    </div>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className={styles.figure}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** How much of what the run does of the epoch is done, 0 to 1. */
function epochShare({ step, end }: RunProgress): number {
  return end > 0 ? Math.min(1, step / end) : 0;
}

/** How much of the run is done, 0 to 1. */
export function runShare(progress: RunProgress): number {
  const { epochs, steps } = progress;
  return epochs > 0 && steps > 0 ? Math.min(1, epochsAt(progress) / epochs) : 0;
}
