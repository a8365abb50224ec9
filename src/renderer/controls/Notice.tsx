import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Notice.module.css';

const icons = { fault: CircleAlert, warning: TriangleAlert, hint: Info };

/** A sentence where the person is looking, with what can be done about it. */
export function Notice({
  kind,
  children,
  actions,
}: {
  readonly kind: 'fault' | 'warning' | 'hint';
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}) {
  const Icon = icons[kind];
  return (
    <div className={`${styles.notice} ${styles[kind]}`} role={kind === 'hint' ? 'note' : 'alert'}>
      <Icon aria-hidden />
      <p className={styles.text}>{children}</p>
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
