import styles from '../controls/Tip.module.css';
import placeStyles from './CanvasTip.module.css';
import { useCanvas } from './canvasStore.ts';

const WIDEST = 320;

/** What is said of the port, wire or badge under the pointer; it is in their names too, for who cannot see it. */
export function CanvasTip() {
  const tip = useCanvas((state) => state.tip);
  if (tip === null) return null;
  const left = Math.max(4, Math.min(tip.x + 6, window.innerWidth - WIDEST - 8));
  return (
    <div className={`${styles.tip} ${placeStyles.place}`} style={{ left, top: tip.y - 6 }} aria-hidden>
      {tip.text}
    </div>
  );
}
