import { type ReactNode, type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { isInDialog } from '../commands/focusKind.ts';
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
  const step = tourSteps[at];
  const isLast = at === tourSteps.length - 1;

  function goTo(place: number): void {
    setAt(place);
    showView(tourSteps[place].view);
  }

  function end(): void {
    // Who went elsewhere by themselves stays there.
    if (useView.getState().view === step.view) showView(start);
    void changePreferences({ tourSeen: true });
  }

  useEscape(end);
  return (
    <Card step={step} place={`${at + 1} of ${tourSteps.length}`}>
      {isLast ? null : (
        <Button look="quiet" onPress={end}>
          Skip tour
        </Button>
      )}
      <span className={styles.space} />
      {at === 0 ? null : <Button onPress={() => goTo(at - 1)}>Back</Button>}
      <Button look="primary" onPress={isLast ? end : () => goTo(at + 1)}>
        {isLast ? 'Done' : 'Next'}
      </Button>
    </Card>
  );
}

/** A step beside what it tells of, which has a ring round it. The buttons are `children`, the last one goes on. */
function Card({
  step,
  place,
  children,
}: {
  readonly step: TourStep;
  readonly place: string;
  readonly children: ReactNode;
}) {
  const card = useRef<HTMLElement>(null);
  const heading = useId();
  const [height, setHeight] = useState(0);
  const target = useScreenBox(step.find);
  const beside = useScreenBox(step.beside ?? step.find);
  const screen = { width: innerWidth, height: innerHeight };
  useLayoutEffect(() => setHeight(card.current?.offsetHeight ?? 0), [step]);
  useFocus(card, step);
  return (
    <>
      {target === null ? null : <div className={styles.ring} style={ringAround(target, screen)} />}
      <section
        ref={card}
        className={styles.card}
        style={placeBeside(beside, { width: WIDTH, height }, screen, step.isLine ? 'below' : 'beside')}
        aria-label="Tour"
      >
        <div aria-live="polite">
          <p className={styles.place}>{place}</p>
          <h2 id={heading} className={styles.title}>
            {step.title}
          </h2>
          <p className={styles.text}>{step.text}</p>
        </div>
        <div className={styles.actions}>{children}</div>
      </section>
    </>
  );
}

/** As Tour.module.css has it. */
const WIDTH = 340;

/**
 * Puts the keyboard's focus on the button that goes on, at the start and where the button that had it is gone; gives it
 * back at the end: to the project menu, where the tour is found again, if nothing had it.
 */
function useFocus(card: RefObject<HTMLElement | null>, step: TourStep): void {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      const { activeElement } = document;
      if (activeElement !== null && activeElement !== document.body) return;
      if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus();
      else document.querySelector<HTMLElement>('header button')?.focus();
    };
  }, []);
  const isFirst = useRef(true);
  useEffect(() => {
    const isLost = document.activeElement === document.body;
    if (isFirst.current || isLost) lastButton(card.current)?.focus({ preventScroll: true });
    isFirst.current = false;
  }, [card, step]);
}

function lastButton(element: HTMLElement | null): HTMLElement | undefined {
  return [...(element?.querySelectorAll('button') ?? [])].at(-1);
}

/** Escape ends the tour, unless something else has a use for it. */
function useEscape(end: () => void): void {
  const latest = useRef(end);
  latest.current = end;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (useView.getState().overlay === null && !isInDialog(document.activeElement)) latest.current();
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
}
