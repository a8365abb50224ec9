import { ListFilter } from 'lucide-react';
import { useMemo } from 'react';
import { DialogTrigger, Popover } from 'react-aria-components';
import type { RunEvaluation } from '../../shared/api/runs.ts';
import { className } from '../confusion/confusionFigures.ts';
import { Button } from '../controls/Button.tsx';
import { Select } from '../controls/fields.tsx';
import { countWords } from '../run/runWords.ts';
import styles from './FilterMenu.module.css';
import { filterChoices, type MistakeFilter } from './mistakeFilter.ts';
import { filterBy, lookAt, useMistakes } from './mistakesStore.ts';

/** Filters by true class, predicted class and track, whatever the matrix leaves open. */
export function FilterMenu({
  run,
  evaluation,
}: {
  readonly run: string;
  readonly evaluation: RunEvaluation;
}) {
  return (
    <DialogTrigger>
      <Button icon={<ListFilter aria-hidden />}>Filter</Button>
      <Popover className={styles.popover} offset={4} placement="bottom start">
        <div className={styles.fields}>
          <FilterFields run={run} evaluation={evaluation} />
        </div>
      </Popover>
    </DialogTrigger>
  );
}

const ANY = 'any';
/** A list of more is nothing to choose from; the panel filters by the track of the mistake it shows. */
const MOST_TRACKS = 400;

function FilterFields({ run, evaluation }: { readonly run: string; readonly evaluation: RunEvaluation }) {
  const { mistakes, classes } = evaluation;
  const filter = useMistakes((state) => lookAt(state, run).filter);
  const options = useMemo(() => {
    const of = (field: keyof MistakeFilter, any: string) => [
      { id: ANY, title: any },
      ...filterChoices(mistakes, filter, field).map(({ value, count }) => ({
        id: `=${value}`,
        title: `${typeof value === 'number' ? className(classes, value) : value} (${countWords(count)})`,
      })),
    ];
    return {
      truth: of('truth', 'Any class'),
      predicted: of('predicted', 'Any class'),
      track: of('track', 'Any track'),
    };
  }, [mistakes, classes, filter]);
  const field = (name: keyof MistakeFilter, label: string) => (
    <Select
      label={label}
      value={filter[name] === null ? ANY : `=${filter[name]}`}
      onChange={(id) => {
        const answer = id.slice(1);
        filterBy(run, { [name]: id === ANY ? null : name === 'track' ? answer : Number(answer) });
      }}
      options={options[name]}
    />
  );
  return (
    <>
      {field('truth', 'True class')}
      {field('predicted', 'Predicted class')}
      {options.track.length > 1 && options.track.length <= MOST_TRACKS ? field('track', 'Track') : null}
    </>
  );
}
