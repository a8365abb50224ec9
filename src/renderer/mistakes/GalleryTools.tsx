import { Grid3x3 } from 'lucide-react';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { RunEvaluation } from '../../shared/api/runs.ts';
import { IconButton } from '../controls/Button.tsx';
import { Select, Switch } from '../controls/fields.tsx';
import { countWords, plural } from '../run/runWords.ts';
import { FilterChips } from './FilterChips.tsx';
import { FilterMenu } from './FilterMenu.tsx';
import styles from './GalleryTools.module.css';
import type { PictureScale } from './galleryLayout.ts';
import { isFiltered } from './mistakeFilter.ts';
import { mistakeSorts } from './mistakeOrder.ts';
import { lookAt, useMistakes } from './mistakesStore.ts';

const scales: readonly { readonly id: PictureScale; readonly title: string; readonly spoken: string }[] = [
  { id: 'own', title: '1×', spoken: 'Own size' },
  { id: 'double', title: '2×', spoken: 'Twice their size' },
  { id: 'fit', title: 'Fit', spoken: 'All to one size' },
];

/** How the mistakes are shown: filters, order, tracks, size of the pictures. */
export function GalleryTools({
  run,
  evaluation,
  shown,
  isWaiting,
}: {
  readonly run: string;
  readonly evaluation: RunEvaluation;
  /** How many mistakes pass the filters. */
  readonly shown: number;
  /** Whether the host still looks for the pictures. */
  readonly isWaiting: boolean;
}) {
  const { sort, isByTrack, scale, isMatrixShown } = useMistakes();
  const { filter } = useMistakes((state) => lookAt(state, run));
  const hasTracks = evaluation.mistakes.some(({ track }) => track !== '');
  const count = plural(evaluation.mistakes.length, 'mistake');
  return (
    <div className={styles.tools}>
      <IconButton
        label={isMatrixShown ? 'Hide the confusion matrix' : 'Show the confusion matrix'}
        pressed={isMatrixShown}
        icon={<Grid3x3 aria-hidden />}
        onPress={() => useMistakes.setState({ isMatrixShown: !isMatrixShown })}
      />
      <FilterMenu run={run} evaluation={evaluation} />
      <div className={styles.sort}>
        <Select
          label="Sort by"
          hideLabel
          value={sort}
          onChange={(id) => useMistakes.setState({ sort: id })}
          options={mistakeSorts}
        />
      </div>
      <Switch
        value={isByTrack && hasTracks}
        isDisabled={!hasTracks}
        onChange={(on) => useMistakes.setState({ isByTrack: on })}
      >
        By track
      </Switch>
      <ToggleButtonGroup
        className={styles.scales}
        aria-label="Size of pictures"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[scale]}
        onSelectionChange={([id]) => useMistakes.setState({ scale: id as PictureScale })}
      >
        {scales.map(({ id, title, spoken }) => (
          <ToggleButton key={id} id={id} className={styles.scale} aria-label={spoken}>
            {title}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <div className={styles.state}>
        <FilterChips run={run} classes={evaluation.classes} />
        <p className={styles.count} role="status">
          {isFiltered(filter) ? `${countWords(shown)} of ${count} shown` : `${count} shown`}
          {isWaiting ? ', looking for their pictures…' : ''}
        </p>
      </div>
    </div>
  );
}
