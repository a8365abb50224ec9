import { Pause, Play, Square } from 'lucide-react';
import { TooltipTrigger } from 'react-aria-components';
import type { RunSummary } from '../../shared/api/runs.ts';
import { epochPlaceWords } from '../../shared/epochs.ts';
import { useShortcutText } from '../commands/useShortcutText.ts';
import { Button, IconButton } from '../controls/Button.tsx';
import { Notice } from '../controls/Notice.tsx';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { Tip } from '../controls/Tip.tsx';
import { useView } from '../store/viewStore.ts';
import { pauseRun, stopRun, unpauseRun, useRunFault } from './controlRun.ts';
import { runShare } from './RunBars.tsx';
import styles from './RunControls.module.css';
import { useRuns } from './runStore.ts';
import { activeRun, durationWords, percentWords, rateWords, stateWord } from './runWords.ts';
import { StartRefusal } from './StartRefusal.tsx';
import { startTraining, useStart } from './startTraining.ts';

/** Starts training; while a run is active, whichever is shown, how far it is and how to pause and stop it. */
export function RunControls() {
  const run = useRuns(({ runs }) => activeRun(runs ?? []));
  const isTrainView = useView((state) => state.view === 'train');
  return (
    <div className={styles.controls} data-tour="train">
      {run === null ? <TrainButton /> : <ActiveRun run={run} />}
      {/* The run's view says it itself. */}
      {isTrainView ? null : (
        <div className={styles.refusal}>
          <StartRefusal />
          {run === null ? null : <ControlFault run={run.id} />}
        </div>
      )}
    </div>
  );
}

function TrainButton() {
  const isStarting = useStart((state) => state.isStarting);
  const keys = useShortcutText('run.start');
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      <Button
        look="primary"
        icon={<Play aria-hidden />}
        isDisabled={isStarting}
        onPress={() => void startTraining()}
      >
        {isStarting ? 'Starting…' : 'Train'}
      </Button>
      <Tip>{`Train the open project${keys === undefined ? '' : `  ${keys}`}`}</Tip>
    </TooltipTrigger>
  );
}

function ActiveRun({ run }: { readonly run: RunSummary }) {
  const keys = useShortcutText('run.stop');
  const isPaused = run.state === 'paused';
  return (
    <>
      <ActiveProgress run={run} />
      <IconButton
        label={isPaused ? 'Go on training' : 'Pause training'}
        icon={isPaused ? <Play aria-hidden /> : <Pause aria-hidden />}
        isDisabled={run.state !== 'training' && !isPaused}
        onPress={() => void (isPaused ? unpauseRun(run.id) : pauseRun(run.id))}
      />
      <TooltipTrigger delay={500} closeDelay={0}>
        <Button
          icon={<Square aria-hidden />}
          isDisabled={run.state === 'stopping'}
          onPress={() => void stopRun(run.id)}
        >
          Stop
        </Button>
        <Tip>{`Stop at the next step; it can be resumed${keys === undefined ? '' : `  ${keys}`}`}</Tip>
      </TooltipTrigger>
    </>
  );
}

/** Renders some times a second, and nothing else does. */
function ActiveProgress({ run }: { readonly run: RunSummary }) {
  const progress = useRuns(({ logs }) => logs[run.id]?.progress ?? null);
  const preparing = useRuns(({ logs }) => logs[run.id]?.preparing ?? null);
  const share = progress
    ? runShare(progress)
    : preparing && preparing.total > 0
      ? preparing.done / preparing.total
      : null;
  const isMoving = run.state === 'training' && progress !== null;
  return (
    <div className={styles.progress}>
      <div className={styles.words}>
        {progress === null || run.state === 'preparing' || run.state === 'stopping' ? (
          <span>{preparing?.what ?? stateWord(run.state)}</span>
        ) : (
          <span>
            {run.state === 'paused' ? 'Paused, epoch ' : 'Epoch '}
            {epochPlaceWords(progress, progress.epochs)}
          </span>
        )}
        {share === null ? null : <span>{percentWords(share, 0)}</span>}
        {isMoving ? <span className={styles.rate}>{rateWords(progress.imagesPerSecond)}</span> : null}
        {isMoving ? <span>{`${durationWords(progress.runSecondsLeft)} left`}</span> : null}
      </div>
      <ProgressBar label={`Training of ${run.name}`} hideLabel share={share} />
    </div>
  );
}

function ControlFault({ run }: { readonly run: string }) {
  const sentence = useRunFault(({ fault }) => (fault?.run === run ? fault.sentence : null));
  return sentence === null ? null : <Notice kind="fault">{sentence}</Notice>;
}
