import { ImageUp } from 'lucide-react';
import type { RunSummary } from '../../shared/api/runs.ts';
import { Button } from '../controls/Button.tsx';
import { Notice } from '../controls/Notice.tsx';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import { useEvaluation } from '../run/evaluationStore.ts';
import { useRuns } from '../run/runStore.ts';
import { showView } from '../store/viewStore.ts';
import { EmptyPlace } from './EmptyPlace.tsx';
import { EvaluationView } from './EvaluationView.tsx';
import { MistakesHeader } from './MistakesHeader.tsx';
import styles from './MistakesView.module.css';
import { useMistakes } from './mistakesStore.ts';
import { noEvaluation } from './runChoice.ts';
import { TryPanel } from './TryPanel.tsx';
import { tryPictures } from './tryStore.ts';
import { useFileDrop, usePastedFiles } from './usePictureFiles.ts';

/** The mistakes of one run, or why there are none; files dropped or pasted anywhere are tried on its network. */
export function RunMistakes({ run, onRetry }: { readonly run: RunSummary; readonly onRetry: () => void }) {
  const { evaluation, isReading, fault } = useEvaluation(run.id);
  const runFault = useRuns(({ faults }) => faults[run.id] ?? null);
  const panel = useMistakes((state) => state.panel);
  const take = (files: readonly File[]) => tryPictures(run.id, files);
  const { isOver, handlers } = useFileDrop(take);
  usePastedFiles(take);
  const sentence = fault ?? runFault;
  return (
    <main className={styles.view} aria-label="Mistakes" {...handlers}>
      <MistakesHeader run={run} evaluation={evaluation} />
      {sentence === null ? null : (
        <div className={styles.notices}>
          <Notice kind="fault" actions={<Button onPress={onRetry}>Try again</Button>}>
            {sentence}
          </Notice>
        </div>
      )}
      <div className={styles.body}>
        {evaluation !== null ? (
          <EvaluationView run={run.id} evaluation={evaluation} />
        ) : sentence !== null ? (
          <div className={styles.middle} />
        ) : isReading && run.best !== null ? (
          <div className={styles.waiting}>
            <ProgressBar label="Reading the mistakes…" share={null} />
          </div>
        ) : (
          <NoMistakesYet run={run} />
        )}
        {panel === 'try' ? <TryPanel run={run} /> : null}
      </div>
      {isOver ? (
        <div className={styles.drop}>
          <p>
            <ImageUp aria-hidden />
            Drop pictures to try them on {run.name}
          </p>
        </div>
      ) : null}
    </main>
  );
}

function NoMistakesYet({ run }: { readonly run: RunSummary }) {
  const { title, sentence, next } = noEvaluation(run);
  return (
    <EmptyPlace
      title={title}
      actions={
        <>
          {next === null ? null : (
            <Button look="primary" onPress={() => showView('train')}>
              {next === 'settings' ? 'Go to the training settings' : 'Go to the run'}
            </Button>
          )}
          <Button onPress={() => useMistakes.setState({ panel: 'try' })}>Try a picture on it</Button>
        </>
      }
    >
      {sentence}
    </EmptyPlace>
  );
}
