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
  useEffect(() => {
    // The button that was pressed has gone: what came in its place takes the focus.
    if (isOpen && !wasShown.current) panel.current?.focus();
    wasShown.current = isShown;
  }, [isOpen, isShown]);
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
        <Buttons state={tensorflow?.state ?? 'failed'} />
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
      return plan === null ? null : (
        <>
          <p className={styles.text}>{plan.sentence}</p>
          <p className={styles.text}>{planCost(plan)}</p>
        </>
      );
    case 'looking':
      return <p className={styles.text}>Looking for what it needs</p>;
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

function Buttons({ state }: { readonly state: TensorflowState['state'] }) {
  const close = (title: string) => <Button onPress={() => showTensorflow(false)}>{title}</Button>;
  switch (state) {
    case 'absent':
      return (
        <>
          <Button
            look="primary"
            icon={<Download aria-hidden />}
            onPress={() => void controlTensorflow('start')}
          >
            Start
          </Button>
          {close('Not now')}
        </>
      );
    case 'impossible':
      return (
        <>
          <Button icon={<RotateCcw aria-hidden />} onPress={() => showTensorflow(true)}>
            Look again
          </Button>
          {close('Close')}
        </>
      );
    case 'failed':
      return (
        <>
          <Button icon={<RotateCcw aria-hidden />} onPress={() => showTensorflow(true)}>
            Try again
          </Button>
          {close('Close')}
        </>
      );
    case 'working':
      return (
        <Button icon={<X aria-hidden />} onPress={() => void controlTensorflow('cancel')}>
          Cancel
        </Button>
      );
    case 'looking':
    case 'ready':
      return close('Close');
  }
}
