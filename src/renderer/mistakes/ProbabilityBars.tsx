import { Check, X } from 'lucide-react';
import { className } from '../confusion/confusionFigures.ts';
import { percentWords } from '../run/runWords.ts';
import styles from './ProbabilityBars.module.css';
import { probabilityRows } from './probabilityRows.ts';

/** How likely a network holds each class, the likeliest first; truth and prediction are marked by icon and word. */
export function ProbabilityBars({
  probabilities,
  classes,
  count,
  truth,
  predicted,
}: {
  readonly probabilities: ArrayLike<number>;
  readonly classes: readonly string[];
  /** So many; truth and prediction besides, where they are not among them. */
  readonly count: number;
  readonly truth?: number;
  readonly predicted?: number;
}) {
  const always = [truth, predicted].filter((index) => index !== undefined);
  const rows = probabilityRows(probabilities, count, always);
  return (
    <ol className={styles.bars} aria-label="Probabilities">
      {rows.map(({ class: index, share, rank }) => {
        const isTruth = index === truth;
        const isPredicted = index === predicted;
        return (
          <li key={index} value={rank} className={rank > count ? styles.beyond : undefined}>
            <div className={styles.words}>
              <span className={styles.name}>{className(classes, index)}</span>
              {isTruth ? (
                <span className={styles.truth}>
                  <Check aria-hidden />
                  true
                </span>
              ) : null}
              {isPredicted && !isTruth ? (
                <span className={styles.predicted}>
                  <X aria-hidden />
                  predicted
                </span>
              ) : null}
              <span className={styles.share}>{percentWords(share)}</span>
            </div>
            <div className={styles.bar}>
              <div
                className={isTruth ? styles.filledTrue : isPredicted ? styles.filledPredicted : styles.filled}
                style={{ width: `${100 * share}%` }}
              />
            </div>
          </li>
        );
      })}
    </ol>
  );
}
