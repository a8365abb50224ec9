import uPlot from 'uplot';
import { chartData, strokesOf } from './chartData.ts';
import { type CurveLine, lastEpoch, type Metric } from './curveLines.ts';
import { type EpochRange, useCurves } from './curvesStore.ts';
import { plotOptions } from './plotOptions.ts';
import type { ThemeColours } from './themeColours.ts';

/** A chart in the page that draws by itself what its lines' curves get, once a frame. */
export interface LivePlot {
  /** The same lines with more epochs. */
  update(lines: readonly CurveLine[]): void;
  destroy(): void;
}

export interface LivePlotSetting {
  readonly metric: Metric;
  readonly isLog: boolean;
  /** Of the smoothing, in epochs; 0 for none. */
  readonly memory: number;
  readonly colours: ThemeColours;
  readonly lines: readonly CurveLine[];
}

const HEIGHT = 232;

/** Draws into an empty element, as wide as that is. */
export function createLivePlot(element: HTMLElement, setting: LivePlotSetting): LivePlot {
  const { metric, isLog, memory, colours } = setting;
  let { lines } = setting;
  const strokes = strokesOf(lines, memory);
  const range = () => shownRange(lines);
  const plot = new uPlot(
    plotOptions({
      metric,
      isLog,
      strokes,
      colours,
      range,
      width: element.clientWidth,
      height: HEIGHT,
    }),
    undefined,
    element,
  );
  const draw = () => {
    const newest = new Map(lines.map((line) => [line.key, line]));
    const current = strokes.map((stroke) => ({
      ...stroke,
      line: newest.get(stroke.line.key) ?? stroke.line,
    }));
    const pixels = Math.max(50, Math.round(plot.bbox.width / uPlot.pxRatio));
    plot.setData(chartData(current, metric, range(), pixels) as uPlot.AlignedData);
  };
  const place = (at: number | null) => {
    const left = at === null ? -10 : plot.valToPos(at, 'x');
    plot.setCursor({ left, top: at === null ? -10 : plot.over.clientHeight / 2 }, false);
  };
  const size = new ResizeObserver(() => {
    if (element.clientWidth === 0 || element.clientWidth === plot.width) return;
    plot.setSize({ width: element.clientWidth, height: HEIGHT });
    draw();
  });
  size.observe(element);
  const stops = [
    useCurves.subscribe((state, before) => {
      if (state.range !== before.range) {
        plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        draw();
      }
      if (state.placed !== before.placed) place(state.placed);
    }),
    ...[...new Set(lines.map(({ run }) => run.curve))].map((curve) => curve.subscribe(draw)),
  ];
  draw();
  return {
    update: (next) => {
      if (next === lines) return;
      lines = next;
      draw();
    },
    destroy: () => {
      for (const stop of stops) stop();
      size.disconnect();
      plot.destroy();
    },
  };
}

/** The epochs that the charts of these lines show. */
export function shownRange(lines: readonly CurveLine[]): EpochRange {
  return (
    useCurves.getState().range ?? {
      from: 0,
      to: lastEpoch(lines.map(({ run }) => run)),
    }
  );
}
