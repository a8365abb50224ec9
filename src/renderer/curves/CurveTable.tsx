// biome-ignore-all lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.

import { Fragment, useState } from 'react';
import type { EpochLine } from '../../shared/api/runs.ts';
import { epochWords } from '../../shared/epochs.ts';
import { Button } from '../controls/Button.tsx';
import { durationWords, plural, rateWords } from '../run/runWords.ts';
import styles from './CurveTable.module.css';
import { type CurveRun, type Split, splitName } from './curveLines.ts';
import { readingWords } from './readings.ts';

const ROWS = 200;
const splits: readonly Split[] = ['train', 'validation', 'test'];

/** The figures of each epoch, newest first: what the charts draw, for reading and for screen readers. */
export function CurveTable({ runs }: { readonly runs: readonly CurveRun[] }) {
  return runs.map((run) => <RunTable key={run.id} run={run} />);
}

function RunTable({ run }: { readonly run: CurveRun }) {
  const [count, setCount] = useState(ROWS);
  const { epochs } = run;
  const shown = epochs.slice(Math.max(0, epochs.length - count)).reverse();
  const measured = splits.filter((split) => epochs.some((line) => line[split]));
  if (epochs.length === 0) return <p className={styles.none}>{run.name}: no epoch has ended yet.</p>;
  return (
    <section className={styles.place} aria-label={`Figures of ${run.name}`} tabIndex={0}>
      <table className={styles.table}>
        <caption className="only-spoken">{`${run.name}: each epoch, newest first`}</caption>
        <thead>
          <tr>
            <th scope="col" rowSpan={2}>
              Epoch
            </th>
            {measured.map((split) => (
              <th key={split} scope="colgroup" colSpan={2}>
                {splitName(split)}
              </th>
            ))}
            <th scope="col" rowSpan={2}>
              Time
            </th>
            <th scope="col" rowSpan={2}>
              Speed
            </th>
          </tr>
          <tr>
            {measured.map((split) => (
              <Fragment key={split}>
                <th scope="col">Loss</th>
                <th scope="col">Accuracy</th>
              </Fragment>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((line) => (
            <Row key={line.epoch} line={line} splits={measured} />
          ))}
        </tbody>
      </table>
      {shown.length < epochs.length ? (
        <Button look="quiet" onPress={() => setCount(count + ROWS)}>
          {`Show ${plural(Math.min(ROWS, epochs.length - shown.length), 'more epoch')}`}
        </Button>
      ) : null}
    </section>
  );
}

function Row({ line, splits }: { readonly line: EpochLine; readonly splits: readonly Split[] }) {
  return (
    <tr>
      <th scope="row">{epochWords(line.epoch)}</th>
      {splits.map((split) => (
        <Fragment key={split}>
          <td>{readingWords('loss', line[split]?.loss ?? null)}</td>
          <td>{readingWords('accuracy', line[split]?.accuracy ?? null)}</td>
        </Fragment>
      ))}
      <td>{durationWords(line.seconds)}</td>
      <td>{rateWords(line.imagesPerSecond)}</td>
    </tr>
  );
}
