import { Play } from 'lucide-react';
import { useState } from 'react';
import type { RunSummary } from '../../shared/api/runs.ts';
import { Button } from '../controls/Button.tsx';
import { NumberField } from '../controls/fields.tsx';
import { resumeRun } from './controlRun.ts';
import styles from './GoOn.module.css';
import { countWords } from './runWords.ts';

const MOST_EPOCHS = 1_000_000;

/** How a run at rest goes on from its last checkpoint: to its end, or, where it is there, for more epochs. */
export function GoOn({ run }: { readonly run: RunSummary }) {
  const { epochs } = run.training;
  const isDone = run.epochsDone >= epochs;
  const [chosen, setChosen] = useState<number | null>(null);
  const value =
    chosen ?? (isDone ? Math.min(MOST_EPOCHS, epochs + Math.max(1, Math.round(epochs / 2))) : epochs);
  const isTooFew = !(value > run.epochsDone);
  return (
    <div className={styles.part}>
      <span id={`${run.id} go on`} className={styles.label}>
        {isDone ? 'Train longer, to epoch' : 'Resume, to epoch'}
      </span>
      <div className={styles.field}>
        <NumberField
          label="Epochs in all"
          hideLabel
          value={value}
          onChange={setChosen}
          min={1}
          max={MOST_EPOCHS}
          step={1}
        />
      </div>
      <Button
        icon={<Play aria-hidden />}
        isDisabled={isTooFew}
        onPress={() => void resumeRun(run.id, value === epochs ? null : value)}
      >
        {isDone ? 'Train longer' : 'Resume'}
      </Button>
      {isTooFew ? (
        <span className={styles.fault}>
          {`${countWords(run.epochsDone)} are done already; expected more than that.`}
        </span>
      ) : null}
    </div>
  );
}
