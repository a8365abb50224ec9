import { ProgressBar as AriaProgressBar, Label } from 'react-aria-components';
import styles from './ProgressBar.module.css';

/** How far something is; `share` from 0 to 1, null where nobody knows. */
export function ProgressBar({
  label,
  share,
  hideLabel,
}: {
  readonly label: string;
  readonly share: number | null;
  readonly hideLabel?: boolean;
}) {
  return (
    <AriaProgressBar
      className={styles.progress}
      value={100 * (share ?? 0)}
      isIndeterminate={share === null}
      aria-label={hideLabel ? label : undefined}
    >
      {hideLabel ? null : <Label className={styles.label}>{label}</Label>}
      <div className={styles.track}>
        <div
          className={share === null ? styles.unknown : styles.done}
          style={{ width: share === null ? undefined : `${100 * share}%` }}
        />
      </div>
    </AriaProgressBar>
  );
}
