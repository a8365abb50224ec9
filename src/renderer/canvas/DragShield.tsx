import { useCanvas } from './canvasStore.ts';
import styles from './DragShield.module.css';

/**
 * Lies over the canvas while nodes are dragged: looking for what is under the pointer, among hundreds of nodes that
 * could not be used now, made every move dearer.
 */
export function DragShield() {
  const isDragging = useCanvas((state) => state.isDragging);
  if (!isDragging) return null;
  return (
    <div
      className={styles.shield}
      aria-hidden
      onPointerMove={({ buttons }) => {
        // The button was let go where nobody heard of it.
        if (buttons === 0) useCanvas.setState({ isDragging: false });
      }}
    />
  );
}
