import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Mistake, RunEvaluation } from '../../shared/api/runs.ts';
import { epochWords } from '../../shared/epochs.ts';
import { Button, IconButton } from '../controls/Button.tsx';
import { Notice } from '../controls/Notice.tsx';
import { countWords } from '../run/runWords.ts';
import type { PictureSize } from './galleryLayout.ts';
import { MistakeFacts } from './MistakeFacts.tsx';
import { MistakePicture } from './MistakePicture.tsx';
import { NearestImages } from './NearestImages.tsx';
import styles from './Panel.module.css';
import { ProbabilityBars } from './ProbabilityBars.tsx';
import type { PictureLoader } from './pictureLoader.ts';

const FIRST_BARS = 10;

/** One mistake in full. Left and right arrows go to the one before and after it, Escape closes. */
export function MistakePanel(props: {
  readonly run: string;
  readonly evaluation: RunEvaluation;
  /** As it was when it was opened. */
  readonly mistake: Mistake;
  /** Those that the gallery shows, in its order. */
  readonly list: readonly Mistake[];
  readonly sizes: ReadonlyMap<number, PictureSize>;
  readonly loader: PictureLoader;
  readonly onMove: (mistake: Mistake) => void;
  readonly onClose: () => void;
}) {
  const { run, evaluation, list, sizes, loader, onMove, onClose } = props;
  const { classes, mistakes, split, epoch } = evaluation;
  const panel = useRef<HTMLElement>(null);
  const [isAll, setAll] = useState(false);
  const { index } = props.mistake;
  const now = mistakes.find((other) => other.index === index);
  const mistake = now ?? props.mistake;
  const place = list.findIndex((other) => other.index === index);
  const before = list[place < 0 ? list.length : place - 1];
  const after = list[place + 1];
  useOpenedByKey(panel);
  const go = (to: Mistake | undefined) => to && onMove(to);
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'ArrowLeft') go(before);
    else if (event.key === 'ArrowRight') go(after);
    else return;
    event.preventDefault();
  };
  return (
    <aside ref={panel} className={styles.panel} aria-label="Mistake" tabIndex={-1} onKeyDown={press}>
      <header className={styles.header}>
        <h2 className={styles.heading}>
          {place < 0 ? 'Mistake' : `${countWords(place + 1)} of ${countWords(list.length)}`}
        </h2>
        <IconButton
          label="Previous mistake"
          shortcut="←"
          icon={<ChevronLeft aria-hidden />}
          isDisabled={!before}
          onPress={() => go(before)}
        />
        <IconButton
          label="Next mistake"
          shortcut="→"
          icon={<ChevronRight aria-hidden />}
          isDisabled={!after}
          onPress={() => go(after)}
        />
        <IconButton label="Close" shortcut="Esc" icon={<X aria-hidden />} onPress={onClose} />
      </header>
      <div className={styles.content}>
        {now ? null : (
          <Notice kind="hint">{`After epoch ${epochWords(epoch)} this image is recognised; below is what it was taken for before.`}</Notice>
        )}
        <MistakePicture
          index={index}
          size={sizes.get(index)}
          loader={loader}
          alt={`${split} image ${index}, ${classes[mistake.class] ?? mistake.class}`}
        />
        <MistakeFacts run={run} mistake={mistake} split={split} classes={classes} size={sizes.get(index)} />
        <section className={styles.part} aria-label="Probabilities">
          <h3>How likely the network held each class</h3>
          <ProbabilityBars
            probabilities={mistake.probabilities}
            classes={classes}
            count={isAll ? classes.length : FIRST_BARS}
            truth={mistake.class}
            predicted={mistake.predicted}
          />
          {classes.length <= FIRST_BARS ? null : (
            <div>
              <Button look="quiet" aria-expanded={isAll} onPress={() => setAll(!isAll)}>
                {isAll ? `Only the top ${FIRST_BARS}` : `All ${classes.length} classes`}
              </Button>
            </div>
          )}
        </section>
        <NearestImages run={run} split={split} mistake={mistake} classes={classes} />
      </div>
    </aside>
  );
}

/** Takes the focus where the panel was opened by key from the gallery, so that its arrows work on. */
function useOpenedByKey(panel: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const from = document.activeElement;
    if (from?.matches('[role="gridcell"]:focus-visible')) panel.current?.focus();
  }, [panel]);
}
