import { Table2, ZoomOut } from 'lucide-react';
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import { countedEpochs } from '../../shared/epochs.ts';
import { Button, IconButton } from '../controls/Button.tsx';
import { Switch } from '../controls/fields.tsx';
import { Chart } from './Chart.tsx';
import styles from './Curves.module.css';
import { CurveTable } from './CurveTable.tsx';
import { type CurveRun, curveLines } from './curveLines.ts';
import { useCurves, zoomTo } from './curvesStore.ts';
import { Readings } from './Readings.tsx';
import { spokenReadings } from './readings.ts';
import { smoothingSteps } from './smoothing.ts';

/**
 * Loss and accuracy of some runs by epoch, live; the first is the shown one, the others are compared with it.
 */
export function Curves({ runs }: { readonly runs: readonly CurveRun[] }) {
  const withPoints = useWithPoints(runs);
  // The first point of a curve makes it a line of points.
  const lines = useMemo(() => curveLines(runs), [runs, withPoints]);
  const hidden = useCurves((state) => state.hidden);
  const isTable = useCurves((state) => state.isTable);
  const drawn = useMemo(() => lines.filter(({ key }) => !hidden.has(key)), [lines, hidden]);
  const isEmpty = withPoints === '' && runs.every(({ epochs }) => epochs.length === 0);
  const epochs = runs[0]?.epochs.at(-1)?.epoch ?? 0;
  return (
    <section className={styles.curves} aria-label="Curves">
      <Tools />
      {/* Told once an epoch: what changes ten times a second is no news. */}
      <p className="only-spoken" aria-live="polite">
        {epochs === 0
          ? ''
          : `${countedEpochs(epochs)} done. ${spokenReadings(curveLines(runs.slice(0, 1)), null, 0)}`}
      </p>
      {isEmpty ? (
        <p className={styles.empty}>The curves begin with the first steps of training.</p>
      ) : (
        <>
          <Readings lines={lines} />
          {isTable ? (
            <CurveTable runs={runs} />
          ) : (
            <div className={styles.charts}>
              <Chart metric="loss" title="Loss by epoch" lines={drawn} />
              <Chart metric="accuracy" title="Accuracy by epoch" lines={drawn} />
            </div>
          )}
        </>
      )}
    </section>
  );
}

/** Which of the runs have points within epochs, as one value that changes with them. */
function useWithPoints(runs: readonly CurveRun[]): string {
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = runs.map(({ curve }) => curve.subscribe(listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
    [runs],
  );
  return useSyncExternalStore(subscribe, () =>
    runs
      .filter(({ curve }) => curve.length > 0)
      .map(({ id }) => id)
      .join('\n'),
  );
}

function Tools() {
  const range = useCurves((state) => state.range);
  const isLog = useCurves((state) => state.isLog);
  const isTable = useCurves((state) => state.isTable);
  return (
    <div className={styles.tools}>
      <h2 className={styles.heading}>Curves</h2>
      {range === null ? null : (
        <Button look="quiet" icon={<ZoomOut aria-hidden />} onPress={() => zoomTo(null)}>
          Show all epochs
        </Button>
      )}
      <SmoothingSlider />
      <Switch value={isLog} onChange={(value) => useCurves.setState({ isLog: value })}>
        Logarithmic loss
      </Switch>
      <IconButton
        label="Show as table"
        pressed={isTable}
        icon={<Table2 aria-hidden />}
        onPress={() => useCurves.setState({ isTable: !isTable })}
      />
    </div>
  );
}

function SmoothingSlider() {
  const smoothing = useCurves((state) => state.smoothing);
  const memory = smoothingSteps[smoothing];
  const words = memory === 0 ? 'off' : `${memory} ${memory === 1 ? 'epoch' : 'epochs'}`;
  return (
    <Slider
      className={styles.slider}
      value={smoothing}
      minValue={0}
      maxValue={smoothingSteps.length - 1}
      step={1}
      onChange={(value) => useCurves.setState({ smoothing: value })}
    >
      <Label>Smoothing</Label>
      <SliderTrack className={styles.track}>
        <SliderThumb className={styles.thumb} aria-valuetext={words} />
      </SliderTrack>
      <SliderOutput className={styles.output}>{words}</SliderOutput>
    </Slider>
  );
}
