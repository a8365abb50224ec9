import { Eye, Shuffle } from 'lucide-react';
import { useState } from 'react';
import { augmentations } from '../../engine/data/augmentation.ts';
import type { Pictures } from '../../shared/api/pictures.ts';
import { Button } from '../controls/Button.tsx';
import { Select } from '../controls/fields.tsx';
import { Notice } from '../controls/Notice.tsx';
import { useDescription } from '../data/descriptionStore.ts';
import { setTraining } from '../edits/setTraining.ts';
import { host } from '../host/hostClient.ts';
import { useAnswer } from '../host/useAnswer.ts';
import { PictureCanvas } from '../pictures/PictureCanvas.tsx';
import { pictureCount, pictureSize } from '../pictures/pictureData.ts';
import { useAnalysis } from '../store/analysisStore.ts';
import { edit, useDocument } from '../store/documentStore.ts';
import { type ImageInput, imageInput } from './imageInput.ts';
import styles from './TrainingPanel.module.css';
import { useTraining } from './trainingStore.ts';

/** Signs beside each other, and draws of each below. */
const COLUMNS = 4;
const ROWS = 3;
/** Width of a picture's place, in pixels. */
const PLACE = 64;

const known = Object.entries(augmentations).map(([id, { description }]) => ({ id, title: id, description }));

/** How training images are changed at random, with some that were. */
export function AugmentationField({ fault }: { readonly fault: string | undefined }) {
  const name = useDocument((state) => state.document.training.augmentation);
  const place = useTraining((state) => state.data);
  const isKnown = Object.hasOwn(augmentations, name);
  const isRead = useDescription(place).state === 'known';
  // The images may have to be drawn or read first, which takes a while: not before somebody wants to see them.
  const [isAsked, setAsked] = useState(false);
  const input = imageInput(useAnalysis());
  const options = isKnown ? known : [...known, { id: name, title: name, description: '', isDisabled: true }];
  return (
    <>
      <Select
        label="Augmentation"
        hideLabel
        value={name}
        onChange={(next) =>
          edit(`Set augmentation to ${next}`, (draft) => setTraining(draft, { augmentation: next }))
        }
        options={options}
        description={isKnown ? augmentations[name as keyof typeof augmentations].description : undefined}
        fault={fault}
      />
      {input === null || !isKnown ? null : isAsked || isRead ? (
        <Samples data={place.data} augmentation={name} input={input} />
      ) : (
        <div className={styles.row}>
          <Button icon={<Eye aria-hidden />} onPress={() => setAsked(true)}>
            Show samples
          </Button>
        </div>
      )}
    </>
  );
}

function Samples({
  data,
  augmentation,
  input,
}: {
  readonly data: string;
  readonly augmentation: string;
  readonly input: ImageInput;
}) {
  const start = useTraining((state) => state.seed);
  const [draws, setDraws] = useState(0);
  const question = { data, augmentation, ...input, seed: start + draws, count: COLUMNS * ROWS };
  const { state, value, sentence, again } = useAnswer(JSON.stringify(question), () =>
    host().call.augmentationSamples(question),
  );
  if (state === 'fault') {
    return (
      <Notice kind="fault" actions={<Button onPress={again}>Try again</Button>}>
        {sentence}
      </Notice>
    );
  }
  return (
    <>
      {value === null ? <p className={styles.quiet}>Drawing samples</p> : <Strip pictures={value} />}
      <div className={styles.row}>
        <Button icon={<Shuffle aria-hidden />} onPress={() => setDraws((before) => before + 1)}>
          Draw again
        </Button>
        <span className={styles.quiet}>
          {input.width} × {input.height}, as the network sees them
        </span>
      </div>
    </>
  );
}

function Strip({ pictures }: { readonly pictures: Pictures }) {
  return (
    <ul className={styles.samples} aria-label="Training images as augmented: a sign in each column">
      {Array.from({ length: pictureCount(pictures) }, (_, i) => (
        <li key={i} className={styles.sample}>
          <PictureCanvas
            pictures={pictures}
            index={i}
            scale={PLACE / pictureSize(pictures, i).width}
            alt={`Sign ${(i % COLUMNS) + 1}, draw ${Math.floor(i / COLUMNS) + 1}`}
          />
        </li>
      ))}
    </ul>
  );
}
