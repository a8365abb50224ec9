import { Eye, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { DataSummary } from '../../shared/api/data.ts';
import { Button } from '../controls/Button.tsx';
import { Notice } from '../controls/Notice.tsx';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { type Figure, Figures } from '../figures/Figures.tsx';
import { countWords, plural } from '../figures/quantities.ts';
import { ClassList } from './ClassList.tsx';
import { balanceWords } from './classRows.ts';
import styles from './DataPanel.module.css';
import { type DataPlace, describeData, useDescription } from './descriptionStore.ts';
import { SampleGrid } from './SampleGrid.tsx';

/** What is in the images of a place, once somebody looks: numbers, classes, some of them as pictures. */
export function ImagesView({ data, test }: DataPlace) {
  const { state, progress, summary, sentence } = useDescription({ data, test });
  const look = () => void describeData({ data, test });
  if (state === 'fault') {
    return (
      <Notice
        kind="fault"
        actions={
          <Button icon={<RotateCcw aria-hidden />} onPress={look}>
            Try again
          </Button>
        }
      >
        {sentence}
      </Notice>
    );
  }
  if (state === 'reading') {
    const words = progress
      ? `Reading ${progress.split === 'train' ? 'training' : 'test'} images: ${countWords(progress.done)} of ${countWords(progress.total)}`
      : 'Looking for images';
    return (
      <ProgressBar label={words} share={progress ? progress.done / Math.max(1, progress.total) : null} />
    );
  }
  if (summary === null) {
    return (
      <div className={styles.row}>
        <Button icon={<Eye aria-hidden />} onPress={look}>
          Look at the images
        </Button>
      </div>
    );
  }
  return <Summary key={`${data} ${test}`} data={data} summary={summary} />;
}

function Summary({ data, summary }: { readonly data: string; readonly summary: DataSummary }) {
  const [label, setLabel] = useState<number | null>(null);
  const { classes, train, test, tracks, smallest, largest, bad, badCount } = summary;
  const figures: Figure[] = [
    { name: 'Classes', value: countWords(classes.length) },
    { name: 'Training images', value: countWords(train) },
    { name: 'Test images', value: test === 0 ? 'none' : countWords(test) },
    {
      name: 'Pixels',
      value: `${smallest.width} × ${smallest.height} to ${largest.width} × ${largest.height}`,
    },
    { name: 'Tracks', value: tracks === 0 ? 'none known' : countWords(tracks) },
  ];
  return (
    <>
      <Figures figures={figures} />
      {badCount === 0 ? null : (
        <Notice kind="warning">
          {plural(badCount, 'image')} could not be read and {badCount === 1 ? 'is' : 'are'} left out.
        </Notice>
      )}
      {badCount === 0 ? null : (
        <details className={styles.details}>
          <summary>{bad.length < badCount ? `The first ${bad.length} of them` : 'Which they are'}</summary>
          <ul className={styles.bad}>
            {bad.map(({ file, reason }) => (
              <li key={file}>
                <span className={styles.file}>{file}</span> {reason}
              </li>
            ))}
          </ul>
        </details>
      )}
      <p className={styles.quiet}>{balanceWords(classes)}</p>
      <ClassList classes={classes} train={train} selected={label} onSelect={setLabel} />
      <SampleGrid data={data} classes={classes} label={label} />
    </>
  );
}
