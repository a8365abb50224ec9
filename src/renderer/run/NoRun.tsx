import { ChartSpline } from 'lucide-react';
import { useShortcutText } from '../commands/useShortcutText.ts';
import { Button } from '../controls/Button.tsx';
import styles from './NoRun.module.css';
import { startTraining, useStart } from './startTraining.ts';

/** Where no run is shown: what will be here, and how to get it. */
export function NoRun({ hasRuns }: { readonly hasRuns: boolean }) {
  const isStarting = useStart((state) => state.isStarting);
  const keys = useShortcutText('run.start');
  return (
    <div className={styles.place}>
      <ChartSpline aria-hidden />
      <h2 className={styles.title}>{hasRuns ? 'No run is chosen' : 'Nothing has been trained yet'}</h2>
      <p>
        {hasRuns
          ? 'Choose one at the right, or train the project that is open.'
          : 'Train the project that is open.'}{' '}
        Loss and accuracy are drawn here as they change, then what the network takes for what.
      </p>
      <Button look="primary" isDisabled={isStarting} onPress={() => void startTraining()}>
        {keys === undefined ? 'Train' : `Train (${keys})`}
      </Button>
    </div>
  );
}
