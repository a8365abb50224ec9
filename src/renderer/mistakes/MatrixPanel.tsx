import type { RunEvaluation } from '../../shared/api/runs.ts';
import { ConfusedPairs } from '../confusion/ConfusedPairs.tsx';
import { ConfusionMatrix } from '../confusion/ConfusionMatrix.tsx';
import type { Cell, ClassOrder } from '../confusion/confusionFigures.ts';
import { Select } from '../controls/fields.tsx';
import styles from './MatrixPanel.module.css';
import { cellOfFilter, filterOfCell } from './mistakeFilter.ts';
import { filterBy, lookAt, useMistakes } from './mistakesStore.ts';

const orders: readonly { readonly id: ClassOrder; readonly title: string }[] = [
  { id: 'class', title: 'By class' },
  { id: 'errors', title: 'Most mistakes first' },
];

/** What was taken for what; a cell or a pair filters the gallery. */
export function MatrixPanel({
  run,
  evaluation,
}: {
  readonly run: string;
  readonly evaluation: RunEvaluation;
}) {
  const { classes, confusion } = evaluation;
  const classOrder = useMistakes((state) => state.classOrder);
  const filter = useMistakes((state) => lookAt(state, run).filter);
  const selected = cellOfFilter(filter);
  const select = (cell: Cell | null) => filterBy(run, filterOfCell(cell));
  return (
    <section className={styles.panel} aria-label="Confusion">
      <div className={styles.tools}>
        <h2 className={styles.heading}>Confusion</h2>
        <div className={styles.choice}>
          <Select
            label="Order of classes"
            hideLabel
            value={classOrder}
            onChange={(order) => useMistakes.setState({ classOrder: order })}
            options={orders}
          />
        </div>
      </div>
      <ConfusionMatrix
        classes={classes}
        confusion={confusion}
        selected={selected}
        onSelect={select}
        sort={classOrder}
      />
      <div className={styles.pairs}>
        <ConfusedPairs classes={classes} confusion={confusion} selected={selected} onSelect={select} />
      </div>
    </section>
  );
}
