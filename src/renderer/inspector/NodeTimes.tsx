import type { ProfileRow } from '../../shared/profile.ts';
import { Figures } from '../figures/Figures.tsx';
import { countWords, timeWords } from '../figures/quantities.ts';
import { shareWords, splitRows } from '../profile/nodeMarks.ts';
import { useProfile } from '../profile/profileStore.ts';
import styles from './Inspector.module.css';

/** What a node takes of a training step, where that was profiled. */
export function NodeTimes({ id }: { readonly id: string }) {
  const stage = useProfile((state) => state.stage);
  const isMarked = useProfile((state) => state.marks.has(id));
  if (stage.kind !== 'known' || !isMarked) return null;
  const row = splitRows(stage.profile, stage.document).ofNodes.find(({ name }) => name === id);
  return (
    <section className={styles.section} aria-label="Time of a training step">
      <h3>{stage.isOld ? 'Time of a training step, before the last edits' : 'Time of a training step'}</h3>
      {row === undefined ? (
        <p className={styles.quiet}>
          It has no operation of its own: it only passes values on, or its work is done in that of a
          neighbour.
        </p>
      ) : (
        <>
          <Figures figures={rowFigures(row)} />
          {row.gigaflops === null ? null : (
            <p className={styles.quiet}>
              Products are counted as they are defined; where the device needs fewer, it seems faster than it
              is.
            </p>
          )}
        </>
      )}
    </section>
  );
}

function rowFigures({ forward, backward, update, share, gigaflops }: ProfileRow) {
  return [
    { name: 'Forward', value: timeWords(forward) },
    { name: 'Backward', value: timeWords(backward) },
    ...(update > 0 ? [{ name: 'Update', value: timeWords(update) }] : []),
    { name: 'Share of all operations', value: shareWords(share) },
    ...(gigaflops === null ? [] : [{ name: 'Speed of its products', value: `${rate(gigaflops)} GFLOP/s` }]),
  ];
}

function rate(gigaflops: number): string {
  return gigaflops < 9.95 ? gigaflops.toFixed(1) : countWords(gigaflops);
}
