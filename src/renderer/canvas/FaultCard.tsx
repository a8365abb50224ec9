import { useEffect, useRef } from 'react';
import { Dialog, Popover } from 'react-aria-components';
import { ProblemNotice } from '../problems/ProblemNotice.tsx';
import { useAnalysis } from '../store/analysisStore.ts';
import { useCanvas } from './canvasStore.ts';
import styles from './FaultCard.module.css';
import { focusNode } from './flow.ts';

/** The faults of a node, each with what mends it, beside the node's badge. */
export function FaultCard() {
  const card = useCanvas((state) => state.card);
  const { problems } = useAnalysis();
  const anchor = useRef<HTMLDivElement>(null);
  const faults = card === null ? [] : problems.filter(({ node }) => node === card.node);
  const close = () => {
    useCanvas.setState({ card: null });
    if (card !== null) focusNode(card.node);
  };
  const isMended = card !== null && faults.length === 0;
  useEffect(() => {
    if (isMended) close();
  });
  return (
    <>
      <div ref={anchor} className={styles.anchor} style={{ left: card?.x, top: card?.y }} />
      <Popover
        triggerRef={anchor}
        isOpen={faults.length > 0}
        onOpenChange={(isOpen) => {
          if (!isOpen) close();
        }}
        placement="bottom start"
        className={styles.card}
      >
        <Dialog className={styles.list} aria-label={`Faults of ${card?.node ?? ''}`}>
          {faults.map((problem) => (
            <ProblemNotice key={problem.message} problem={problem} />
          ))}
        </Dialog>
      </Popover>
    </>
  );
}
