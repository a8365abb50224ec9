import type { EpochLine } from '../../shared/api/runs.ts';
import type { CurveBuffer } from '../run/curveBuffer.ts';

/** What is measured; accuracy from 0 to 1. */
export type Metric = 'loss' | 'accuracy';
/** The images that it is measured on. */
export type Split = 'train' | 'validation' | 'test';

/** A run whose curves are drawn. */
export interface CurveRun {
  readonly id: string;
  readonly name: string;
  readonly curve: CurveBuffer;
  readonly epochs: readonly EpochLine[];
}

/** How a line differs from the others: by colour, and by dash and marker for who sees no colours. */
export interface LineStyle {
  /** Of the six `--series-…` colours, 1 to 6. */
  readonly colour: number;
  readonly dash: readonly number[];
  readonly marker: 'none' | 'circle' | 'square';
}

/** One line of both charts. */
export interface CurveLine {
  readonly key: string;
  readonly run: CurveRun;
  readonly split: Split;
  readonly style: LineStyle;
}

const splits: Readonly<Record<Split, { readonly name: string; readonly look: Omit<LineStyle, 'colour'> }>> = {
  train: { name: 'Training', look: { dash: [], marker: 'none' } },
  validation: { name: 'Validation', look: { dash: [], marker: 'circle' } },
  test: { name: 'Test', look: { dash: [6, 4], marker: 'square' } },
};

/** `Training`, `Validation`, `Test`. */
export function splitName(split: Split): string {
  return splits[split].name;
}

/**
 * The lines of some runs. A run alone has a colour for each of its lines; where runs are compared, a colour
 * stands for a run. Dash and marker always stand for training, validation and test.
 */
export function curveLines(runs: readonly CurveRun[]): CurveLine[] {
  const order = Object.keys(splits) as Split[];
  return runs.flatMap((run, place) =>
    order
      .filter((split) => split === 'train' || run.epochs.some((line) => line[split] !== undefined))
      .map((split) => ({
        key: `${run.id} ${split}`,
        run,
        split,
        style: {
          colour: (runs.length > 1 ? place % 6 : order.indexOf(split)) + 1,
          ...splits[split].look,
        },
      })),
  );
}

/** Whether a line is drawn from the points within epochs; a run trained without the app has none. */
export function isDense({ run, split }: CurveLine): boolean {
  return split === 'train' && run.curve.length > 0;
}

/** How many epochs the runs have come to, at least a tenth of one. */
export function lastEpoch(runs: readonly CurveRun[]): number {
  return runs.reduce((last, { curve, epochs }) => {
    const within = curve.length > 0 ? curve.columns.at[curve.length - 1] : 0;
    return Math.max(last, within, epochs.at(-1)?.epoch ?? 0);
  }, 0.1);
}
