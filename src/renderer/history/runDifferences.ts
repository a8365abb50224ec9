import type { EpochLine, RunSummary } from '../../shared/api/runs.ts';
import type { Choice } from '../../shared/document.ts';
import { epochWords } from '../../shared/epochs.ts';
import { averagingWords, countWords, lossWords, percentWords, stateWord } from '../run/runWords.ts';

/** One line of a comparison: what it is about, and what each run has. */
export interface DifferenceRow {
  readonly label: string;
  readonly values: readonly string[];
}

/**
 * What differs between some runs, a value for each in their order; what is the same in all has no row.
 * Parameters are those that the runs say themselves: a blank stands for the module's default.
 */
export function runDifferences(runs: readonly RunSummary[]): DifferenceRow[] {
  return rowsOf(runs).filter(({ values }) => new Set(values).size > 1);
}

function rowsOf(runs: readonly RunSummary[]): DifferenceRow[] {
  const row = (label: string, value: (run: RunSummary) => string): DifferenceRow => ({
    label,
    values: runs.map(value),
  });
  return [
    row('State', ({ state }) => stateWord(state)),
    row('Best accuracy', ({ best }) => {
      const result = best?.validation ?? best?.test ?? best?.train;
      return result ? `${percentWords(result.accuracy, 2)} (epoch ${epochWords(best?.epoch ?? 0)})` : '';
    }),
    ...(['train', 'validation', 'test'] as const).flatMap((split) => [
      row(`Last ${splitWords[split]} accuracy`, ({ last }) => percent(last?.[split]?.accuracy)),
      row(`Last ${splitWords[split]} loss`, ({ last }) => loss(last?.[split]?.loss)),
    ]),
    row('Epochs done', ({ epochsDone }) => epochWords(epochsDone)),
    row('Seconds an epoch', ({ last }) => (last ? (last.seconds / partOf(last)).toFixed(1) : '')),
    row('Epochs', ({ training }) => epochWords(training.epochs)),
    row('Batch', ({ training }) => countWords(training.batchSize)),
    ...choiceRows('Optimiser', runs, ({ training }) => training.optimiser),
    ...choiceRows('Schedule', runs, ({ training }) => training.schedule),
    ...choiceRows('Criterion', runs, ({ training }) => training.criterion),
    row('Augmentation', ({ training }) => training.augmentation),
    row('Balance', ({ training }) => String(training.balance)),
    row('Averaging', ({ training }) => averagingWords(training.averaging)),
    row('Data', ({ data }) => data),
    row('Test data', ({ test }) => test ?? ''),
    row('Held out', ({ validationShare }) => percentWords(validationShare, 0)),
    row('Images at most', ({ limit }) => (limit === null ? 'all' : countWords(limit))),
    row('Classes', ({ classes }) => countWords(classes)),
    row('Seed', ({ seed }) => String(seed)),
    row('Device', ({ device }) => device ?? ''),
    row('Graph', graphNames(runs)),
    row('Nodes', ({ nodes }) => countWords(nodes)),
    row('Parameters', ({ parameters }) => countWords(parameters)),
  ];
}

/** How much of an epoch a result is of: 1, or less where the run ended within it. */
function partOf({ epoch }: EpochLine): number {
  return epoch - Math.ceil(epoch) + 1;
}

const splitWords = { train: 'training', validation: 'validation', test: 'test' } as const;

function percent(share: number | undefined): string {
  return share === undefined ? '' : percentWords(share, 2);
}

function loss(value: number | undefined): string {
  return value === undefined ? '' : lossWords(value);
}

/** Its type, then each parameter that any of the runs sets. */
function choiceRows(
  name: string,
  runs: readonly RunSummary[],
  choice: (run: RunSummary) => Choice,
): DifferenceRow[] {
  const params = new Set(runs.flatMap((run) => Object.keys(choice(run).params)));
  return [
    { label: name, values: runs.map((run) => choice(run).type) },
    ...[...params].sort().map((param) => ({
      label: `${name}: ${param}`,
      values: runs.map((run) => valueWords(choice(run).params[param])),
    })),
  ];
}

function valueWords(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Equal graphs have equal letters, in the order they appear: A, B, A. */
function graphNames(runs: readonly RunSummary[]): (run: RunSummary) => string {
  const hashes = [...new Set(runs.map(({ graphHash }) => graphHash))];
  return ({ graphHash }) => String.fromCharCode(65 + hashes.indexOf(graphHash));
}
