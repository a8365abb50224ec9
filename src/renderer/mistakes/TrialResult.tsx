import { X } from 'lucide-react';
import { className } from '../confusion/confusionFigures.ts';
import { IconButton } from '../controls/Button.tsx';
import { Notice } from '../controls/Notice.tsx';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { PictureCanvas } from '../pictures/PictureCanvas.tsx';
import { runById, useRuns } from '../run/runStore.ts';
import { percentWords } from '../run/runWords.ts';
import { ProbabilityBars } from './ProbabilityBars.tsx';
import { probabilityRows } from './probabilityRows.ts';
import styles from './TryPanel.module.css';
import type { Trial, TrialAnswer } from './trialQueue.ts';

const BARS = 5;
/** What the network sees is shown about this large. */
const VIEW_SIDE = 128;

/** What became of one picture that was tried. */
export function TrialResult({
  trial,
  shownRun,
  onClose,
}: {
  readonly trial: Trial;
  /** The run of the view; an answer of another one says whose it is. */
  readonly shownRun: string;
  readonly onClose: () => void;
}) {
  const { name, run, state, answer, sentence } = trial;
  const other = useRuns((all) => (run === shownRun ? null : (runById(all, run)?.name ?? run)));
  return (
    <article className={styles.result} aria-label={name}>
      <div className={styles.head}>
        <h3 className={styles.name} title={name}>
          {other === null ? name : `${name}, asked of ${other}`}
        </h3>
        <IconButton label={`Close ${name}`} icon={<X aria-hidden />} onPress={onClose} />
      </div>
      {state === 'fault' ? (
        <Notice kind="fault">{sentence}</Notice>
      ) : answer === null ? (
        <ProgressBar
          label={state === 'asking' ? 'Asking the network…' : 'Waiting for its turn…'}
          share={null}
        />
      ) : (
        <Answered answer={answer} />
      )}
    </article>
  );
}

function Answered({ answer }: { readonly answer: TrialAnswer }) {
  const { probabilities, pictures, classes } = answer;
  const [best] = probabilityRows(probabilities, 1);
  const { widths, heights } = pictures;
  const seen = Math.max(1, Math.floor(VIEW_SIDE / Math.max(widths[1], heights[1])));
  return (
    <>
      <p className={styles.answer}>
        {best === undefined ? '–' : `${className(classes, best.class)}, ${percentWords(best.share)}`}
      </p>
      <div className={styles.pictures}>
        <Figure caption={`${widths[0]} × ${heights[0]}`}>
          <PictureCanvas pictures={pictures} index={0} alt="The picture" />
        </Figure>
        <Figure caption={`As the network sees it, ${widths[1]} × ${heights[1]}`}>
          <PictureCanvas
            pictures={pictures}
            index={1}
            scale={seen}
            alt="The picture as the network sees it"
          />
        </Figure>
      </div>
      <ProbabilityBars probabilities={probabilities} classes={classes} count={BARS} />
    </>
  );
}

function Figure({ caption, children }: { readonly caption: string; readonly children: React.ReactNode }) {
  return (
    <figure className={styles.picture}>
      {children}
      <figcaption>{caption}</figcaption>
    </figure>
  );
}
