import { type KeyboardEvent, memo, useCallback, useSyncExternalStore } from 'react';
import { type CurveLine, lastEpoch, type Metric, splitName } from './curveLines.ts';
import { placeCursor, toggleLine, useCurves, zoomedRange, zoomTo } from './curvesStore.ts';
import { shownRange } from './livePlot.ts';
import styles from './Readings.module.css';
import { readingAt, readingWords, spokenReadings } from './readings.ts';
import { smoothingSteps } from './smoothing.ts';

/**
 * The legend: what each line is and its loss and accuracy at the cursor, or the newest. A line's button hides
 * it. By keyboard the arrows move the cursor, plus and minus zoom, Escape shows all.
 */
export function Readings({ lines }: { readonly lines: readonly CurveLine[] }) {
  const hidden = useCurves((state) => state.hidden);
  const several = new Set(lines.map(({ run }) => run.id)).size > 1;
  return (
    <div className={styles.readings}>
      <CursorField lines={lines.filter(({ key }) => !hidden.has(key))} />
      <ul className={styles.lines} aria-label="Lines">
        {lines.map((line) => (
          <Reading key={line.key} line={line} isHidden={hidden.has(line.key)} hasName={several} />
        ))}
      </ul>
    </div>
  );
}

function CursorField({ lines }: { readonly lines: readonly CurveLine[] }) {
  const cursor = useCurves((state) => state.cursor);
  const memory = useCurves((state) => smoothingSteps[state.smoothing]);
  const end = lastEpoch(lines.map(({ run }) => run));
  const move = (event: KeyboardEvent) => {
    const range = shownRange(lines);
    const across = range.to - range.from;
    const now = Math.min(range.to, Math.max(range.from, cursor ?? range.to));
    const step = (across / 100) * (event.shiftKey ? 10 : 1);
    const go = (at: number) => placeCursor(Math.min(range.to, Math.max(range.from, at)));
    if (event.key === 'ArrowLeft' || event.key === 'ArrowDown') go(now - step);
    else if (event.key === 'ArrowRight' || event.key === 'ArrowUp') go(now + step);
    else if (event.key === 'PageDown') go(now - across / 10);
    else if (event.key === 'PageUp') go(now + across / 10);
    else if (event.key === 'Home') go(range.from);
    else if (event.key === 'End') go(range.to);
    else if (event.key === '+' || event.key === '=') zoomTo(zoomedRange(range, 0.5, now, end));
    else if (event.key === '-') zoomTo(zoomedRange(range, 2, now, end));
    else if (event.key === 'Escape') {
      placeCursor(null);
      zoomTo(null);
    } else return;
    event.preventDefault();
  };
  return (
    <div
      className={styles.cursor}
      role="slider"
      tabIndex={0}
      aria-label="Cursor over the curves"
      aria-valuemin={0}
      aria-valuemax={end}
      aria-valuenow={cursor ?? end}
      aria-valuetext={spokenReadings(lines, cursor, memory)}
      onKeyDown={move}
      onBlur={() => placeCursor(null)}
    >
      {cursor === null ? 'Newest' : `Epoch ${cursor.toFixed(2)}`}
    </div>
  );
}

const Reading = memo(function Reading({
  line,
  isHidden,
  hasName,
}: {
  readonly line: CurveLine;
  readonly isHidden: boolean;
  readonly hasName: boolean;
}) {
  const name = hasName ? `${line.run.name}: ${splitName(line.split).toLowerCase()}` : splitName(line.split);
  return (
    <li>
      <button
        type="button"
        className={styles.line}
        aria-pressed={!isHidden}
        title={isHidden ? `Show ${name}` : `Hide ${name}`}
        onClick={() => toggleLine(line.key)}
      >
        <Swatch line={line} />
        <span className={styles.name}>{name}</span>
        <Figures line={line} />
      </button>
    </li>
  );
});

/** Newer at each frame that the cursor moves or the curve grows: only this is rendered then. */
function Figures({ line }: { readonly line: CurveLine }) {
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [useCurves.subscribe(listener), line.run.curve.subscribe(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    [line],
  );
  const words = (metric: Metric) => {
    const { cursor, smoothing } = useCurves.getState();
    return readingWords(metric, readingAt(line, metric, cursor, smoothingSteps[smoothing]));
  };
  const loss = useSyncExternalStore(subscribe, () => words('loss'));
  const accuracy = useSyncExternalStore(subscribe, () => words('accuracy'));
  return (
    <>
      <span className={styles.figure}>
        <span className="only-spoken">loss </span>
        {loss}
      </span>
      <span className={styles.figure}>
        <span className="only-spoken">accuracy </span>
        {accuracy}
      </span>
    </>
  );
}

/** The line as the charts draw it. */
function Swatch({ line }: { readonly line: CurveLine }) {
  const { colour, dash, marker } = line.style;
  const paint = `var(--series-${colour})`;
  return (
    <svg className={styles.swatch} viewBox="0 0 26 10" aria-hidden="true">
      <line x1="0" y1="5" x2="26" y2="5" style={{ stroke: paint }} strokeDasharray={dash.join(' ')} />
      {marker === 'circle' ? <circle cx="13" cy="5" r="3" style={{ fill: paint }} /> : null}
      {marker === 'square' ? <rect x="10" y="2" width="6" height="6" style={{ fill: paint }} /> : null}
    </svg>
  );
}
