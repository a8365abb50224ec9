import type { DataClass, DataSamples } from '../../shared/api/data.ts';
import { Notice } from '../controls/Notice.tsx';
import { useSettled } from '../controls/useSettled.ts';
import { host } from '../host/hostClient.ts';
import { useAnswer } from '../host/useAnswer.ts';
import { PictureCanvas } from '../pictures/PictureCanvas.tsx';
import { pictureCount, pictureSize } from '../pictures/pictureData.ts';
import styles from './DataPanel.module.css';

const COUNT = 20;
/** Side of a picture's place, in pixels. */
const PLACE = 48;
/** A walk through the list by key asks for the class it ends at, not for each on the way. */
const PAUSE = 150;

/** Some training images of a class, or of all classes. */
export function SampleGrid({
  data,
  classes,
  label,
}: {
  readonly data: string;
  readonly classes: readonly DataClass[];
  readonly label: number | null;
}) {
  const wanted = useSettled(label, PAUSE);
  const { state, value, sentence } = useAnswer(`${wanted} ${data}`, () =>
    host().call.dataSamples({ data, split: 'train', count: COUNT, label: wanted }),
  );
  if (state === 'fault') return <Notice kind="fault">{sentence}</Notice>;
  if (value === null) return <div className={styles.waiting} />;
  return <Samples samples={value} classes={classes} />;
}

function Samples({
  samples,
  classes,
}: {
  readonly samples: DataSamples;
  readonly classes: readonly DataClass[];
}) {
  const { pictures, labels, files } = samples;
  return (
    <ul className={styles.samples} aria-label="Some training images">
      {Array.from({ length: pictureCount(pictures) }, (_, i) => {
        const name = classes[labels[i]]?.name ?? `class ${labels[i]}`;
        const { width, height } = pictureSize(pictures, i);
        return (
          <li key={files[i]} className={styles.sample} title={`${name}\n${files[i]}, ${width} × ${height}`}>
            <PictureCanvas pictures={pictures} index={i} scale={PLACE / Math.max(width, height)} alt={name} />
          </li>
        );
      })}
    </ul>
  );
}
