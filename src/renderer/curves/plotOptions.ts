import uPlot from 'uplot';
import { nearestValue, type Stroke } from './chartData.ts';
import { isDense, type Metric } from './curveLines.ts';
import { type EpochRange, useCurves, zoomTo } from './curvesStore.ts';
import type { ThemeColours } from './themeColours.ts';

const FAINT = 0.28;
/** Of what lies within epochs where several runs are drawn over one another. */
const CROWDED = 0.5;
const X_AXIS = 28;
/** The same for both charts, so that their epochs stand one above the other. */
const Y_AXIS = 54;
/** Pixels between markers below which a line is drawn without them. */
const MARKER_SPACE = 9;

export interface PlotSetting {
  readonly metric: Metric;
  readonly isLog: boolean;
  readonly strokes: readonly Stroke[];
  readonly colours: ThemeColours;
  /** What is shown now. */
  readonly range: () => EpochRange;
  readonly width: number;
  readonly height: number;
}

/**
 * uPlot's options for one of the two charts. Their cursors move together; zooming goes through the curves'
 * store.
 */
export function plotOptions(setting: PlotSetting): uPlot.Options {
  const { metric, isLog, strokes, colours, range, width, height } = setting;
  const isCrowded =
    new Set(strokes.map(({ line }) => line.run.id)).size > 1 && strokes.every(({ memory }) => memory === 0);
  const axis: uPlot.Axis = {
    stroke: colours.textSoft,
    font: `11px ${colours.font}`,
    grid: { stroke: colours.line, width: 1 },
    ticks: { stroke: colours.line, width: 1, size: 4 },
    gap: 4,
  };
  return {
    width,
    height,
    padding: [8, 12, 0, 0],
    legend: { show: false },
    scales: {
      x: { time: false, range: () => [range().from, range().to] },
      y: metric === 'loss' ? lossScale(isLog) : { range: accuracyRange },
    },
    axes: [
      {
        ...axis,
        size: X_AXIS,
        space: 56,
        values: (_, splits) => splits.map(shortNumber),
      },
      {
        ...axis,
        size: Y_AXIS,
        space: 32,
        values: (_, splits, __, ___, step) =>
          splits.map((value) => (metric === 'loss' ? lossLabel(value, isLog) : percentLabel(value, step))),
      },
    ],
    series: [{}, ...strokes.map((stroke) => series(stroke, isCrowded, colours, range))],
    cursor: {
      y: false,
      points: { size: 7 },
      dataIdx: (plot, series, index) =>
        series === 0 || strokes[series - 1].isFaint
          ? (null as unknown as number)
          : nearestValue(plot.data[series], index),
      drag: { x: true, y: false, setScale: false },
      sync: { key: 'curves', scales: ['x', null], filters: { pub: isMove } },
      bind: {
        dblclick: () => () => {
          zoomTo(null);
          return null;
        },
      },
    },
    hooks: {
      setCursor: [
        (plot) => {
          const { left } = plot.cursor;
          const isInside = left !== undefined && left >= 0;
          useCurves.setState({
            cursor: isInside ? plot.posToVal(left, 'x') : null,
          });
        },
      ],
      setSelect: [
        (plot) => {
          const { left, width: across } = plot.select;
          if (across < 3) return;
          zoomTo({
            from: plot.posToVal(left, 'x'),
            to: plot.posToVal(left + across, 'x'),
          });
        },
      ],
    },
  };
}

/** The other chart follows the pointer, not what is dragged. */
function isMove(type: string): boolean {
  return type === 'mousemove' || type === 'mouseleave';
}

function series(
  { line, isFaint, memory }: Stroke,
  isCrowded: boolean,
  colours: ThemeColours,
  range: () => EpochRange,
): uPlot.Series {
  const stroke = colours.series[line.style.colour - 1];
  const { marker, dash } = line.style;
  const hasMarker = marker !== 'none';
  return {
    stroke,
    alpha: isFaint ? FAINT : isCrowded && isDense(line) ? CROWDED : 1,
    // A line that goes up and down at each pixel costs ten times as much where it is wider than one.
    width: isDense(line) && memory === 0 ? 1 : 1.75,
    dash: [...dash],
    spanGaps: true,
    points: {
      show: (plot) => {
        const { from, to } = range();
        return hasMarker && plot.width / Math.max(1, to - from) >= MARKER_SPACE;
      },
      size: 6,
      width: 1,
      stroke,
      fill: stroke,
      ...(marker === 'square' ? { paths: squares } : {}),
    },
  };
}

/** Square markers; uPlot's own are round. */
const squares: uPlot.Series.Points.PathBuilder = (plot, index, first, last, chosen) =>
  uPlot.orient(plot, index, (one, xs, ys, scaleX, scaleY, toX, toY, left, top, across, down) => {
    const side = (one.points?.size ?? 6) * uPlot.pxRatio;
    const path = new Path2D();
    const draw = (i: number) => {
      const value = ys[i];
      if (value === null || value === undefined) return;
      const x = toX(xs[i], scaleX, across, left);
      const y = toY(value, scaleY, down, top);
      path.rect(x - side / 2, y - side / 2, side, side);
    };
    if (chosen) chosen.forEach(draw);
    else for (let i = first; i <= last; i++) draw(i);
    return { stroke: null, fill: path, flags: 3 };
  });

function lossScale(isLog: boolean): uPlot.Scale {
  if (!isLog) return { range: lossRange };
  return {
    distr: 3,
    range: (_, least, most) => (least > 0 && most > 0 ? uPlot.rangeLog(least, most, 10, false) : [0.01, 10]),
  };
}

/** A little air around what is there, not below 0 where the loss is not. */
function lossRange(_: uPlot, least: number | null, most: number | null): uPlot.Range.MinMax {
  if (least === null || most === null) return [0, 1];
  const air = Math.max(1e-6, (most - least) * 0.06, Math.abs(most) * 0.01);
  return [least >= 0 ? Math.max(0, least - air) : least - air, most + air];
}

/** A little air around what is there, within 0 to 100 %. */
function accuracyRange(_: uPlot, least: number | null, most: number | null): uPlot.Range.MinMax {
  if (least === null || most === null) return [0, 1];
  const air = Math.max(0.005, (most - least) * 0.06);
  return [Math.max(0, least - air), Math.min(1.001, most + air)];
}

function shortNumber(value: number): string {
  return Number(value.toPrecision(6)).toString();
}

function percentLabel(value: number, step: number): string {
  if (value > 1) return '';
  const digits = step > 0 ? Math.max(0, Math.ceil(-Math.log10(step * 100) - 1e-9)) : 0;
  return `${(100 * value).toFixed(Math.min(digits, 4))} %`;
}

function lossLabel(value: number | null, isLog: boolean): string {
  if (value === null) return '';
  if (isLog && value !== 0 && (value < 0.001 || value >= 10_000)) return value.toExponential(0);
  return shortNumber(value);
}
