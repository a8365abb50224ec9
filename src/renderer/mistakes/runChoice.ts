import type { RunSummary } from '../../shared/api/runs.ts';
import { countedEpochs } from '../../shared/epochs.ts';
import { dataWords, isActive, percentWords, stateWord, whenWords } from '../run/runWords.ts';

/** The run whose mistakes are shown: the one that is looked at, else the newest that has been judged, else the newest. */
export function shownRun(runs: readonly RunSummary[], looked: string | null): RunSummary | null {
  return runs.find(({ id }) => id === looked) ?? runs.find(({ best }) => best !== null) ?? runs[0] ?? null;
}

/** A run in the chooser: its name and when it was, since names repeat; then what it came to and what it does. */
export function runChoice(run: RunSummary, now: Date) {
  const { id, name, created, epochsDone, best, state, data } = run;
  const held = best?.validation ?? best?.test;
  const facts = [
    dataWords(data),
    countedEpochs(epochsDone),
    ...(held ? [`best ${percentWords(held.accuracy)}`] : []),
    stateWord(state).toLowerCase(),
  ];
  return { id, title: `${name} · ${whenWords(created, now)}`, description: facts.join(' · ') };
}

/** Why a run has no list of mistakes, and what can be done about it. */
export interface NoMistakes {
  readonly title: string;
  readonly sentence: string;
  /** Where to go: the run as it trains, or the settings of the next one; null where there is nothing to do. */
  readonly next: 'run' | 'settings' | null;
}

/** Says why nothing was judged yet in a run. */
export function noEvaluation({ state, sentence, epochsDone }: RunSummary): NoMistakes {
  if (epochsDone > 0) {
    return {
      title: 'Nothing was held out',
      sentence:
        'All images of this run were trained on, so nobody knows what it gets wrong. Hold out a share for ' +
        'validation, or name test images, and train again.',
      next: 'settings',
    };
  }
  if (isActive(state) && state !== 'stopping') {
    return {
      title: 'The first epoch is under way',
      sentence: 'Its mistakes show here as soon as it ends, and anew after each further epoch.',
      next: 'run',
    };
  }
  if (state === 'elsewhere') {
    return {
      title: 'No epoch has ended yet',
      sentence: 'Another process trains this run; its mistakes show here once it has come through an epoch.',
      next: null,
    };
  }
  const why = state === 'failed' && sentence !== null ? `It failed before: ${sentence}` : 'It ended before.';
  return {
    title: 'No epoch was finished',
    sentence: `${why} Resume it to see what it gets wrong.`,
    next: 'run',
  };
}
