import type { ReactNode } from 'react';
import styles from './EmptyPlace.module.css';

/** What is said where there is nothing to show, and what can be done about it. */
export function EmptyPlace({
  title,
  children,
  actions,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className={styles.place}>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.text}>{children}</p>
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
