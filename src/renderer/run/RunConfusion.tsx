import { Images } from 'lucide-react';
import { useState } from 'react';
import { epochWords } from '../../shared/epochs.ts';
import { ConfusedPairs } from '../confusion/ConfusedPairs.tsx';
import { ConfusionMatrix } from '../confusion/ConfusionMatrix.tsx';
import { selectCell, useSelectedCell } from '../confusion/cellStore.ts';
import type { ShadeScale } from '../confusion/colourMap.ts';
import type { ClassOrder } from '../confusion/confusionFigures.ts';
import { Button } from '../controls/Button.tsx';
import { Select } from '../controls/fields.tsx';
import { Notice } from '../controls/Notice.tsx';
import { showView } from '../store/viewStore.ts';
import { useEvaluation } from './evaluationStore.ts';
import styles from './RunConfusion.module.css';
import { percentWords, plural } from './runWords.ts';

const orders: readonly { readonly id: ClassOrder; readonly title: string }[] = [
  { id: 'class', title: 'By class' },
  { id: 'errors', title: 'Most mistakes first' },
];
const scales: readonly { readonly id: ShadeScale; readonly title: string }[] = [
  { id: 'root', title: 'Square root' },
  { id: 'log', title: 'Logarithm' },
  { id: 'linear', title: 'Linear' },
];

/** What the shown run takes for what, as of its last look at held-out images. */
export function RunConfusion({ run }: { readonly run: string }) {
  const { evaluation, isReading, fault } = useEvaluation(run);
  const [sort, setSort] = useState<ClassOrder>('class');
  const [scale, setScale] = useState<ShadeScale>('root');
  const selected = useSelectedCell(run);
  const select = (cell: typeof selected) => selectCell(run, cell);
  const mistakes = evaluation?.mistakes.length ?? 0;
  const isMistake = selected !== null && selected.true !== selected.predicted;
  const inCell = isMistake ? (evaluation?.confusion[selected.true]?.[selected.predicted] ?? 0) : 0;
  return (
    <section className={styles.confusion} aria-label="Confusion">
      <div className={styles.tools}>
        <h2 className={styles.heading}>Confusion</h2>
        {evaluation === null ? null : (
          <>
            <div className={styles.choice}>
              <Select label="Order of classes" hideLabel value={sort} onChange={setSort} options={orders} />
            </div>
            <div className={styles.choice}>
              <Select label="Scale of shades" hideLabel value={scale} onChange={setScale} options={scales} />
            </div>
          </>
        )}
      </div>
      {fault === null ? null : <Notice kind="fault">{fault}</Notice>}
      {evaluation === null ? (
        <p className={styles.none}>
          {isReading
            ? 'Reading the mistakes…'
            : 'After the first epoch this shows which classes are taken for which, on images that were held out.'}
        </p>
      ) : (
        <>
          <p className={styles.none}>
            {`Epoch ${epochWords(evaluation.epoch)}, ${evaluation.split === 'test' ? 'test' : 'validation'} images: ` +
              `${percentWords(evaluation.accuracy, 2)} right, ${plural(mistakes, 'mistake')}.`}
          </p>
          <div className={styles.parts}>
            <ConfusionMatrix
              classes={evaluation.classes}
              confusion={evaluation.confusion}
              selected={selected}
              onSelect={select}
              sort={sort}
              scale={scale}
            />
            <div className={styles.beside}>
              {mistakes === 0 ? null : (
                <Button icon={<Images aria-hidden />} onPress={() => showView('mistakes')}>
                  {inCell > 0
                    ? `Look at ${plural(inCell, 'mistake')} of this cell`
                    : `Look at ${plural(mistakes, 'mistake')}`}
                </Button>
              )}
              <ConfusedPairs
                classes={evaluation.classes}
                confusion={evaluation.confusion}
                selected={selected}
                onSelect={select}
              />
            </div>
          </div>
        </>
      )}
    </section>
  );
}
