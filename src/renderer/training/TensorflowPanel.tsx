import { Download, RotateCcw, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { TensorflowState } from '../../shared/api/tensorflow.ts';
import { Button } from '../controls/Button.tsx';
import { Notice } from '../controls/Notice.tsx';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { host } from '../host/hostClient.ts';
import styles from './TensorflowPanel.module.css';
import { controlTensorflow, loadTensorflow, showTensorflow, useTensorflow } from './tensorflowStore.ts';
import { planCost, resultWords } from './tensorflowWords.ts';

/** Getting TensorFlow: a button where it is not set up, what that would do, and how it goes. */
export function TensorflowPanel() {
  const { tensorflow, sentence, isOpen } = useTensorflow();
  const isConnected = host().connection((connection) => connection.state === 'connected');
  useEffect(() => {
    if (isConnected) void loadTensorflow();
  }, [isConnected]);
  const panel = useRef<HTMLElement>(null);
  const isShown = isOpen || tensorflow?.state === 'working';
  const wasShown = useRef(isShown);
  const state = tensorflow?.state;
  useEffect(() => {
    // With each state other buttons are there: where the one that was pressed has gone, its place takes the focus.
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (isOpen && isLost) panel.current?.focus({ preventScroll: true });
    wasShown.current = isShown;
  }, [isOpen, isShown, state]);
  if (tensorflow === null && sentence === null) return null;
  if (!isShown) {
    return tensorflow?.state === 'ready' ? null : (
      <div>
        <Button
          autoFocus={wasShown.current}
          icon={<Download aria-hidden />}
          onPress={() => showTensorflow(true)}
        >
          Get TensorFlow
        </Button>
      </div>
    );
  }
  return (
    <section ref={panel} tabIndex={-1} className={styles.panel} aria-label="TensorFlow">
      {tensorflow === null ? null : (
        <div role="status" className={styles.panel}>
          <Stand tensorflow={tensorflow} />
        </div>
      )}
      {tensorflow?.state === 'working' ? <ToolLine line={tensorflow.line} /> : null}
      {sentence === null ? null : <Notice kind="fault">{sentence}</Notice>}
      <div className={styles.row}>
        <Buttons tensorflow={tensorflow} />
      </div>
    </section>
  );
}

/** What a tool wrote last; it changes too often to be spoken each time. */
function ToolLine({ line }: { readonly line: string }) {
  return (
    <p className={styles.line} title={line}>
      {line}
    </p>
  );
}

function Stand({ tensorflow }: { readonly tensorflow: TensorflowState }) {
  const { state, plan, stage, sentence, result } = tensorflow;
  switch (state) {
    case 'absent':
      return plan === null ? (
        <Looking />
      ) : (
        <>
          <p className={styles.text}>{plan.sentence}</p>
          <p className={styles.text}>{planCost(plan)}</p>
        </>
      );
    case 'looking':
      return <Looking />;
    case 'impossible':
      return <Notice kind="hint">{sentence}</Notice>;
    case 'failed':
      return <Notice kind="fault">{sentence}</Notice>;
    case 'working':
      return <ProgressBar label={stage ?? 'Looking for what it needs'} share={null} />;
    case 'ready':
      return result === null ? null : (
        <>
          <p className={styles.text}>{resultWords(result)}</p>
          {result.note === null ? null : <Notice kind="warning">{result.note}</Notice>}
        </>
      );
  }
}

function Looking() {
  return <p className={styles.text}>Looking for what it needs</p>;
}

/** What is done next, and putting the panel away: each keeps its place, so that none takes the other's press. */
function Buttons({ tensorflow }: { readonly tensorflow: TensorflowState | null }) {
  const state = tensorflow?.state ?? 'looking';
  // What Start would do is not known yet.
  const isReady = state === 'absent' && tensorflow?.plan !== null;
  return (
    <>
      {isReady ? (
        <Button
          look="primary"
          icon={<Download aria-hidden />}
          onPress={() => void controlTensorflow('start')}
        >
          Start
        </Button>
      ) : null}
      {state === 'impossible' || state === 'failed' ? (
        <Button icon={<RotateCcw aria-hidden />} onPress={() => showTensorflow(true)}>
          {state === 'failed' ? 'Try again' : 'Look again'}
        </Button>
      ) : null}
      {state === 'working' ? (
        <Button icon={<X aria-hidden />} onPress={() => void controlTensorflow('cancel')}>
          Cancel
        </Button>
      ) : (
        <Button onPress={() => showTensorflow(false)}>{isReady ? 'Not now' : 'Close'}</Button>
      )}
    </>
  );
}
