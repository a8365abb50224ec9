import { useMemo } from 'react';
import { countWords } from '../run/runWords.ts';
import styles from './ConfusedPairs.module.css';
import { type Cell, type Confusion, className, mostConfused } from './confusionFigures.ts';

const MOST_PAIRS = 20;

/** The pairs of classes that are confused most: as a list, for the eye and for the keyboard. */
export function ConfusedPairs({
  classes,
  confusion,
  selected,
  onSelect,
}: {
  readonly classes: readonly string[];
  readonly confusion: Confusion;
  readonly selected: Cell | null;
  readonly onSelect: (cell: Cell | null) => void;
}) {
  const pairs = useMemo(() => mostConfused(confusion, MOST_PAIRS), [confusion]);
  return (
    <section className={styles.pairs} aria-label="Most confused pairs">
      <h3 className={styles.heading}>Most confused pairs</h3>
      {pairs.length === 0 ? (
        <p className={styles.none}>Every image was recognised.</p>
      ) : (
        <ol className={styles.list}>
          {pairs.map((pair) => {
            const isSelected = selected?.true === pair.true && selected.predicted === pair.predicted;
            return (
              <li key={`${pair.true} ${pair.predicted}`}>
                <button
                  type="button"
                  className={styles.pair}
                  aria-pressed={isSelected}
                  onClick={() => onSelect(isSelected ? null : pair)}
                >
                  <span className={styles.count}>{countWords(pair.count)}</span>
                  <span className={styles.names}>
                    {className(classes, pair.true)}
                    <span className={styles.taken}> taken for </span>
                    {className(classes, pair.predicted)}
                  </span>
                </button>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}
