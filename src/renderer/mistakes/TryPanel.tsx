import { ImageUp, X } from 'lucide-react';
import { useRef } from 'react';
import type { RunSummary } from '../../shared/api/runs.ts';
import { Button, IconButton } from '../controls/Button.tsx';
import { Notice } from '../controls/Notice.tsx';
import { closePanel } from './mistakesStore.ts';
import styles from './Panel.module.css';
import { TrialResult } from './TrialResult.tsx';
import tryStyles from './TryPanel.module.css';
import { closeTrial, closeTrials, tryPictures, useTrials } from './tryStore.ts';

/** Asks the run's network about any picture; answers stay until they are closed. */
export function TryPanel({ run }: { readonly run: RunSummary }) {
  const { trials, sentence } = useTrials();
  const input = useRef<HTMLInputElement>(null);
  return (
    <aside
      className={styles.panel}
      aria-label="Try it"
      onKeyDown={(event) => {
        if (event.key === 'Escape') closePanel();
      }}
    >
      <header className={styles.header}>
        <h2 className={styles.heading}>Try it</h2>
        {trials.length < 2 ? null : (
          <Button look="quiet" onPress={closeTrials}>
            Clear all
          </Button>
        )}
        <IconButton label="Close" shortcut="Esc" icon={<X aria-hidden />} onPress={closePanel} />
      </header>
      <div className={styles.content}>
        <div className={tryStyles.ask}>
          <p>
            Drop pictures on this view, paste one, or choose some. <b>{run.name}</b> answers with its best
            weights so far.
          </p>
          <Button icon={<ImageUp aria-hidden />} autoFocus onPress={() => input.current?.click()}>
            Choose pictures…
          </Button>
          <p className={styles.quiet}>
            PNG, JPEG, WebP or PPM, up to 12 MiB each. They stay on this machine.
          </p>
          <input
            ref={input}
            type="file"
            multiple
            hidden
            aria-label="Pictures to try"
            accept="image/png,image/jpeg,image/webp,.png,.jpg,.jpeg,.webp,.ppm"
            onChange={({ currentTarget }) => {
              tryPictures(run.id, [...(currentTarget.files ?? [])]);
              // The same file can be chosen again.
              currentTarget.value = '';
            }}
          />
        </div>
        {sentence === null ? null : <Notice kind="warning">{sentence}</Notice>}
        <div className={tryStyles.results} aria-live="polite">
          {trials.map((trial) => (
            <TrialResult
              key={trial.id}
              trial={trial}
              shownRun={run.id}
              onClose={() => closeTrial(trial.id)}
            />
          ))}
        </div>
      </div>
    </aside>
  );
}
