import type { ResolvedTraining } from '../../engine/training/settings.ts';
import { runSteps } from '../../shared/epochs.ts';

/** The learning rate at a place of the run; `at` counts epochs, 0 being the start. */
export interface RatePoint {
  readonly at: number;
  readonly rate: number;
}

const MOST_POINTS = 400;

/**
 * The learning rate over a run, at up to 400 places evenly apart, each good until the next one. Empty for a run of no
 * epochs.
 */
export function schedulePoints(
  { definition, params }: Pick<ResolvedTraining['schedule'], 'definition' | 'params'>,
  learningRate: number,
  { epochs, stepsPerEpoch }: { readonly epochs: number; readonly stepsPerEpoch: number },
): readonly RatePoint[] {
  const totalSteps = runSteps(epochs, stepsPerEpoch);
  const count = Math.min(totalSteps, MOST_POINTS);
  return Array.from({ length: count }, (_, i) => {
    const index = Math.floor((i * totalSteps) / count);
    const position = {
      epoch: Math.floor(index / stepsPerEpoch) + 1,
      step: index % stepsPerEpoch,
      stepsPerEpoch,
      totalSteps,
    };
    return { at: index / stepsPerEpoch, rate: definition.rate(params, learningRate, position) };
  });
}

/** How a rate is drawn: the line as an SVG path, and what its ends mean. */
export interface RateLine {
  readonly path: string;
  readonly least: number;
  readonly largest: number;
  /** Equal factors are equal heights, where the rate is below a twentieth of its largest for more than a tenth of the run. */
  readonly isLogarithmic: boolean;
}

const MARGIN = 2;

/** The line of a rate in a picture of `width` by `height`; null where there are no points. */
export function rateLine(
  points: readonly RatePoint[],
  epochs: number,
  { width, height }: { readonly width: number; readonly height: number },
): RateLine | null {
  if (points.length === 0) return null;
  const rates = points.map(({ rate }) => rate);
  const least = Math.min(...rates);
  const largest = Math.max(...rates);
  const isLogarithmic = least > 0 && rates.filter((rate) => 20 * rate < largest).length > rates.length / 10;
  const scale = isLogarithmic ? Math.log10 : (rate: number) => rate;
  const floor = isLogarithmic ? scale(least) : Math.min(0, least);
  const span = scale(largest) - floor || 1;
  const y = (rate: number) =>
    digits(height - MARGIN - ((scale(rate) - floor) / span) * (height - 2 * MARGIN));
  const x = (at: number) => digits((at / epochs) * width);
  const path = points.reduce((line, { at, rate }, i) => {
    if (i === 0) return `M0 ${y(rate)}`;
    return rate === points[i - 1].rate ? line : `${line}H${x(at)}V${y(rate)}`;
  }, '');
  return { path: `${path}H${width}`, least, largest, isLogarithmic };
}

function digits(value: number): number {
  return Math.round(value * 100) / 100;
}
