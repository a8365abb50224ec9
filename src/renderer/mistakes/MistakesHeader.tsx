import { Download, ImageUp, PackageOpen } from 'lucide-react';
import { useMemo } from 'react';
import type { RunEvaluation, RunSummary } from '../../shared/api/runs.ts';
import { epochWords } from '../../shared/epochs.ts';
import { Button } from '../controls/Button.tsx';
import { Select } from '../controls/fields.tsx';
import { useRuns } from '../run/runStore.ts';
import { countWords, isActive, percentWords, plural } from '../run/runWords.ts';
import { openOverlay, showRun } from '../store/viewStore.ts';
import styles from './MistakesHeader.module.css';
import { openMistakesExport } from './mistakesExport.ts';
import { useMistakes } from './mistakesStore.ts';
import { runChoice } from './runChoice.ts';
import { useTrials } from './tryStore.ts';

/** Which run is shown, how it did, and what can be done with it. */
export function MistakesHeader({
  run,
  evaluation,
}: {
  readonly run: RunSummary;
  readonly evaluation: RunEvaluation | null;
}) {
  const runs = useRuns((state) => state.runs);
  const trials = useTrials((state) => state.trials.length);
  const panel = useMistakes((state) => state.panel);
  const options = useMemo(() => (runs ?? []).map((other) => runChoice(other, new Date())), [runs]);
  const hasMistakes = evaluation !== null && evaluation.mistakes.length > 0;
  return (
    <header className={styles.header}>
      <div className={styles.run}>
        <Select label="Run" hideLabel value={run.id} onChange={showRun} options={options} />
      </div>
      {evaluation === null ? null : <Result run={run} evaluation={evaluation} />}
      <div className={styles.actions}>
        <Button
          icon={<ImageUp aria-hidden />}
          aria-expanded={panel === 'try'}
          onPress={() => useMistakes.setState({ panel: panel === 'try' ? 'none' : 'try' })}
        >
          {trials === 0 ? 'Try it' : `Try it (${trials})`}
        </Button>
        <Button icon={<Download aria-hidden />} isDisabled={!hasMistakes} onPress={openMistakesExport}>
          Export list…
        </Button>
        <Button
          icon={<PackageOpen aria-hidden />}
          onPress={() => openOverlay({ kind: 'export', run: run.id })}
        >
          Export model…
        </Button>
      </div>
    </header>
  );
}

function Result({ run, evaluation }: { readonly run: RunSummary; readonly evaluation: RunEvaluation }) {
  const { mistakes, confusion, accuracy, split, epoch } = evaluation;
  const images = confusion.reduce((sum, row) => sum + row.reduce((total, count) => total + count, 0), 0);
  const what = split === 'test' ? 'test image' : 'validation image';
  const isLive = isActive(run.state);
  return (
    <p className={styles.result}>
      <strong>{countWords(mistakes.length)}</strong> of {plural(images, what)} wrong, accuracy{' '}
      <strong>{percentWords(accuracy, 2)}</strong>
      <span className={isLive ? styles.live : styles.epoch}>
        {isLive ? `live, epoch ${epochWords(epoch)}` : `after epoch ${epochWords(epoch)}`}
      </span>
    </p>
  );
}
