import { Check, ListFilter, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Mistake } from '../../shared/api/runs.ts';
import { className } from '../confusion/confusionFigures.ts';
import { IconButton } from '../controls/Button.tsx';
import { countWords, percentWords } from '../run/runWords.ts';
import type { PictureSize } from './galleryLayout.ts';
import { predictionShare, truthShare } from './mistakeOrder.ts';
import { filterBy } from './mistakesStore.ts';
import styles from './Panel.module.css';

/** What is known of a mistake; classes and track can be filtered by. */
export function MistakeFacts({
  run,
  mistake,
  split,
  classes,
  size,
}: {
  readonly run: string;
  readonly mistake: Mistake;
  readonly split: 'validation' | 'test';
  readonly classes: readonly string[];
  readonly size: PictureSize | undefined;
}) {
  const { class: truth, predicted, file, track, index } = mistake;
  const of = split === 'test' ? 'test image' : 'validation image';
  return (
    <dl className={styles.facts}>
      <Fact name="True class" filter="Only this true class" onFilter={() => filterBy(run, { truth })}>
        <span className={`${styles.mark} ${styles.truth}`}>
          <Check aria-hidden />
          {className(classes, truth)}
        </span>
        <span className={styles.share}>{percentWords(truthShare(mistake))}</span>
      </Fact>
      <Fact name="Taken for" filter="Only this predicted class" onFilter={() => filterBy(run, { predicted })}>
        <span className={`${styles.mark} ${styles.predicted}`}>
          <X aria-hidden />
          {className(classes, predicted)}
        </span>
        <span className={styles.share}>{percentWords(predictionShare(mistake))}</span>
      </Fact>
      {track === '' ? null : (
        <Fact name="Track" filter="Only this track" onFilter={() => filterBy(run, { track })}>
          {track}
        </Fact>
      )}
      <Fact name="File">{file}</Fact>
      <Fact name="Index">{`${of} ${countWords(index)}`}</Fact>
      {size === undefined ? null : <Fact name="Pixels">{`${size.width} × ${size.height}`}</Fact>}
    </dl>
  );
}

function Fact({
  name,
  filter,
  onFilter,
  children,
}: {
  readonly name: string;
  readonly filter?: string;
  readonly onFilter?: () => void;
  readonly children: ReactNode;
}) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
      {filter === undefined || !onFilter ? null : (
        <dd className={`${styles.tool} ${styles.small}`}>
          <IconButton label={filter} icon={<ListFilter aria-hidden />} onPress={onFilter} />
        </dd>
      )}
    </>
  );
}
