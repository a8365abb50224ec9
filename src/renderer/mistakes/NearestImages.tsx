import { Check, CircleSlash, RotateCcw, ScanSearch, X } from 'lucide-react';
import type { Neighbour } from '../../shared/api/models.ts';
import type { Mistake } from '../../shared/api/runs.ts';
import { className } from '../confusion/confusionFigures.ts';
import { Button } from '../controls/Button.tsx';
import { Notice } from '../controls/Notice.tsx';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { useSettled } from '../controls/useSettled.ts';
import { host } from '../host/hostClient.ts';
import { useAnswer } from '../host/useAnswer.ts';
import { PictureCanvas } from '../pictures/PictureCanvas.tsx';
import { useMistakes } from './mistakesStore.ts';
import { type NeighbourMatch, neighbourMatch, neighbourSentence } from './neighbourWords.ts';
import styles from './Panel.module.css';

const COUNT = 8;
const THUMB = 56;
/** A walk through the mistakes by key asks about the one it ends at. */
const PAUSE = 250;

const matches: Readonly<Record<NeighbourMatch, { readonly words: string; readonly icon: typeof Check }>> = {
  predicted: { words: 'the class it was taken for', icon: X },
  truth: { words: 'its true class', icon: Check },
  other: { words: 'another class', icon: CircleSlash },
};

/** The training images that the network sees as most like a mistake, once a person asks: they explain it. */
export function NearestImages({
  run,
  split,
  mistake,
  classes,
}: {
  readonly run: string;
  readonly split: 'validation' | 'test';
  readonly mistake: Mistake;
  readonly classes: readonly string[];
}) {
  const wantsNearest = useMistakes((state) => state.wantsNearest);
  return (
    <section className={styles.part} aria-label="Nearest training images">
      <h3>Nearest training images</h3>
      {wantsNearest ? (
        <Neighbours run={run} split={split} mistake={mistake} classes={classes} />
      ) : (
        <>
          <p className={styles.quiet}>
            What the network was trained on that looks most like this to it, by its last hidden layer.
          </p>
          <div>
            <Button
              icon={<ScanSearch aria-hidden />}
              onPress={() => useMistakes.setState({ wantsNearest: true })}
            >
              Find them
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

function Neighbours(props: {
  readonly run: string;
  readonly split: 'validation' | 'test';
  readonly mistake: Mistake;
  readonly classes: readonly string[];
}) {
  const { run, split, mistake, classes } = props;
  const index = useSettled(mistake.index, PAUSE);
  const { state, value, sentence, again } = useAnswer(`${run} ${split} ${index}`, async () => ({
    ...(await host().call.nearestTraining({ id: run, split, index, count: COUNT })),
    of: index,
  }));
  if (state === 'fault') {
    return (
      <Notice
        kind="fault"
        actions={
          <Button icon={<RotateCcw aria-hidden />} onPress={again}>
            Try again
          </Button>
        }
      >
        {sentence}
      </Notice>
    );
  }
  if (value === null || value.of !== mistake.index) {
    return (
      <>
        <ProgressBar label="Comparing with all training images…" share={null} />
        <p className={styles.quiet}>The first time this can take a minute or two; then it is instant.</p>
      </>
    );
  }
  const { neighbours, pictures } = value;
  return (
    <>
      <p className={styles.quiet}>{neighbourSentence(neighbours, mistake, classes)}</p>
      <ol className={styles.neighbours}>
        {neighbours.map((neighbour, i) => (
          <li key={neighbour.index} className={styles.neighbour} title={neighbour.file}>
            <div className={styles.thumb}>
              <PictureCanvas
                pictures={pictures}
                index={i}
                scale={THUMB / Math.max(pictures.widths[i], pictures.heights[i])}
                alt=""
              />
            </div>
            <div>
              <div>{className(classes, neighbour.class)}</div>
              <Match neighbour={neighbour} mistake={mistake} />
            </div>
            <span title="Similarity: 1 is the same to the network">{neighbour.similarity.toFixed(3)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

function Match({ neighbour, mistake }: { readonly neighbour: Neighbour; readonly mistake: Mistake }) {
  const match = neighbourMatch(neighbour, mistake);
  const { words, icon: Icon } = matches[match];
  return (
    <div className={`${styles.match} ${match === 'other' ? '' : styles[match]}`}>
      <Icon aria-hidden />
      {words}
    </div>
  );
}
