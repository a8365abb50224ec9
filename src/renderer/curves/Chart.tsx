import 'uplot/dist/uPlot.min.css';
import { useEffect, useRef } from 'react';
import styles from './Chart.module.css';
import { type CurveLine, isDense, type Metric } from './curveLines.ts';
import { useCurves } from './curvesStore.ts';
import { createLivePlot, type LivePlot } from './livePlot.ts';
import { smoothingSteps } from './smoothing.ts';
import { useThemeColours } from './themeColours.ts';

/**
 * One metric of some lines by epoch: drag zooms, double-click shows all. Its figures are spoken by its
 * readings.
 */
export function Chart({
  metric,
  title,
  lines,
}: {
  readonly metric: Metric;
  readonly title: string;
  readonly lines: readonly CurveLine[];
}) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<LivePlot | null>(null);
  const latest = useRef(lines);
  const colours = useThemeColours();
  const memory = useCurves((state) => smoothingSteps[state.smoothing]);
  const isLog = useCurves((state) => state.isLog && metric === 'loss');
  // Which lines there are, and whether they have points within epochs; the points are read when they are
  // drawn.
  const kinds = lines.map((line) => `${line.key} ${line.style.colour} ${isDense(line)}`).join('\n');

  useEffect(() => {
    latest.current = lines;
    plot.current?.update(lines);
  }, [lines]);

  // `kinds` says when a plot needs other strokes.
  useEffect(() => {
    if (place.current === null) return;
    const live = createLivePlot(place.current, {
      metric,
      isLog,
      memory,
      colours,
      lines: latest.current,
    });
    plot.current = live;
    return () => {
      plot.current = null;
      live.destroy();
    };
  }, [metric, isLog, memory, colours, kinds]);

  return (
    <figure className={styles.chart}>
      <figcaption className={styles.title}>{title}</figcaption>
      <div ref={place} className={styles.plot} aria-hidden />
    </figure>
  );
}
