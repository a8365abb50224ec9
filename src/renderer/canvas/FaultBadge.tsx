import { CircleAlert } from 'lucide-react';
import type { Problem } from '../../shared/problem.ts';
import { openFaults, showTip } from './canvasStore.ts';
import styles from './ModuleNode.module.css';
import { faultCount } from './nodeView.ts';

/** The number of a node's faults; their sentences show beside it, and with what mends them when it is pressed. */
export function FaultBadge({
  node,
  faults,
  tabIndex,
}: {
  readonly node: string;
  readonly faults: readonly Problem[];
  readonly tabIndex: 0 | -1;
}) {
  const sentences = faults.map(({ message }) => message);
  const show = (element: Element) => {
    const { right, top } = element.getBoundingClientRect();
    showTip({ x: right, y: top, text: sentences.join('\n') });
  };
  return (
    <button
      type="button"
      className={`${styles.badge} nodrag nopan`}
      tabIndex={tabIndex}
      aria-haspopup="dialog"
      aria-label={`${faultCount(faults)} at ${node}: ${sentences.join('. ')}`}
      onPointerEnter={(event) => show(event.currentTarget)}
      onPointerLeave={() => showTip(null)}
      onFocus={(event) => show(event.currentTarget)}
      onBlur={() => showTip(null)}
      onClick={(event) => {
        const { right, bottom } = event.currentTarget.getBoundingClientRect();
        openFaults({ x: right, y: bottom }, node);
      }}
    >
      <CircleAlert aria-hidden />
      {faults.length}
    </button>
  );
}
