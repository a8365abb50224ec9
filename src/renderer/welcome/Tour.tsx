import { type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { Button } from '../controls/Button.tsx';
import { useProject } from '../files/projectStore.ts';
import { changePreferences, usePreferences } from '../store/preferencesStore.ts';
import { showView, useView } from '../store/viewStore.ts';
import { placeBeside, ringAround } from './placeBeside.ts';
import styles from './Tour.module.css';
import { type TourStep, tourSteps } from './tourSteps.ts';
import { useScreenBox } from './useScreenBox.ts';

/** The tour of one minute, at a first start and whenever it is asked for. What it tells of can be used meanwhile. */
export function Tour() {
  const isWanted = usePreferences(({ hello, preferences }) => hello !== null && !preferences.tourSeen);
  const isStarted = useProject((state) => state.isStarted);
  return isWanted && isStarted ? <ShownTour /> : null;
}

function ShownTour() {
  const [at, setAt] = useState(0);
  // Where the person was, to be there again afterwards.
  const [start] = useState(() => useView.getState().view);
  const next = useRef<HTMLButtonElement>(null);
  const step = tourSteps[at];
  useFocusWhileShown(next);
  useEscape(end);

  function goTo(place: number): void {
    setAt(place);
    showView(tourSteps[place].view);
    // The last step's button is another one.
    next.current?.focus();
  }

  function end(): void {
    if (useView.getState().view === step.view) showView(start);
    void changePreferences({ tourSeen: true });
  }

  const isLast = at === tourSteps.length - 1;
  return (
    <Card key={at} step={step} place={`${at + 1} of ${tourSteps.length}`}>
      {isLast ? null : (
        <Button look="quiet" onPress={end}>
          Skip tour
        </Button>
      )}
      <span className={styles.space} />
      {at === 0 ? null : <Button onPress={() => goTo(at - 1)}>Back</Button>}
      <Button look="primary" ref={next} onPress={isLast ? end : () => goTo(at + 1)}>
        {isLast ? 'Done' : 'Next'}
      </Button>
    </Card>
  );
}
