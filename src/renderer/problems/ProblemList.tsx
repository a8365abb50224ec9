import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useRef } from 'react';
import { Button } from 'react-aria-components';
import type { PlacedProblem } from './allProblems.ts';
import { goToProblem } from './goToProblem.ts';
import styles from './ProblemBar.module.css';
import { MendButtons } from './ProblemNotice.tsx';

/** All faults, each with its mends; pressing one goes there. Thousands of them stay quick. */
export function ProblemList({
  id,
  problems,
  current,
}: {
  readonly id: string;
  readonly problems: readonly PlacedProblem[];
  readonly current: string | null;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: problems.length,
    getScrollElement: () => frame.current,
    getItemKey: (index) => problems[index].key,
    estimateSize: () => 36,
    overscan: 8,
  });
  const at = problems.findIndex(({ key }) => key === current);
  useEffect(() => {
    if (at !== -1) rows.scrollToIndex(at);
  }, [at, rows]);
  return (
    <div id={id} ref={frame} className={styles.frame}>
      <ul className={styles.list} aria-label="Problems" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, key, start }) => (
          <li
            key={key}
            ref={rows.measureElement}
            data-index={index}
            aria-setsize={problems.length}
            aria-posinset={index + 1}
            className={styles.row}
            style={{ transform: `translateY(${start}px)` }}
          >
            <ProblemRow problem={problems[index]} isCurrent={index === at} />
          </li>
        ))}
      </ul>
    </div>
  );
}

const ProblemRow = memo(function ProblemRow({
  problem,
  isCurrent,
}: {
  readonly problem: PlacedProblem;
  readonly isCurrent: boolean;
}) {
  return (
    <>
      <Button
        className={styles.sentence}
        aria-current={isCurrent ? 'true' : undefined}
        onPress={() => goToProblem(problem)}
      >
        {problem.problem.message}
      </Button>
      <MendButtons problem={problem.problem} />
    </>
  );
});
