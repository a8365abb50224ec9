import type { ReactNode } from 'react';
import styles from './Figures.module.css';

/** One line: what it is, and the figure. */
export interface Figure {
  readonly name: string;
  readonly value: ReactNode;
}

/** Names and figures below each other, as a list of terms. */
export function Figures({ figures }: { readonly figures: readonly Figure[] }) {
  return (
    <dl className={styles.figures}>
      {figures.map(({ name, value }) => (
        <div key={name} className={styles.line}>
          <dt className={styles.name}>{name}</dt>
          <dd className={styles.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
