import { Play } from 'lucide-react';
import { useState } from 'react';
import type { RunSummary } from '../../shared/api/runs.ts';
import { EPOCHS } from '../../shared/document.ts';
import { epochWords, isThrough } from '../../shared/epochs.ts';
import { Button } from '../controls/Button.tsx';
import { NumberField } from '../controls/fields.tsx';
import { resumeRun } from './controlRun.ts';
import styles from './GoOn.module.css';

/** How a run at rest goes on from its last checkpoint: to its end, or, where it is there, for more epochs. */
export function GoOn({ run }: { readonly run: RunSummary }) {
  const { epochs } = run.training;
  const isDone = isThrough(run.epochsDone, epochs);
  const [chosen, setChosen] = useState<number | null>(null);
  const value =
    chosen ?? (isDone ? Math.min(EPOCHS.most, epochs + Math.max(1, Math.round(epochs / 2))) : epochs);
  const isTooFew = !(value > 0) || isThrough(run.epochsDone, value);
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
          min={EPOCHS.least}
          max={EPOCHS.most}
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
          {`${epochWords(run.epochsDone)} are done already; expected more than that.`}
        </span>
      ) : null}
    </div>
  );
}
