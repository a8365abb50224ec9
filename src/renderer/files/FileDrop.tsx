import styles from './FileDrop.module.css';
import { useFileDrop } from './fileDrop.ts';

/** While a file hangs over the canvas's view: what happens where it is let go. */
export function FileDrop() {
  const isOver = useFileDrop((state) => state.isOver);
  if (!isOver) return null;
  return (
    <div className={styles.veil}>
      <p className={styles.words}>Let go to open the project</p>
    </div>
  );
}
