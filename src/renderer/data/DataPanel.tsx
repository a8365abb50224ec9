import { useEffect, useState } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { Notice } from '../controls/Notice.tsx';
import { fieldNotes } from '../params/rangeWords.ts';
import { TypedField } from '../params/TypedField.tsx';
import { dataDeclarations, refusal } from '../training/trainingDeclarations.ts';
import { useTraining } from '../training/trainingStore.ts';
import { changeData } from './changeData.ts';
import styles from './DataPanel.module.css';
import { type DataSource, dataWords, sourceOf } from './dataSource.ts';
import { FolderFields } from './FolderFields.tsx';
import { GtsrbPanel } from './GtsrbPanel.tsx';
import { loadGtsrb, trainOnGtsrb, useGtsrb } from './gtsrbStore.ts';
import { ImagesView } from './ImagesView.tsx';

const sources = [
  { id: 'signs', title: 'Built-in signs' },
  { id: 'folder', title: 'Folder' },
  { id: 'gtsrb', title: 'GTSRB' },
] as const;

/** Which images the next run trains on, and what is known of them. */
export function DataPanel() {
  const choice = useTraining((state) => state.data);
  const gtsrb = useGtsrb((state) => state.gtsrb);
  const source = sourceOf(choice.data, gtsrb?.folder ?? null);
  /** What is being looked at; the choice itself changes once there is something to train on. */
  const [wanted, setWanted] = useState<DataSource | null>(null);
  const shown = wanted ?? source;
  useEffect(() => void loadGtsrb(), []);
  const show = (next: DataSource) => {
    setWanted(next);
    if (next === 'signs') changeData({ data: 'signs', test: null });
    if (next === 'gtsrb' && gtsrb?.state === 'ready') trainOnGtsrb(gtsrb.folder);
  };
  return (
    <div className={styles.panel}>
      <RadioGroup
        className={styles.sources}
        value={shown}
        onChange={(next) => show(next as DataSource)}
        orientation="horizontal"
      >
        <Label className="only-spoken">Images from</Label>
        <div className={styles.segments}>
          {sources.map(({ id, title }) => (
            <Radio key={id} value={id} className={styles.segment}>
              {title}
            </Radio>
          ))}
        </div>
      </RadioGroup>
      {shown === 'signs' ? (
        <p className={styles.quiet}>
          43 classes of traffic signs, drawn by Signalbox itself. Nothing is downloaded.
        </p>
      ) : null}
      {shown === 'folder' ? <FolderFields choice={choice} isUsed={source === 'folder'} /> : null}
      {shown === 'gtsrb' ? <GtsrbPanel isUsed={source === 'gtsrb'} /> : null}
      {shown === source ? (
        <ImagesView data={choice.data} test={choice.test} />
      ) : (
        <Notice kind="hint">Until then the next run trains on {dataWords(choice.data)}.</Notice>
      )}
      <PartFields />
    </div>
  );
}

/** How much of the images is trained on, and how much is held out. */
function PartFields() {
  const { validationShare, limit } = useTraining((state) => state.data);
  const { validation: share, limit: most } = dataDeclarations;
  return (
    <>
      <TypedField
        label="Validation"
        declaration={share}
        value={validationShare === null ? null : Number((validationShare * 100).toPrecision(12))}
        placeholder="blank"
        notes={fieldNotes(share)}
        refuse={(value) => refusal(share, value)}
        onChange={(percent) =>
          changeData({ validationShare: percent === undefined ? null : (percent as number) / 100 })
        }
        onCommit={nothing}
      />
      <TypedField
        label="Limit"
        declaration={most}
        value={limit}
        placeholder="all images"
        notes={fieldNotes(most)}
        refuse={(value) => refusal(most, value)}
        onChange={(images) => changeData({ limit: (images as number | undefined) ?? null })}
        onCommit={nothing}
      />
    </>
  );
}

function nothing(): void {}
